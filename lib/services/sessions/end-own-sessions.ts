import { found, recordHistory, requireUser, withoutHistory, write, type Ctx } from '../context';
import { endSessions } from './create-session';

/** Ends one of the user's own other sessions, or all of them if no ID is given. */
export async function endOwnSessions(ctx: Ctx, input: { sessionId: string | null }): Promise<{ ended: number }> {
  const actor = requireUser(ctx);
  return write(ctx, null, async (tx) => {
    if (input.sessionId !== null)
      found(await tx.session.findFirst({ where: { id: input.sessionId, userId: actor.userId }, select: { id: true } }));
    const ended = await endSessions(
      tx,
      { userId: actor.userId, id: input.sessionId ?? { not: actor.sessionId } },
      { reason: 'ended_by_user', userIds: [actor.userId], now: ctx.now() },
    );
    if (ended === 0) return withoutHistory('nothing changed', { ended });
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.sessions-ended',
      entity: 'user',
      entityId: actor.userId,
      entityName: actor.name,
      after: { ended },
    });
    return recorded.with({ ended });
  });
}
