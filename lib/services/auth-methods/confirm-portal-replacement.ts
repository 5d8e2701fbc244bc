import { AppError } from '@/lib/domain/base/app-error';
import { authorise, found, requireUser, write, type Ctx } from '../context';
import { loadMethod } from '../connections/load-method';
import { bindGrant } from './bind-grant';
import { openPendingGrant } from './seal-pending-grant';
import { refuseActivation } from './refuse-activation';

/** Replaces account A with B, or keeps A. Decided by the same user in the same session, within ten minutes. */
export async function confirmPortalReplacement(
  ctx: Ctx,
  input: { transactionId: string; accept: boolean },
): Promise<void> {
  authorise(ctx, 'auth-methods.modify');
  const user = requireUser(ctx);
  const where = {
    id: input.transactionId,
    purpose: 'activate' as const,
    outcome: 'awaiting_confirmation' as const,
    userId: user.userId,
    sessionId: user.sessionId,
    expiresAt: { gt: ctx.now() },
  };
  if (!input.accept) {
    found(await ctx.db.oAuthTransaction.findFirst({ where, select: { id: true } }));
    await refuseActivation(ctx, { transactionId: input.transactionId, reason: 'wrong_portal' });
    return;
  }
  await write(ctx, 'auth-methods.modify', async (tx) => {
    // The first to change the row decides; a second call finds nothing to decide.
    const { count } = await tx.oAuthTransaction.updateMany({ where, data: { outcome: 'consumed' } });
    if (count === 0) throw new AppError('NOT_FOUND', { key: 'replacement_over' });
    const transaction = found(await tx.oAuthTransaction.findUnique({ where: { id: input.transactionId } }));
    const method = await loadMethod(ctx, tx, found(transaction.authMethodId));
    if (method.version !== transaction.authMethodVersion) throw new AppError('CONFLICT', { key: 'changed_meanwhile' });
    const received = openPendingGrant(ctx, transaction.id, found(transaction.pending));
    return bindGrant(ctx, tx, { method, received, transactionId: transaction.id });
  });
}
