import type { Effect } from '../contract';

/** A part of the sandbox's state, built only from effects. */
export interface Store {
  /** The store handles effects whose type starts with this. */
  readonly prefix: string;
  apply(effect: Effect): void;
  reset(): void;
  /** The minimal effects that recreate the current state, for compaction. */
  compact(now: number): Effect[];
}
