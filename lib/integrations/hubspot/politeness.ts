import { ProviderError } from '../provider-error';

/**
 * How hard one process may lean on one portal: at most 4 calls at a time, 110 in any 10 seconds, and searches, which
 * HubSpot counts apart, 5 in any second. A call waits briefly for its turn, then is refused as `rate_limited`.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export function createPortalGates(limits: PolitenessLimits = HUBSPOT_LIMITS): (portalId: string) => PortalGate {
  const gates = new Map<string, PortalGate>();
  return (portalId) => {
    const gate = gates.get(portalId) ?? new PortalGate(limits);
    gates.set(portalId, gate);
    return gate;
  };
}

export interface PolitenessLimits {
  inFlight: number;
  maxWaitMs: number;
  general: WindowLimit;
  search: WindowLimit;
}

interface WindowLimit {
  calls: number;
  perMs: number;
}

export type CallClass = 'general' | 'search';

export const HUBSPOT_LIMITS: PolitenessLimits = {
  inFlight: 4,
  maxWaitMs: 2_000,
  general: { calls: 110, perMs: 10_000 },
  search: { calls: 5, perMs: 1_000 },
};

/** When to look again where every place is taken by a call that is still under way. */
const MOMENT_MS = 50;

/** HubSpot may ask for a day; a process that just waited that long would look dead. Longer waits are the job queue's. */
const LONGEST_PAUSE_MS = 10_000;

export class PortalGate {
  readonly #limits: PolitenessLimits;
  readonly #windows: Record<CallClass, SlidingWindow>;
  readonly #slots: Slots;

  constructor(limits: PolitenessLimits) {
    this.#limits = limits;
    this.#windows = { general: new SlidingWindow(limits.general), search: new SlidingWindow(limits.search) };
    this.#slots = new Slots(limits.inFlight);
  }

  async run<T>(callClass: CallClass, operation: string, signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
    const place = await this.#enter(callClass, operation, signal);
    const window = this.#windows[callClass];
    try {
      return await call();
    } catch (error) {
      if (error instanceof ProviderError && error.kind === 'rate_limited') {
        window.pause(Math.min(error.retryAfterMs ?? 1000, LONGEST_PAUSE_MS));
      }
      throw error;
    } finally {
      window.leave(place);
      this.#slots.release();
    }
  }

  /** Takes a slot first and its place in the window last, so that what the window counts is what was really sent. */
  async #enter(callClass: CallClass, operation: string, signal: AbortSignal | undefined): Promise<Place> {
    const deadline = performance.now() + this.#limits.maxWaitMs;
    const window = this.#windows[callClass];
    for (;;) {
      if (!(await this.#slots.take(deadline, signal))) throw refused(operation, signal, 1000);
      const { place, waitMs } = window.take();
      if (place) return place;
      this.#slots.release();
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

/** When a call stops counting; unknown until it was answered. */
interface Place {
  freeAt: number;
}

/**
 * At most so many calls in any stretch of this length, whenever the stretch begins. HubSpot counts a call when it
 * arrives, which is some time between our sending it and its answer: a place is kept until the answer, and the length
 * of the stretch from there.
 */
class SlidingWindow {
  readonly #limit: WindowLimit;
  #places: Place[] = [];
  #pausedUntil = 0;

  constructor(limit: WindowLimit) {
    this.#limit = limit;
  }

  /** A place, or the milliseconds after which to ask again. */
  take(): { place: Place; waitMs: 0 } | { place: null; waitMs: number } {
    const now = performance.now();
    this.#places = this.#places.filter((place) => place.freeAt > now);
    if (now < this.#pausedUntil) return { place: null, waitMs: this.#pausedUntil - now };
    if (this.#places.length >= this.#limit.calls) {
      const next = Math.min(...this.#places.map((place) => place.freeAt));
      return { place: null, waitMs: Number.isFinite(next) ? next - now : MOMENT_MS };
    }
    const place = { freeAt: Number.POSITIVE_INFINITY };
    this.#places.push(place);
    return { place, waitMs: 0 };
  }

  leave(place: Place): void {
    place.freeAt = performance.now() + this.#limit.perMs;
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + ms);
  }
}

/** First come, first served. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** False when the deadline passed or the caller gave up. */
  async take(deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (signal?.aborted) return false;
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    return await new Promise<boolean>((resolve) => {
      const settle = (taken: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        resolve(taken);
      };
      const turn = () => settle(true);
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        settle(false);
      };
      const timer = setTimeout(leave, Math.max(deadline - performance.now(), 0));
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(turn);
    });
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

/** Ends early, without complaint, when the caller gives up. */
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
