import { PASSWORD_TURN_RETRY_SECONDS } from '@/lib/domain/people/limits';
import { networkOf } from '@/lib/platform/rate-limit';
import type { Ctx } from '../context';
import { addressOf, tooFast } from '../limit-rate';

/** Whether a stranger would be refused right now, for want of a place. Asked before a body is read. */
export function isStrangersLineFull(ctx: Ctx): boolean {
  return ctx.passwordTurns.strangers.isFull(networkOf(addressOf(ctx)));
}

/**
 * Checks a password when it is its turn; null, with nothing done, where too many wait. Strangers take turns by network,
 * and whoever shows that the account is theirs, by account, in another line.
 */
export function admitPassword<T>(
  ctx: Ctx,
  who: { isStranger: boolean; account: string },
  check: () => Promise<T>,
  isWrong: (result: T) => boolean,
): Promise<T | null> {
  const { strangers, known } = ctx.passwordTurns;
  if (who.isStranger) return strangers.take(networkOf(addressOf(ctx)), check, isWrong);
  return known.take(who.account, check);
}

/** Hashes a new password for whoever has a session or a link; throws RATE_LIMITED where too many wait. */
export async function hashInTurn<T>(ctx: Ctx, account: string, work: () => Promise<T>): Promise<T> {
  const done = await ctx.passwordTurns.known.take(account, async () => ({ result: await work() }));
  if (done === null) throw tooFast(PASSWORD_TURN_RETRY_SECONDS);
  return done.result;
}
