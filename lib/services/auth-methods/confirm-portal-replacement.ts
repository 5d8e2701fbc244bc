import { AppError } from '@/lib/domain/base/app-error';
import { settleTransaction } from '../oauth/settle-transaction';
import { verbPolicy } from '../verb-policy';
import { authorise, found, requireUser, write, type Ctx } from '../context';
import { loadMethod } from '../connections/load-method';
import { bindGrant } from './bind-grant';
import { openPendingGrant } from './seal-pending-grant';
import { refuseActivation } from './refuse-activation';

const ACCEPT = verbPolicy({
  verb: 'auth-methods/confirm-portal-replacement (replace)',
  access: 'auth-methods.modify',
  freshSignIn: 'always',
  handsOut: ['sign-in route'],
  touches: 'anything',
});

/** Replaces account A with B, or keeps A. Decided once, by the same user in the same session, within ten minutes. */
export async function confirmPortalReplacement(
  ctx: Ctx,
  input: { transactionId: string; accept: boolean },
): Promise<void> {
  authorise(ctx, input.accept ? ACCEPT : 'auth-methods.modify');
  const { userId, sessionId } = requireUser(ctx);
  const flow = {
    id: input.transactionId,
    purpose: 'activate',
    outcome: 'awaiting_confirmation',
    userId,
    sessionId,
    expiresAt: { gt: ctx.now() },
  } as const;
  const over = new AppError('NOT_FOUND', { key: 'replacement_over' });
  if (!input.accept) {
    if (!(await refuseActivation(ctx, { flow, reason: 'wrong_portal' }))) throw over;
    return;
  }
  await write(ctx, ACCEPT, async (tx) => {
    if (!(await settleTransaction(tx, flow, { outcome: 'consumed' }))) throw over;
    const transaction = found(await tx.oAuthTransaction.findUnique({ where: { id: flow.id } }));
    const method = await loadMethod(ctx, tx, found(transaction.authMethodId));
    if (method.version !== transaction.authMethodVersion) throw new AppError('CONFLICT', { key: 'changed_meanwhile' });
    const received = openPendingGrant(ctx, transaction.id, found(transaction.pending));
    return bindGrant(ctx, tx, { method, received, transactionId: transaction.id });
  });
}
