import { AppError } from '@/lib/domain/base/app-error';
import { ruleProblems } from '@/lib/domain/rules/references';
import { LIMITS } from '@/lib/domain/base/limits';
import { ruleInputSchema, type RuleInput } from '@/lib/domain/assignment/rule';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { refuseProblems } from '../crms/refuse-problems';
import { loadObjects } from '../crms/internal';

/** Adds an interaction assignment rule at the end. */
export async function createRule(ctx: Ctx, input: { crmId: string } & RuleInput): Promise<{ id: string }> {
  authorise(ctx, 'crm.modify');
  const { crmId, ...rest } = input;
  const data = parseInput(ruleInputSchema, rest);
  return write(ctx, 'crm.modify', async (tx) => {
    found(await tx.crm.findUnique({ where: { id: crmId } }));
    refuseProblems(ruleProblems(data.definition, await loadObjects(tx, [crmId])));
    const last = await tx.assignmentRule.aggregate({ where: { crmId }, _count: true, _max: { position: true } });
    if (last._count >= LIMITS.rulesPerCrm)
      throw new AppError('LIMIT_REACHED', { key: 'limit_rules', params: { limit: LIMITS.rulesPerCrm } });
    const row = await tx.assignmentRule.create({ data: { ...data, crmId, position: (last._max.position ?? 0) + 1 } });
    await recordHistory(ctx, tx, {
      action: 'rule.created',
      entity: 'rule',
      entityId: row.id,
      entityName: row.name,
      after: data,
    });
    return { id: row.id };
  });
}
