import { ruleProblems } from '@/lib/domain/rules/references';
import { ruleInputSchema, type RuleInput } from '@/lib/domain/assignment/rule';
import { checkLimit } from '../check-limit';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { refuseProblems } from '../crms/refuse-problems';
import { loadObjects } from '../crms/internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'rules/create-rule',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Adds an interaction assignment rule at the end. */
export async function createRule(ctx: Ctx, input: { crmId: string } & RuleInput): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const data = parseInput(ruleInputSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    found(await tx.crm.findUnique({ where: { id: crmId } }));
    refuseProblems(ruleProblems(data.definition, await loadObjects(tx, [crmId])));
    await checkLimit(tx, 'rulesPerCrm', () => tx.assignmentRule.count({ where: { crmId } }), { parentId: crmId });
    const last = await tx.assignmentRule.aggregate({ where: { crmId }, _max: { position: true } });
    const row = await tx.assignmentRule.create({ data: { ...data, crmId, position: (last._max.position ?? 0) + 1 } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'rule.created',
      entity: 'rule',
      entityId: row.id,
      entityName: row.name,
      after: data,
    });
    return recorded.with({ id: row.id });
  });
}
