import { authorise, found, recordHistory, write, type Ctx } from '../context';

/** Takes effect from the next interaction. Past decisions stay in the interactions' traces. */
export async function deleteScenario(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'crm.modify');
  await write(ctx, 'crm.modify', async (tx) => {
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
