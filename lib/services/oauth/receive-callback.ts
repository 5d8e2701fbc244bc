import { readCallback, type CallbackAnswer } from '@/lib/domain/connection/oauth-callback';
import type { Ctx } from '../context';
import { limitRate } from '../limit-rate';
import { consumeTransaction } from './consume-transaction';
import type { BrowserBinding, ConsumedTransaction } from './internal';

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

/**
 * Reads a callback and consumes the authorization flow it belongs to. Only what belongs to none is counted by address: a
 * neighbour who makes up callbacks stops nobody who comes back from the provider.
 */
export async function receiveCallback(
  ctx: Ctx,
  {
    purpose,
    parameters,
    bindings,
    beforeUse,
  }: ProviderCallback & {
    purpose: 'activate' | 'sign_in';
    /** Asked before a stranger's sign-in is used up; if it throws, the sign-in can still be used. */
    beforeUse?: (connectorId: string) => Promise<void>;
  },
): Promise<ReceivedCallback> {
  const answer = readCallback(parameters);
  if (answer.kind !== 'unreadable') {
    const transaction = await consumeTransaction(ctx, { purpose, state: answer.state, bindings, beforeUse });
    if (transaction !== null) return { kind: 'received', answer, transaction };
  }
  await limitRate(ctx, 'stray-sign-in-by-ip');
  return answer.kind === 'unreadable' ? answer : { kind: 'stray', state: answer.state };
}
