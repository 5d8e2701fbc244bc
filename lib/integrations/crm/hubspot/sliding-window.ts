import type { CallPriority } from '../contract/access';

export interface WindowLimit {
  calls: number;
  /** How many of these background calls may take. The rest is reserved for interactive calls. */
  background: number;
  /** How many of these one person may take. The rest is left to others, and to the calls that ring. */
  person: number;
  perMs: number;
}

/** When a call stops counting. Unknown until its response. */
export interface Place {
  freeAt: number;
  person: string | undefined;
}

/** How often to check again if calls in progress take every place. */
const MOMENT_MS = 50;

/**
 * A sliding window: at most this many calls in any period of this length. HubSpot counts a call when it arrives,
 * between our request and its response, so a place is held until the response plus the window's length.
 */
export class SlidingWindow {
  readonly #limit: WindowLimit;
  #places: Place[] = [];
  readonly #pausedUntil: Record<CallPriority, number> = { interactive: 0, background: 0 };

  constructor(limit: WindowLimit) {
    this.#limit = limit;
  }

  /** A place, or the milliseconds to wait before asking again. */
  take(priority: CallPriority, person?: string): { place: Place; waitMs: 0 } | { place: null; waitMs: number } {
    const now = performance.now();
    this.#places = this.#places.filter((place) => place.freeAt > now);
    const allowed = priority === 'interactive' ? this.#limit.calls : this.#limit.background;
    const waitMs = Math.max(
      this.#pausedUntil[priority] - now,
      waitFor(this.#places, allowed, now),
      person === undefined
        ? 0
        : waitFor(
            this.#places.filter((place) => place.person === person),
            this.#limit.person,
            now,
          ),
    );
    if (waitMs > 0) return { place: null, waitMs };
    const place = { freeAt: Number.POSITIVE_INFINITY, person };
    this.#places.push(place);
    return { place, waitMs: 0 };
  }

  /** As if it had never been taken: no call was sent. */
  drop(place: Place): void {
    this.#places = this.#places.filter((other) => other !== place);
  }

  leave(place: Place): void {
    place.freeAt = performance.now() + this.#limit.perMs;
  }

  pause(priority: CallPriority, ms: number): void {
    this.#pausedUntil[priority] = Math.max(this.#pausedUntil[priority], performance.now() + ms);
  }
}

/** How long until fewer than `allowed` of these places are held. */
function waitFor(places: readonly Place[], allowed: number, now: number): number {
  if (places.length < allowed) return 0;
  // The first to become free, or a later one if more are held than allowed: interactive calls hold the background's too.
  const next = places.map(({ freeAt }) => freeAt).toSorted((a, b) => a - b)[places.length - allowed];
  return next === undefined || next === Number.POSITIVE_INFINITY ? MOMENT_MS : next - now;
}
