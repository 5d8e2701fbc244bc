import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'scenarios/delete-scenario',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Takes effect from the next interaction. Past decisions stay in the interactions' traces. */
export async function deleteScenario(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const row = found(await tx.screenPopScenario.findUnique({ where: { id: input.id } }));
    await tx.screenPopScenario.delete({ where: { id: row.id } });
    const { name, enabled, definition } = row;
    return recordHistory(ctx, tx, {
      action: 'scenario.deleted',
      entity: 'scenario',
      entityId: row.id,
      entityName: name,
      before: { name, enabled, definition },
    });
  });
}
