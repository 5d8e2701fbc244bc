import { authorise, requireUser, type Ctx, unrecorded } from '../context';
import { refuseActivation } from './refuse-activation';

/** Cancels a waiting activation: a later callback is refused. Does nothing if it has already finished. */
export async function cancelActivation(ctx: Ctx, input: { transactionId: string }): Promise<void> {
  authorise(ctx, 'auth-methods.modify');
  const user = requireUser(ctx);
  const { count } = await unrecorded(ctx, 'bookkeeping').oAuthTransaction.updateMany({
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
