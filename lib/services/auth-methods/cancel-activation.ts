import { authorise, requireUser, type Ctx } from '../context';
import { refuseActivation } from './refuse-activation';

/** Whoever waits gives up: an answer that still comes is no longer taken. Nothing happens when it came already. */
export async function cancelActivation(ctx: Ctx, input: { transactionId: string }): Promise<void> {
  authorise(ctx, 'auth-methods.modify');
  const user = requireUser(ctx);
  const { count } = await ctx.db.oAuthTransaction.updateMany({
    where: {
      id: input.transactionId,
      purpose: 'activate',
      outcome: 'started',
      userId: user.userId,
      sessionId: user.sessionId,
    },
    data: { outcome: 'consumed', consumedAt: ctx.now() },
  });
  if (count === 1) await refuseActivation(ctx, { transactionId: input.transactionId, reason: 'popup_closed' });
}
