import type { z } from 'zod';
import { checkPrefills } from '@/lib/domain/rules/check-mapping';
import { scenarioProblems } from '@/lib/domain/rules/references';
import { createdObjects, scenarioEditSchema } from '@/lib/domain/screen-pop/scenario';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { loadObjects } from '../crms/internal';
import { refuseProblems } from '../crms/refuse-problems';
import { refreshFacts } from '../rules/refresh-facts';
import { insisted, readAccepted, refuseFindings } from '../rules/internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'scenarios/edit-scenario',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Takes effect from the next interaction; past traces stay unchanged. `isChecked` as for a new scenario. */
export async function editScenario(
  ctx: Ctx,
  input: { id: string } & z.input<typeof scenarioEditSchema>,
): Promise<{ version: number; isChecked: boolean }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, acceptedFindings, ...data } = parseInput(scenarioEditSchema, rest);
  const isChecked = await refreshFacts(ctx, createdObjects(data.definition));
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.screenPopScenario.findUnique({ where: { id } }));
    await checkVersion(tx, 'scenario', before, version);
    const objects = await loadObjects(tx, [before.crmId]);
    refuseProblems(scenarioProblems(data.definition, objects));
    const accepted = refuseFindings(checkPrefills(data.definition, objects), acceptedFindings);
    const after = await tx.screenPopScenario.update({
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
      action: 'scenario.edited',
      entity: 'scenario',
      entityId: id,
      entityName: after.name,
      before: { name, enabled, definition, ...insisted(readAccepted(before.acceptedFindings)) },
      after: { ...data, ...insisted(accepted) },
    });
    return recorded.with({ version: after.version, isChecked });
  });
}
