import type { CallPriority } from '../contract/access';

/** Limits concurrent calls. Interactive calls go first, and background calls never take every slot. */
export class Slots {
  #interactive = 0;
  #background = 0;
  readonly #limit: number;
  readonly #backgroundLimit: number;
  readonly #waiting: Record<CallPriority, (() => void)[]> = { interactive: [], background: [] };

  constructor(limit: number, backgroundLimit: number) {
    this.#limit = limit;
    this.#backgroundLimit = backgroundLimit;
  }

  /** False if the deadline passed or the caller cancelled. */
  async take(priority: CallPriority, deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (signal?.aborted) return false;
    if (this.#isFreeFor(priority)) {
      this.#count(priority, 1);
      return true;
    }
    return await new Promise<boolean>((resolve) => {
      const queue = this.#waiting[priority];
      const settle = (taken: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        resolve(taken);
      };
      const turn = () => settle(true);
      const leave = () => {
        queue.splice(queue.indexOf(turn), 1);
        settle(false);
      };
      const timer = setTimeout(leave, Math.max(deadline - performance.now(), 0));
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(turn);
    });
  }

  release(priority: CallPriority): void {
    this.#count(priority, -1);
    for (const next of ['interactive', 'background'] as const) {
      while (this.#waiting[next].length > 0 && this.#isFreeFor(next)) {
        this.#count(next, 1);
        this.#waiting[next].shift()?.();
      }
    }
  }

  #isFreeFor(priority: CallPriority): boolean {
    if (this.#interactive + this.#background >= this.#limit) return false;
    return priority === 'interactive' || this.#background < this.#backgroundLimit;
  }

  #count(priority: CallPriority, by: 1 | -1): void {
    if (priority === 'interactive') this.#interactive += by;
    else this.#background += by;
  }
}
