import { authorise, found, type Ctx } from '../context';
import { loadRules, requireCrm, versionOf } from '../crms/internal';

/** Rules in the order they are tried. `broken` ones can't be read and are skipped. */
export async function listRules(ctx: Ctx, { crmId }: { crmId: string }) {
  authorise(ctx, 'crm.access');
  await requireCrm(ctx, crmId);
  const [{ models, broken }, rows] = await Promise.all([
    loadRules(ctx.db, [crmId]),
    ctx.db.assignmentRule.findMany({ where: { crmId }, select: { id: true, version: true, updatedAt: true } }),
  ]);
  return { rules: models.map((model) => ({ ...model, ...versionOf(rows, model.id) })), broken };
}

export async function readRule(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'crm.access');
  const row = found(await ctx.db.assignmentRule.findUnique({ where: { id }, select: { crmId: true } }));
  const { rules } = await listRules(ctx, { crmId: row.crmId });
  return found(rules.find((rule) => rule.id === id));
}
