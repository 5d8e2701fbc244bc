import { AppError } from '@/lib/domain/base/app-error';
import { readCallback, type CallbackAnswer } from '@/lib/domain/connection/oauth-callback';
import type { Ctx } from '../context';
import { consumeTransaction, type ConsumedTransaction } from './consume-transaction';
import type { BrowserBinding } from './start-transaction';

export interface ProviderCallback {
  /** The raw query string, repeated parameters included. */
  parameters: Iterable<readonly [string, string]>;
  bindings: readonly BrowserBinding[];
}

type ReceivedCallback =
  | { kind: 'received'; answer: Exclude<CallbackAnswer, { kind: 'unreadable' }>; transaction: ConsumedTransaction }
  | { kind: 'unreadable' }
  /** No open authorization flow of this browser and user has this state. */
  | { kind: 'stray'; state: string };

/** Reads a callback and consumes the authorization flow it belongs to; anything else is refused, within a rate limit. */
export async function receiveCallback(
  ctx: Ctx,
  { purpose, parameters, bindings }: ProviderCallback & { purpose: 'activate' | 'sign_in' },
): Promise<ReceivedCallback> {
  const { retryAfterSeconds } = await ctx.limits.take('oauth-callback-by-ip', ctx.client.ip ?? 'unknown');
  if (retryAfterSeconds !== null) throw new AppError('RATE_LIMITED', { retryAfterSeconds });
  const answer = readCallback(parameters);
  if (answer.kind === 'unreadable') return answer;
  const transaction = await consumeTransaction(ctx, { purpose, state: answer.state, bindings });
  return transaction === null ? { kind: 'stray', state: answer.state } : { kind: 'received', answer, transaction };
}
