import { found, recordHistory, requireUser, withoutHistory, write, type Ctx } from '../context';
import { endSessions } from './create-session';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'sessions/end-own-sessions',
  access: 'signed in',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'own',
});

/** Ends one of the user's own other sessions, or all of them if no ID is given. */
export async function endOwnSessions(ctx: Ctx, input: { sessionId: string | null }): Promise<{ ended: number }> {
  const actor = requireUser(ctx);
  return write(ctx, POLICY, async (tx) => {
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
