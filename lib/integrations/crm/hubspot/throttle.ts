import { ProviderError } from '../../provider-error';
import type { SharedPlaces } from '../contract/shared-places';
import { SharedWindows } from './shared-windows';
import { SlidingWindow, type Place, type WindowLimit } from './sliding-window';
import { Slots, type Caller, type SlotLimits } from './slots';

/**
 * Limits the calls to one portal: 4 at a time in each process and, of all processes together, 110 in any 10 seconds and,
 * counted separately by HubSpot, 5 searches in any second. Part of each is reserved for agents, because background writes can wait but an agent about
 * to answer can't. Agents take turns: whoever was let in longest ago is next, and nobody takes everything, so that one agent's
 * searches never delay another's card. A call waits briefly for its turn, then fails as `rate_limited`; background calls wait
 * for minutes.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export function createThrottles(
  limits: ThrottleLimits = HUBSPOT_LIMITS,
  shared?: SharedPlaces,
): (portalId: string) => Throttle {
  const throttles = new Map<string, Throttle>();
  return (portalId) => {
    const throttle =
      throttles.get(portalId) ?? new Throttle(limits, shared && new SharedWindows(limits, shared, portalId));
    throttles.set(portalId, throttle);
    return throttle;
  };
}

export interface ThrottleLimits extends SlotLimits {
  maxWaitMs: number;
  /** What nobody waits for isn't refused because others are first: that would cost a try, and the same work again. */
  backgroundMaxWaitMs?: number;
  general: WindowLimit;
  search: WindowLimit;
}

export type CallClass = 'general' | 'search';

export const HUBSPOT_LIMITS: ThrottleLimits = {
  inFlight: 4,
  backgroundInFlight: 3,
  personInFlight: 3,
  maxWaitMs: 2_000,
  backgroundMaxWaitMs: 120_000,
  general: { calls: 110, background: 80, person: 80, perMs: 10_000 },
  search: { calls: 5, background: 3, person: 3, perMs: 1_000 },
};

/** HubSpot may ask to wait for a day. Leave waits longer than this to the job queue. */
const MAX_PAUSE_MS = 10_000;

/**
 * HubSpot's limits are rolling windows. If it doesn't say how long to wait, capacity returns gradually once background
 * calls pause, so an agent's call is retried shortly.
 */
const INTERACTIVE_PAUSE_MS = 1_000;

/** How soon it is worth asking again when every slot was taken for as long as a call may wait. */
const NO_SLOT_MS = 1_000;

export interface CallTurn extends Caller {
  callClass: CallClass;
  operation: string;
  signal: AbortSignal | undefined;
}

interface Waiting {
  turn: CallTurn;
  deadline: number;
  enter(place: Place): void;
  refuse(waitMs: number): void;
}

export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #windows: Record<CallClass, SlidingWindow>;
  readonly #slots: Slots;
  readonly #shared: SharedWindows | undefined;
  /** In order of arrival. */
  #waiting: Waiting[] = [];
  /** When each person was last let in, counted in calls. */
  readonly #served = new Map<string, number>();
  #calls = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: ThrottleLimits, shared?: SharedWindows) {
    this.#limits = limits;
    this.#shared = shared;
    this.#windows = { general: new SlidingWindow(limits.general), search: new SlidingWindow(limits.search) };
    this.#slots = new Slots(limits);
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
      this.#shared?.leave(place, this.#limits[turn.callClass].perMs);
      this.#slots.release(turn);
      this.#admit();
    }
  }

  async #enter(turn: CallTurn): Promise<Place> {
    const { maxWaitMs, backgroundMaxWaitMs = maxWaitMs } = this.#limits;
    const mayWaitMs = turn.priority === 'background' ? backgroundMaxWaitMs : maxWaitMs;
    return await new Promise<Place>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        turn.signal?.removeEventListener('abort', giveUp);
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
      };
      const waiting: Waiting = {
        turn,
        deadline: performance.now() + mayWaitMs,
        enter: (place) => {
          settle();
          resolve(place);
        },
        refuse: (waitMs) => {
          settle();
          reject(refused(turn, waitMs));
        },
      };
      const giveUp = () => waiting.refuse(NO_SLOT_MS);
      const timer = setTimeout(() => {
        this.#admit();
        giveUp();
      }, mayWaitMs);
      if (turn.signal?.aborted) return giveUp();
      turn.signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiting);
      this.#admit();
    });
  }

  /** Lets in whoever may go now, one after the other, and comes back when the next may. */
  #admit(): void {
    clearTimeout(this.#timer);
    let nextMs = Number.POSITIVE_INFINITY;
    const queues = queuesOf(this.#waiting);
    for (let queue = this.#next(queues); queue; queue = this.#next(queues)) {
      const [first] = queue;
      if (!first || !this.#slots.isFreeFor(first.turn)) {
        queues.delete(queue);
        continue;
      }
      // Its place in the window comes last, so that the window counts only calls that were sent.
      const window = this.#windows[first.turn.callClass];
      const { place, waitMs } = window.take(first.turn.priority, first.turn.person);
      if (place && this.#shared?.claim(place, first.turn, () => this.#admit()) === false) {
        // Its turn comes once it is known whether other processes leave a place.
        window.drop(place);
        queues.delete(queue);
        continue;
      }
      if (place) {
        queue.shift();
        this.#slots.take(first.turn);
        this.#calls += 1;
        if (first.turn.person !== undefined) this.#served.set(first.turn.person, this.#calls);
        first.enter(place);
        continue;
      }
      queues.delete(queue);
      for (const waiting of queue) {
        if (performance.now() + waitMs > waiting.deadline) waiting.refuse(waitMs);
        else nextMs = Math.min(nextMs, waitMs);
      }
    }
    this.#shared?.giveBackUnclaimed();
    if (nextMs !== Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#admit(), Math.ceil(nextMs));
  }

  /** Background calls are last. Then: calls that ring, which no person asked for; who was let in longest ago; the first to come. */
  #next(queues: ReadonlySet<Waiting[]>): Waiting[] | undefined {
    let next: Waiting[] | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const queue of queues) {
      const rank = this.#rankOf(queue);
      if (next === undefined || rank < least) [next, least] = [queue, rank];
    }
    return next;
  }

  #rankOf([first]: readonly Waiting[]): number {
    if (!first || first.turn.priority === 'background') return Number.POSITIVE_INFINITY;
    const { person } = first.turn;
    return person === undefined ? -1 : (this.#served.get(person) ?? 0);
  }
}

/** One queue for all calls that are alike to the limits, ordered by their first. */
function queuesOf(waiting: readonly Waiting[]): Set<Waiting[]> {
  const queues = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const { callClass, priority, person } = one.turn;
    const key = `${callClass} ${priority} ${person}`;
    const queue = queues.get(key) ?? [];
    queue.push(one);
    queues.set(key, queue);
  }
  return new Set(queues.values());
}

function refused({ operation, signal }: CallTurn, waitMs: number): ProviderError {
  return signal?.aborted
    ? new ProviderError('timeout', { operation, code: 'CALLER_GAVE_UP' })
    : new ProviderError('rate_limited', { operation, code: 'OWN_LIMIT', retryAfterMs: Math.ceil(waitMs) });
}
