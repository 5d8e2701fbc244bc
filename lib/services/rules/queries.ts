import { checkMapping } from '@/lib/domain/rules/check-mapping';
import { authorise, found, type Ctx } from '../context';
import { loadObjects, loadRules, requireCrm, versionOf } from '../crms/internal';
import { readAccepted } from './internal';

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
    const { acceptedFindings, uncheckedSince } = found(rows.find(({ id }) => id === model.id));
    const accepted = readAccepted(acceptedFindings);
    const { action } = model.definition;
    const object = action.kind === 'attach' ? undefined : objects.find(({ id }) => id === action.objectId);
    const readAt = object?.account?.readAt ?? null;
    return {
      ...model,
      ...versionOf(rows, model.id),
      acceptedFindings: accepted,
      /** By what the account said when it was last read. */
      findings: checkMapping(model.definition, objects).map((finding) => ({
        ...finding,
        isAccepted: accepted.includes(finding.id),
      })),
      isChecked: uncheckedSince === null || (readAt !== null && readAt >= uncheckedSince),
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
