import type { Effect } from '../contract';

/** A part of the sandbox's memory that is built from effects and from nothing else. */
export interface Store {
  /** Effects whose type begins with this are the store's. */
  readonly prefix: string;
  apply(effect: Effect): void;
  reset(): void;
  /** The fewest effects that give the present state again, for compaction. */
  compact(now: number): Effect[];
}
