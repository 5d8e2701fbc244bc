import type { HistoryCheck } from '@/lib/domain/answers/history-check';
import { AppError } from '@/lib/domain/base/app-error';
import { authorise, type Ctx } from '../context';
import { walkChain, type Link } from './internal';

/**
 * Recomputes the whole chain, and names the first entry that doesn't fit. `noted` is what somebody wrote down earlier, where
 * the owner of the database couldn't change it.
 */
export async function verifyHistory(ctx: Ctx, { noted = null }: { noted?: Link | null } = {}): Promise<HistoryCheck> {
  authorise(ctx, 'history.access');
  if (ctx.actor.kind === 'user') {
    const { retryAfterSeconds } = await ctx.limits.take('history-check-by-user', ctx.actor.userId);
    if (retryAfterSeconds !== null)
      throw new AppError('RATE_LIMITED', { retryAfterSeconds, params: { seconds: retryAfterSeconds } });
  }
  return walkChain(ctx, { after: null, noted });
}
