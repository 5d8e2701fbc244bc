import { ProviderError } from '../../provider-error';
import type { ProviderAccess } from '../contract/access';

/** HubSpot's limit for a batch of records. https://developers.hubspot.com/docs/api-reference/latest/crm/using-object-apis */
export const BATCH_SIZE = 100;

/**
 * Sends one request for several inputs. `take` ends the waiting for company and returns the inputs: call it when the
 * request is made, not before. Returns one answer per input, in their order; undefined where HubSpot's answer names none.
 */
type SendTogether<I, O> = (take: () => readonly I[]) => Promise<readonly (O | undefined)[]>;

/** The answer to one input, whatever happens to those that it is sent with. `kind`: what must be alike to go together. */
export type JoinRequest<I, O> = (
  access: ProviderAccess,
  kind: readonly unknown[],
  input: I,
  send: SendTogether<I, O>,
) => Promise<O | undefined>;

/**
 * Joins background requests of one kind to one account: while one waits for its turn within HubSpot's limits, those that
 * come after it go along. At rest nothing waits for company. When HubSpot refuses what is sent together, halves are sent
 * until the refusal belongs to one input alone. A request that somebody waits for is sent by itself.
 * `idOf`: HubSpot refuses a batch that names one record twice, so the second goes with the next.
 */
export function createJoin<I, O>(idOf: (input: I) => string): JoinRequest<I, O> {
  const waiting = new Map<string, Batch<I, O>>();

  return async (access, kind, input, send) => {
    if (access.priority !== 'background' || access.signal) return (await send(() => [input]))[0];
    const key = JSON.stringify([access.account.id, access.accessToken, ...kind]);
    const id = idOf(input);
    let batch = waiting.get(key);
    if (batch === undefined || batch.inputs.length >= BATCH_SIZE || batch.ids.has(id)) {
      batch = start(send, (ended) => {
        if (waiting.get(key) === ended) waiting.delete(key);
      });
      waiting.set(key, batch);
    }
    batch.ids.add(id);
    const index = batch.inputs.push(input) - 1;
    const settled = (await batch.settled)[index];
    if (settled?.status === 'rejected') throw settled.reason;
    return settled?.value;
  };
}

interface Batch<I, O> {
  readonly ids: Set<string>;
  readonly inputs: I[];
  /** By position of the input. */
  readonly settled: Promise<readonly PromiseSettledResult<O | undefined>[]>;
}

/** `onTaken`: no more inputs may join. */
function start<I, O>(send: SendTogether<I, O>, onTaken: (batch: Batch<I, O>) => void): Batch<I, O> {
  const inputs: I[] = [];
  const take = () => {
    onTaken(batch);
    return inputs;
  };
  // Not before the batch has its first input.
  const settled = Promise.resolve().then(() => settleAll(send, take));
  const batch: Batch<I, O> = { ids: new Set(), inputs, settled };
  return batch;
}

async function settleAll<I, O>(
  send: SendTogether<I, O>,
  take: () => readonly I[],
): Promise<PromiseSettledResult<O | undefined>[]> {
  let inputs: readonly I[] | undefined;
  try {
    const answers = await send(() => (inputs = take()));
    const sent = inputs ?? take();
    return await Promise.all(
      sent.map(async (input, index): Promise<PromiseSettledResult<O | undefined>> => {
        const value = answers[index];
        if (value !== undefined || sent.length === 1) return { status: 'fulfilled', value };
        return alone(send, input);
      }),
    );
  } catch (reason) {
    const refused = inputs ?? take();
    if (refused.length === 1 || !isAboutInputs(reason)) return refused.map(() => ({ status: 'rejected', reason }));
    const middle = Math.ceil(refused.length / 2);
    const halves = [refused.slice(0, middle), refused.slice(middle)];
    return (await Promise.all(halves.map((half) => settleAll(send, () => half)))).flat();
  }
}

/** What was left out of an answer is asked for by itself: that answer is the exact one. */
async function alone<I, O>(send: SendTogether<I, O>, input: I): Promise<PromiseSettledResult<O | undefined>> {
  const [settled] = await settleAll(send, () => [input]);
  return settled ?? { status: 'fulfilled', value: undefined };
}

/** Otherwise nothing that was sent is to blame, and halves would meet the same. */
function isAboutInputs(error: unknown): boolean {
  return error instanceof ProviderError && ABOUT_INPUTS.has(error.kind);
}

const ABOUT_INPUTS: ReadonlySet<ProviderError['kind']> = new Set(['invalid_request', 'not_found', 'conflict']);
