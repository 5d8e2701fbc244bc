import { authorise, found, type Ctx } from '../context';
import { loadScenarios, requireCrm, versionOf } from '../crms/internal';

/** Scenarios in the order they are tried. `broken` ones can't be read and are skipped. */
export async function listScenarios(ctx: Ctx, { crmId }: { crmId: string }) {
  authorise(ctx, 'crm.access');
  await requireCrm(ctx, crmId);
  const [{ models, broken }, rows] = await Promise.all([
    loadScenarios(ctx.db, [crmId]),
    ctx.db.screenPopScenario.findMany({ where: { crmId }, select: { id: true, version: true, updatedAt: true } }),
  ]);
  return { scenarios: models.map((model) => ({ ...model, ...versionOf(rows, model.id) })), broken };
}

export async function readScenario(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'crm.access');
  const row = found(await ctx.db.screenPopScenario.findUnique({ where: { id }, select: { crmId: true } }));
  const { scenarios } = await listScenarios(ctx, { crmId: row.crmId });
  return found(scenarios.find((scenario) => scenario.id === id));
}
