import { authorise, recordHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { loadUser } from './internal';
import { requireManageable } from '../access';

/** Signs a user out everywhere at once. */
export async function endUserSessions(ctx: Ctx, input: { id: string }): Promise<{ ended: number }> {
  authorise(ctx, 'users.modify');
  return write(ctx, 'users.modify', async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireManageable(ctx, tx, user);
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
