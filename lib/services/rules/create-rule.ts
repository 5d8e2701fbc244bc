import { checkMapping, objectsChecked } from '@/lib/domain/rules/check-mapping';
import { ruleProblems } from '@/lib/domain/rules/references';
import type { z } from 'zod';
import { ruleInputSchema } from '@/lib/domain/assignment/rule';
import { checkLimit } from '../check-limit';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { refuseProblems } from '../crms/refuse-problems';
import { loadObjects } from '../crms/internal';
import { verbPolicy } from '../verb-policy';
import { refreshFacts } from './refresh-facts';
import { insisted, refuseFindings } from './internal';

const POLICY = verbPolicy({
  verb: 'rules/create-rule',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Adds an interaction assignment rule at the end. `isChecked` is false if the account couldn't be asked about it. */
export async function createRule(
  ctx: Ctx,
  input: { crmId: string } & z.input<typeof ruleInputSchema>,
): Promise<{ id: string; isChecked: boolean }> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const { acceptedFindings, ...data } = parseInput(ruleInputSchema, rest);
  const isChecked = await refreshFacts(ctx, objectsChecked(data.definition));
  return write(ctx, POLICY, async (tx) => {
    found(await tx.crm.findUnique({ where: { id: crmId } }));
    const objects = await loadObjects(tx, [crmId]);
    refuseProblems(ruleProblems(data.definition, objects));
    const accepted = refuseFindings(checkMapping(data.definition, objects), acceptedFindings);
    await checkLimit(tx, 'rulesPerCrm', () => tx.assignmentRule.count({ where: { crmId } }), { parentId: crmId });
    const last = await tx.assignmentRule.aggregate({ where: { crmId }, _max: { position: true } });
    const row = await tx.assignmentRule.create({
      data: {
        ...data,
        crmId,
        position: (last._max.position ?? 0) + 1,
        acceptedFindings: accepted,
        uncheckedSince: isChecked ? null : ctx.now(),
      },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'rule.created',
      entity: 'rule',
      entityId: row.id,
      entityName: row.name,
      after: { ...data, ...insisted(accepted) },
    });
    return recorded.with({ id: row.id, isChecked });
  });
}
