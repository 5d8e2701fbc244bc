import { authorise, recordHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { loadUser } from './internal';
import { requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/end-user-sessions',
  access: 'users.modify',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'users not above oneself',
});

/** Signs a user out everywhere at once. */
export async function endUserSessions(ctx: Ctx, input: { id: string }): Promise<{ ended: number }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    const ended = await endSessions(
      tx,
      { userId: user.id },
      { reason: 'ended_by_administrator', userIds: [user.id], now: ctx.now() },
    );
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.sessions-ended',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      after: { ended },
    });
    return recorded.with({ ended });
  });
}
