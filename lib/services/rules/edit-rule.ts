import { ruleProblems } from '@/lib/domain/rules/references';
import { ruleEditSchema, type RuleEdit } from '@/lib/domain/assignment/rule';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { loadObjects } from '../crms/internal';
import { refuseProblems } from '../crms/refuse-problems';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'rules/edit-rule',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Takes effect from the next interaction; past traces stay unchanged. */
export async function editRule(ctx: Ctx, input: { id: string } & RuleEdit): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(ruleEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.assignmentRule.findUnique({ where: { id } }));
    await checkVersion(tx, 'rule', before, version);
    refuseProblems(ruleProblems(data.definition, await loadObjects(tx, [before.crmId])));
    const after = await tx.assignmentRule.update({
      where: { id, version },
      data: { ...data, version: { increment: 1 } },
    });
    const { name, enabled, definition } = before;
    const recorded = await recordHistory(ctx, tx, {
      action: 'rule.edited',
      entity: 'rule',
      entityId: id,
      entityName: after.name,
      before: { name, enabled, definition },
      after: data,
    });
    return recorded.with({ version: after.version });
  });
}
