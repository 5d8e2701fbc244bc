import { authorise, found, recordHistory, write, type Ctx } from '../context';

/** Takes effect from the next interaction. Past decisions stay in the interactions' traces. */
export async function deleteRule(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'crm.modify');
  await write(ctx, 'crm.modify', async (tx) => {
    const row = found(await tx.assignmentRule.findUnique({ where: { id: input.id } }));
    await tx.assignmentRule.delete({ where: { id: row.id } });
    const { name, enabled, definition } = row;
    return recordHistory(ctx, tx, {
      action: 'rule.deleted',
      entity: 'rule',
      entityId: row.id,
      entityName: name,
      before: { name, enabled, definition },
    });
  });
}
