import { checkMapping, objectsChecked } from '@/lib/domain/rules/check-mapping';
import { authorise, found, type Ctx } from '../context';
import { loadObjects, loadRules, requireCrm, versionOf } from '../crms/internal';
import { describeFit } from './internal';

/** Rules in the order they are tried. `broken` ones can't be read and are skipped. */
export async function listRules(ctx: Ctx, { crmId }: { crmId: string }) {
  authorise(ctx, 'crm.access');
  await requireCrm(ctx, crmId);
  const [{ models, broken }, rows, objects] = await Promise.all([
    loadRules(ctx.db, [crmId]),
    ctx.db.assignmentRule.findMany({
      where: { crmId },
      select: { id: true, version: true, updatedAt: true, acceptedFindings: true, uncheckedSince: true },
    }),
    loadObjects(ctx.db, [crmId]),
  ]);
  const rules = models.map((model) => {
    const checked = objectsChecked(model.definition);
    return {
      ...model,
      ...versionOf(rows, model.id),
      ...describeFit(
        checkMapping(model.definition, objects),
        found(rows.find(({ id }) => id === model.id)),
        objects.filter(({ id }) => checked.includes(id)),
      ),
    };
  });
  return { rules, broken };
}

export async function readRule(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'crm.access');
  const row = found(await ctx.db.assignmentRule.findUnique({ where: { id }, select: { crmId: true } }));
  const { rules } = await listRules(ctx, { crmId: row.crmId });
  return found(rules.find((rule) => rule.id === id));
}
