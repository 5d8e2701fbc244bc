import { checkPrefills } from '@/lib/domain/rules/check-mapping';
import { createdObjects } from '@/lib/domain/screen-pop/scenario';
import { authorise, found, type Ctx } from '../context';
import { loadObjects, loadScenarios, requireCrm, versionOf } from '../crms/internal';
import { describeFit } from '../rules/internal';

/** Scenarios in the order they are tried. `broken` ones can't be read and are skipped. */
export async function listScenarios(ctx: Ctx, { crmId }: { crmId: string }) {
  authorise(ctx, 'crm.access');
  await requireCrm(ctx, crmId);
  const [{ models, broken }, rows, objects] = await Promise.all([
    loadScenarios(ctx.db, [crmId]),
    ctx.db.screenPopScenario.findMany({
      where: { crmId },
      select: { id: true, version: true, updatedAt: true, acceptedFindings: true, uncheckedSince: true },
    }),
    loadObjects(ctx.db, [crmId]),
  ]);
  const scenarios = models.map((model) => {
    const created = createdObjects(model.definition);
    return {
      ...model,
      ...versionOf(rows, model.id),
      ...describeFit(
        checkPrefills(model.definition, objects),
        found(rows.find(({ id }) => id === model.id)),
        objects.filter(({ id }) => created.includes(id)),
      ),
    };
  });
  return { scenarios, broken };
}

export async function readScenario(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'crm.access');
  const row = found(await ctx.db.screenPopScenario.findUnique({ where: { id }, select: { crmId: true } }));
  const { scenarios } = await listScenarios(ctx, { crmId: row.crmId });
  return found(scenarios.find((scenario) => scenario.id === id));
}
