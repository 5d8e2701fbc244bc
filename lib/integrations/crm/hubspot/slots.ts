import type { CallPriority } from '../contract/access';

export interface SlotLimits {
  inFlight: number;
  backgroundInFlight: number;
  personInFlight: number;
}

/** Who makes a call: an agent waits for it or nobody does, and the person who asked for it, if one did. */
export interface Caller {
  priority: CallPriority;
  person: string | undefined;
}

/** Counts concurrent calls. Neither the background nor one person ever takes every slot. */
export class Slots {
  readonly #limits: SlotLimits;
  readonly #taken: Caller[] = [];

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  isFreeFor({ priority, person }: Caller): boolean {
    const { inFlight, backgroundInFlight, personInFlight } = this.#limits;
    if (this.#taken.length >= inFlight) return false;
    if (priority === 'background' && this.#countOf((taken) => taken.priority === priority) >= backgroundInFlight)
      return false;
    return person === undefined || this.#countOf((taken) => taken.person === person) < personInFlight;
  }

  take(caller: Caller): void {
    this.#taken.push(caller);
  }

  release(caller: Caller): void {
    this.#taken.splice(this.#taken.indexOf(caller), 1);
  }

  #countOf(isCounted: (caller: Caller) => boolean): number {
    return this.#taken.filter(isCounted).length;
  }
}
