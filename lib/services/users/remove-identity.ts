import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { loadUser } from './internal';
import { requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/remove-identity',
  access: 'users.modify',
  freshSignIn: 'always',
  handsOut: [],
  touches: 'users not above oneself',
});

/**
 * Unlinks a user's identity at the provider, for example when their email there was reassigned. The next sign-in then
 * finds the user by email again. Since that decides who can sign in as them, it requires a recent sign-in.
 */
export async function removeIdentity(ctx: Ctx, input: { id: string; identityId: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    const identity = found(
      await tx.ssoIdentity.findFirst({
        where: { id: input.identityId, userId: user.id },
        include: { connector: { select: { id: true, name: true } } },
      }),
    );
    await tx.ssoIdentity.delete({ where: { id: identity.id } });
    await endSessions(
      tx,
      { userId: user.id, connectorId: identity.connectorId },
      { reason: 'identity_removed', userIds: [user.id], now: ctx.now() },
    );
    return recordHistory(ctx, tx, {
      action: 'user.identity-removed',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      before: {
        ssoConnector: identity.connector.name,
        portalId: identity.portalId,
        providerUserId: identity.providerUserId,
        email: identity.emailWhenLinked,
      },
    });
  });
}
