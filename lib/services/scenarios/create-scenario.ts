import type { z } from 'zod';
import { checkPrefills } from '@/lib/domain/rules/check-mapping';
import { scenarioProblems } from '@/lib/domain/rules/references';
import { createdObjects, scenarioInputSchema } from '@/lib/domain/screen-pop/scenario';
import { checkLimit } from '../check-limit';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { refuseProblems } from '../crms/refuse-problems';
import { loadObjects } from '../crms/internal';
import { refreshFacts } from '../rules/refresh-facts';
import { insisted, refuseFindings } from '../rules/internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'scenarios/create-scenario',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Adds a screen-pop scenario at the end. `isChecked` is false if the account couldn't be asked about its create forms. */
export async function createScenario(
  ctx: Ctx,
  input: { crmId: string } & z.input<typeof scenarioInputSchema>,
): Promise<{ id: string; isChecked: boolean }> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const { acceptedFindings, ...data } = parseInput(scenarioInputSchema, rest);
  const isChecked = await refreshFacts(ctx, createdObjects(data.definition));
  return write(ctx, POLICY, async (tx) => {
    found(await tx.crm.findUnique({ where: { id: crmId } }));
    const objects = await loadObjects(tx, [crmId]);
    refuseProblems(scenarioProblems(data.definition, objects));
    const accepted = refuseFindings(checkPrefills(data.definition, objects), acceptedFindings);
    await checkLimit(tx, 'scenariosPerCrm', () => tx.screenPopScenario.count({ where: { crmId } }), {
      parentId: crmId,
    });
    const last = await tx.screenPopScenario.aggregate({ where: { crmId }, _max: { position: true } });
    const row = await tx.screenPopScenario.create({
      data: {
        ...data,
        crmId,
        position: (last._max.position ?? 0) + 1,
        acceptedFindings: accepted,
        uncheckedSince: isChecked ? null : ctx.now(),
      },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'scenario.created',
      entity: 'scenario',
      entityId: row.id,
      entityName: row.name,
      after: { ...data, ...insisted(accepted) },
    });
    return recorded.with({ id: row.id, isChecked });
  });
}
