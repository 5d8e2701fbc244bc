import { checkMapping, objectsChecked } from '@/lib/domain/rules/check-mapping';
import { ruleProblems } from '@/lib/domain/rules/references';
import type { z } from 'zod';
import { ruleEditSchema } from '@/lib/domain/assignment/rule';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { loadObjects } from '../crms/internal';
import { refuseProblems } from '../crms/refuse-problems';
import { verbPolicy } from '../verb-policy';
import { refreshFacts } from './refresh-facts';
import { insisted, readAccepted, refuseFindings } from './internal';

const POLICY = verbPolicy({
  verb: 'rules/edit-rule',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Takes effect from the next interaction; past traces stay unchanged. `isChecked` as for a new rule. */
export async function editRule(
  ctx: Ctx,
  input: { id: string } & z.input<typeof ruleEditSchema>,
): Promise<{ version: number; isChecked: boolean }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, acceptedFindings, ...data } = parseInput(ruleEditSchema, rest);
  const isChecked = await refreshFacts(ctx, objectsChecked(data.definition));
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.assignmentRule.findUnique({ where: { id } }));
    await checkVersion(tx, 'rule', before, version);
    const objects = await loadObjects(tx, [before.crmId]);
    refuseProblems(ruleProblems(data.definition, objects));
    const accepted = refuseFindings(checkMapping(data.definition, objects), acceptedFindings);
    const after = await tx.assignmentRule.update({
      where: { id, version },
      data: {
        ...data,
        acceptedFindings: accepted,
        uncheckedSince: isChecked ? null : ctx.now(),
        version: { increment: 1 },
      },
    });
    const { name, enabled, definition } = before;
    const recorded = await recordHistory(ctx, tx, {
      action: 'rule.edited',
      entity: 'rule',
      entityId: id,
      entityName: after.name,
      before: { name, enabled, definition, ...insisted(readAccepted(before.acceptedFindings)) },
      after: { ...data, ...insisted(accepted) },
    });
    return recorded.with({ version: after.version, isChecked });
  });
}
