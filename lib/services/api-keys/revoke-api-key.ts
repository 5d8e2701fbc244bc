import { authorise, found, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'api-keys/revoke-api-key',
  access: 'api-keys.delete',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'anything',
});

/** Revokes the key from its next request on. The row stays, to show its name and last use. */
export async function revokeApiKey(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const key = found(await tx.apiKey.findUnique({ where: { id: input.id } }));
    const { count } = await tx.apiKey.updateMany({
      where: { id: key.id, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 0) return withoutHistory('nothing changed');
    return recordHistory(ctx, tx, {
      action: 'api-key.revoked',
      entity: 'api-key',
      entityId: key.id,
      entityName: key.name,
      before: { scopes: key.scopes },
    });
  });
}
