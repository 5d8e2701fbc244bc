import { scenarioProblems } from '@/lib/domain/rules/references';
import { scenarioEditSchema, type ScenarioEdit } from '@/lib/domain/screen-pop/scenario';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { loadObjects } from '../crms/internal';
import { refuseProblems } from '../crms/refuse-problems';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'scenarios/edit-scenario',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Takes effect from the next interaction; past traces stay unchanged. */
export async function editScenario(ctx: Ctx, input: { id: string } & ScenarioEdit): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(scenarioEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.screenPopScenario.findUnique({ where: { id } }));
    await checkVersion(tx, 'scenario', before, version);
    refuseProblems(scenarioProblems(data.definition, await loadObjects(tx, [before.crmId])));
    const after = await tx.screenPopScenario.update({
      where: { id, version },
      data: { ...data, version: { increment: 1 } },
    });
    const { name, enabled, definition } = before;
    const recorded = await recordHistory(ctx, tx, {
      action: 'scenario.edited',
      entity: 'scenario',
      entityId: id,
      entityName: after.name,
      before: { name, enabled, definition },
      after: data,
    });
    return recorded.with({ version: after.version });
  });
}
