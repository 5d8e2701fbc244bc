import { authorise, found, recordHistory, write, type Ctx } from '../context';

/** The next request with this key is refused. The row stays, so that its name and last use can still be read. */
export async function revokeApiKey(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'api-keys.delete');
  await write(ctx, 'api-keys.delete', async (tx) => {
    const key = found(await tx.apiKey.findUnique({ where: { id: input.id } }));
    const { count } = await tx.apiKey.updateMany({
      where: { id: key.id, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 0) return;
    await recordHistory(ctx, tx, {
      action: 'api-key.revoked',
      entity: 'api-key',
      entityId: key.id,
      entityName: key.name,
      before: { scopes: key.scopes },
    });
  });
}
