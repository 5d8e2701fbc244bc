import { toJson } from '@/lib/platform/json';
import { copyName } from '../copy-name';
import { checkLimit } from '../check-limit';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'rules/duplicate-rule',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Inserts a copy below the original, switched off. */
export async function duplicateRule(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    const source = found(await tx.assignmentRule.findUnique({ where: { id: input.id } }));
    const where = { crmId: source.crmId };
    await checkLimit(tx, 'rulesPerCrm', () => tx.assignmentRule.count({ where }), { parentId: source.crmId });
    const others = await tx.assignmentRule.findMany({ where, select: { name: true } });
    await tx.assignmentRule.updateMany({
      where: { crmId: source.crmId, position: { gt: source.position } },
      data: { position: { increment: 1 } },
    });
    const copy = await tx.assignmentRule.create({
      data: {
        crmId: source.crmId,
        name: copyName(ctx.actor, source.name, others),
        enabled: false,
        position: source.position + 1,
        definition: toJson(source.definition),
        acceptedFindings: toJson(source.acceptedFindings),
        uncheckedSince: source.uncheckedSince,
      },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'rule.duplicated',
      entity: 'rule',
      entityId: copy.id,
      entityName: copy.name,
      after: { copyOf: source.name, name: copy.name },
    });
    return recorded.with({ id: copy.id });
  });
}
