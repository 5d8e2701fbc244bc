import type { CallPriority } from '../contract/access';
import type { SharedPlace, SharedPlaces } from '../contract/shared-places';
import type { Place, WindowLimit } from './sliding-window';

type CallClass = 'general' | 'search';
interface Call {
  callClass: CallClass;
  priority: CallPriority;
}

/** How soon it is worth asking again while other processes hold every place. */
const MOMENT_MS = 20;

/**
 * The same windows as all processes together use them up. A place is asked for when a call could go, and goes to whoever
 * is next when the answer comes. Background calls can only have the first places, so that calls that ring find one in
 * whichever process they are.
 */
export class SharedWindows {
  readonly #limits: Record<CallClass, WindowLimit>;
  readonly #places: SharedPlaces;
  readonly #portalId: string;
  readonly #granted = new Map<string, SharedPlace[]>();
  readonly #asking = new Set<string>();
  readonly #held = new Map<Place, SharedPlace>();

  constructor(limits: Record<CallClass, WindowLimit>, places: SharedPlaces, portalId: string) {
    this.#limits = limits;
    this.#places = places;
    this.#portalId = portalId;
  }

  /** Whether there is a place for this call. If not, one is asked for, and `retry` is called when it is worth trying again. */
  claim(place: Place, call: Call, retry: () => void): boolean {
    const key = `${call.callClass} ${call.priority}`;
    const granted = this.#granted.get(key)?.pop();
    if (granted) this.#held.set(place, granted);
    else void this.#ask(key, call, retry);
    return granted !== undefined;
  }

  /** HubSpot goes on counting a call for the length of the window. */
  leave(place: Place, perMs: number): void {
    const held = this.#held.get(place);
    this.#held.delete(place);
    if (held) setTimeout(() => held.giveBack(), perMs).unref();
  }

  /** Whoever wanted them has gone. */
  giveBackUnclaimed(): void {
    for (const granted of this.#granted.values()) for (const place of granted.splice(0)) place.giveBack();
  }

  async #ask(key: string, { callClass, priority }: Call, retry: () => void): Promise<void> {
    if (this.#asking.has(key)) return;
    this.#asking.add(key);
    const { calls, background } = this.#limits[callClass];
    const name = `hubspot ${this.#portalId} ${callClass}`;
    const places = priority === 'background' ? { from: 0, to: background - 1 } : { from: calls - 1, to: 0 };
    const place = await this.#places.take(name, places);
    if (place) this.#granted.set(key, [...(this.#granted.get(key) ?? []), place]);
    else await new Promise((done) => setTimeout(done, MOMENT_MS));
    this.#asking.delete(key);
    retry();
  }
}
