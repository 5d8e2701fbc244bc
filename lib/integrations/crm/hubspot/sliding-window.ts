import type { CallPriority } from '../contract/access';

export interface WindowLimit {
  calls: number;
  /** Of these, as many as work in the background may take: the rest is kept for somebody who waits. */
  background: number;
  perMs: number;
}

/** When a call stops counting; unknown until it was answered. */
export interface Place {
  freeAt: number;
}

/** When to look again where every place is taken by a call that is still under way. */
const MOMENT_MS = 50;

/**
 * At most so many calls in any stretch of this length, whenever the stretch begins. HubSpot counts a call when it
 * arrives, which is some time between our sending it and its answer: a place is kept until the answer, and the length
 * of the stretch from there.
 */
export class SlidingWindow {
  readonly #limit: WindowLimit;
  #places: Place[] = [];
  readonly #pausedUntil: Record<CallPriority, number> = { interactive: 0, background: 0 };

  constructor(limit: WindowLimit) {
    this.#limit = limit;
  }

  /** A place, or the milliseconds after which to ask again. */
  take(priority: CallPriority): { place: Place; waitMs: 0 } | { place: null; waitMs: number } {
    const now = performance.now();
    this.#places = this.#places.filter((place) => place.freeAt > now);
    const pausedMs = this.#pausedUntil[priority] - now;
    if (pausedMs > 0) return { place: null, waitMs: pausedMs };
    const allowed = priority === 'interactive' ? this.#limit.calls : this.#limit.background;
    if (this.#places.length >= allowed) {
      // The one whose end leaves room: the first, or later where others hold more than this priority may.
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
