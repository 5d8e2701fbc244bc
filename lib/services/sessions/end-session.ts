import { hashSecret } from '@/lib/platform/crypto';
import { withoutHistory, write, type Ctx } from '../context';
import { endSessions } from './create-session';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'sessions/end-session',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'own',
});

/** Signs out: the token's session ends, even for copies of the cookie. */
export async function endSession(ctx: Ctx, input: { token: string }): Promise<void> {
  const session = await ctx.db.session.findUnique({
    where: { tokenHash: hashSecret(input.token) },
    select: { id: true, userId: true },
  });
  if (!session) return;
  const ended = await write(ctx, POLICY, async (tx) => {
    const count = await endSessions(
      tx,
      { id: session.id },
      { reason: 'signed_out', userIds: [session.userId], now: ctx.now() },
    );
    return withoutHistory('the row is its own record', count);
  });
  if (ended > 0) ctx.log.info({ userId: session.userId }, 'signed out');
}
