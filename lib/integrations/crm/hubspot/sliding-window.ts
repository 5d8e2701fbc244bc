import type { CallPriority } from '../contract/access';

export interface WindowLimit {
  calls: number;
  /** How many of these background calls may take. The rest is reserved for interactive calls. */
  background: number;
  perMs: number;
}

/** When a call stops counting. Unknown until its response. */
export interface Place {
  freeAt: number;
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
  take(priority: CallPriority): { place: Place; waitMs: 0 } | { place: null; waitMs: number } {
    const now = performance.now();
    this.#places = this.#places.filter((place) => place.freeAt > now);
    const pausedMs = this.#pausedUntil[priority] - now;
    if (pausedMs > 0) return { place: null, waitMs: pausedMs };
    const allowed = priority === 'interactive' ? this.#limit.calls : this.#limit.background;
    if (this.#places.length >= allowed) {
      // The entry whose end frees a place for this priority: the first, or a later one if interactive calls hold more
      // than the background limit.
      const next =
        this.#places.map((place) => place.freeAt).sort((a, b) => a - b)[this.#places.length - allowed] ??
        Number.POSITIVE_INFINITY;
      return { place: null, waitMs: Number.isFinite(next) ? next - now : MOMENT_MS };
    }
    const place = { freeAt: Number.POSITIVE_INFINITY };
    this.#places.push(place);
    return { place, waitMs: 0 };
  }

  leave(place: Place): void {
    place.freeAt = performance.now() + this.#limit.perMs;
  }

  pause(priority: CallPriority, ms: number): void {
    this.#pausedUntil[priority] = Math.max(this.#pausedUntil[priority], performance.now() + ms);
  }
}
