import type { HistoryCheck } from '@/lib/domain/answers/history-check';
import { authorise, type Ctx } from '../context';
import { limitRate } from '../limit-rate';
import { walkChain, type Link } from './internal';

/**
 * Recomputes the whole chain, and names the first entry that doesn't fit. `noted` is what somebody wrote down earlier, where
 * the owner of the database couldn't change it.
 */
export async function verifyHistory(ctx: Ctx, { noted = null }: { noted?: Link | null } = {}): Promise<HistoryCheck> {
  authorise(ctx, 'history.access');
  if (ctx.actor.kind === 'user') await limitRate(ctx, 'history-check-by-user');
  return walkChain(ctx, { after: null, noted });
}
