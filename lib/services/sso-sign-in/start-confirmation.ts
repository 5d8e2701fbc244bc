import { AppError } from '@/lib/domain/base/app-error';
import { found, requireUser, type Ctx } from '../context';
import { limitRate } from '../limit-rate';
import type { StartedTransaction } from '../oauth/start-transaction';
import { startSignIn } from './start-sign-in';

/** Somebody signs in again in place through the connector of their session: only they can come back from it. */
export async function startConfirmation(ctx: Ctx): Promise<StartedTransaction> {
  const user = requireUser(ctx);
  await limitRate(ctx, 'activation-by-user');
  const { connector } = found(
    await ctx.db.session.findUnique({
      where: { id: user.sessionId },
      select: { connector: { select: { reference: true } } },
    }),
  );
  if (!connector) throw new AppError('PRECONDITION_FAILED', { key: 'no_connector_to_confirm' });
  const start = await startSignIn(ctx, { reference: connector.reference, renewedBy: user });
  if (start.kind === 'started') return start.transaction;
  throw new AppError('PRECONDITION_FAILED', { key: 'connector_cannot_confirm' });
}
