import { authorise, requireUser, type Ctx } from '../context';
import { refuseActivation } from './refuse-activation';

/** Cancels a waiting activation: a later callback is refused. Does nothing if it has already finished. */
export async function cancelActivation(ctx: Ctx, input: { transactionId: string }): Promise<void> {
  authorise(ctx, 'auth-methods.modify');
  const { userId, sessionId } = requireUser(ctx);
  const flow = { id: input.transactionId, purpose: 'activate', outcome: 'started', userId, sessionId } as const;
  await refuseActivation(ctx, { flow, reason: 'popup_closed' });
}
