import type { CallPriority } from '../contract/access';
import { ProviderError } from '../../provider-error';
import { SlidingWindow, type Place, type WindowLimit } from './sliding-window';
import { Slots } from './slots';

/**
 * Limits the calls of one process to one portal: 4 at a time, 110 in any 10 seconds and, counted separately by HubSpot,
 * 5 searches in any second. Part of each is reserved for agents, because background writes can wait but an agent about
 * to answer can't. A call waits briefly for its turn, then fails as `rate_limited`.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export function createThrottles(limits: ThrottleLimits = HUBSPOT_LIMITS): (portalId: string) => Throttle {
  const throttles = new Map<string, Throttle>();
  return (portalId) => {
    const throttle = throttles.get(portalId) ?? new Throttle(limits);
    throttles.set(portalId, throttle);
    return throttle;
  };
}

export interface ThrottleLimits {
  inFlight: number;
  backgroundInFlight: number;
  maxWaitMs: number;
  general: WindowLimit;
  search: WindowLimit;
}

export type CallClass = 'general' | 'search';

export const HUBSPOT_LIMITS: ThrottleLimits = {
  inFlight: 4,
  backgroundInFlight: 3,
  maxWaitMs: 2_000,
  general: { calls: 110, background: 80, perMs: 10_000 },
  search: { calls: 5, background: 3, perMs: 1_000 },
};

/** HubSpot may ask to wait for a day. Leave waits longer than this to the job queue. */
const MAX_PAUSE_MS = 10_000;

/**
 * HubSpot's limits are rolling windows. If it doesn't say how long to wait, capacity returns gradually once background
 * calls pause, so an agent's call is retried shortly.
 */
const INTERACTIVE_PAUSE_MS = 1_000;

export interface CallTurn {
  callClass: CallClass;
  operation: string;
  priority: CallPriority;
  signal: AbortSignal | undefined;
}

export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #windows: Record<CallClass, SlidingWindow>;
  readonly #slots: Slots;

  constructor(limits: ThrottleLimits) {
    this.#limits = limits;
    this.#windows = { general: new SlidingWindow(limits.general), search: new SlidingWindow(limits.search) };
    this.#slots = new Slots(limits.inFlight, limits.backgroundInFlight);
  }

  async run<T>(turn: CallTurn, call: () => Promise<T>): Promise<T> {
    const place = await this.#enter(turn);
    const window = this.#windows[turn.callClass];
    try {
      return await call();
    } catch (error) {
      if (error instanceof ProviderError && error.kind === 'rate_limited') {
        const waitMs = Math.min(error.retryAfterMs ?? 1000, MAX_PAUSE_MS);
        window.pause('background', waitMs);
        window.pause('interactive', error.isWaitGuessed ? Math.min(waitMs, INTERACTIVE_PAUSE_MS) : waitMs);
      }
      throw error;
    } finally {
      window.leave(place);
      this.#slots.release(turn.priority);
    }
  }

  /** Takes a slot first and its place in the window last, so that the window counts only calls that were sent. */
  async #enter({ callClass, operation, priority, signal }: CallTurn): Promise<Place> {
    const deadline = performance.now() + this.#limits.maxWaitMs;
    const window = this.#windows[callClass];
    for (;;) {
      if (!(await this.#slots.take(priority, deadline, signal))) throw refused(operation, signal, 1000);
      const { place, waitMs } = window.take(priority);
      if (place) return place;
      this.#slots.release(priority);
      if (performance.now() + waitMs > deadline) throw refused(operation, signal, waitMs);
      await pause(waitMs, signal);
      if (signal?.aborted) throw refused(operation, signal, waitMs);
    }
  }
}

function refused(operation: string, signal: AbortSignal | undefined, waitMs: number): ProviderError {
  return signal?.aborted
    ? new ProviderError('timeout', { operation, code: 'CALLER_GAVE_UP' })
    : new ProviderError('rate_limited', { operation, code: 'OWN_LIMIT', retryAfterMs: Math.ceil(waitMs) });
}

/** Resolves early if the caller cancels. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.ceil(ms));
    signal?.addEventListener('abort', done, { once: true });
  });
}
