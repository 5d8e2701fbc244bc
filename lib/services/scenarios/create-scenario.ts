import { scenarioProblems } from '@/lib/domain/rules/references';
import { scenarioInputSchema, type ScenarioInput } from '@/lib/domain/screen-pop/scenario';
import { checkLimit } from '../check-limit';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { refuseProblems } from '../crms/refuse-problems';
import { loadObjects } from '../crms/internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'scenarios/create-scenario',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Adds a screen-pop scenario at the end. */
export async function createScenario(ctx: Ctx, input: { crmId: string } & ScenarioInput): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const data = parseInput(scenarioInputSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    found(await tx.crm.findUnique({ where: { id: crmId } }));
    refuseProblems(scenarioProblems(data.definition, await loadObjects(tx, [crmId])));
    await checkLimit(tx, 'scenariosPerCrm', () => tx.screenPopScenario.count({ where: { crmId } }), {
      parentId: crmId,
    });
    const last = await tx.screenPopScenario.aggregate({ where: { crmId }, _max: { position: true } });
    const row = await tx.screenPopScenario.create({
      data: { ...data, crmId, position: (last._max.position ?? 0) + 1 },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'scenario.created',
      entity: 'scenario',
      entityId: row.id,
      entityName: row.name,
      after: data,
    });
    return recorded.with({ id: row.id });
  });
}
