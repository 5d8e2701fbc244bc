import { z } from 'zod';
import type { Effect } from '../contract';
import type { Store } from './store';

/** The sandbox's clock: the system clock plus an offset set by tests and QA. */
export class Clock implements Store {
  readonly prefix = 'clock.';
  /** The system clock. */
  readonly machineNow: () => number;
  #offsetMs = 0;

  constructor(machineNow: () => number) {
    this.machineNow = machineNow;
  }

  now(): number {
    return this.machineNow() + this.#offsetMs;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** The offset at which the clock now shows `time`. */
  offsetFor(time: number): number {
    return time - this.machineNow();
  }

  apply(effect: Effect): void {
    this.#offsetMs = movedSchema.parse(effect.data).offsetMs;
  }

  reset(): void {
    this.#offsetMs = 0;
  }

  compact(): Effect[] {
    if (this.#offsetMs === 0) return [];
    return [{ type: 'clock.moved', at: this.now(), portalId: null, data: { offsetMs: this.#offsetMs } }];
  }
}

const movedSchema = z.object({ offsetMs: z.number() });
