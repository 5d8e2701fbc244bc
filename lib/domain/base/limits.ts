import type { ErrorKey } from './message-keys';
import { ENTITIES, LIMITED_ENTITIES, type LimitedEntity } from './modules';

type EntityLimit = (typeof ENTITIES)[LimitedEntity]['limit'];
export type LimitName = EntityLimit[0] | 'sessionsPerUser' | 'relatedCardsPerInteraction';
type Limit = readonly [name: LimitName, most: number, refusal: ErrorKey];

const ALL: readonly Limit[] = [
  ...LIMITED_ENTITIES.map((entity) => ENTITIES[entity].limit),
  // What is no entity of its own. A further session ends the oldest.
  ['sessionsPerUser', 5, 'limit_reached'],
  ['relatedCardsPerInteraction', 10, 'limit_related_cards'],
];

export const LIMIT_NAMES = ALL.map(([name]) => name);

/** How many of each a deployment can have. Creating more is refused with a message that names the limit. */
export const LIMITS = byName(ALL.map(([name, most]) => [name, most]));

/** The message that refuses the one too many. */
export const LIMIT_REFUSALS = byName(ALL.map(([name, , refusal]) => [name, refusal]));

export const PAGE_SIZE = 50;

/** Only called with one entry for each limit. */
function byName<T>(entries: [LimitName, T][]): Readonly<Record<LimitName, T>> {
  return Object.fromEntries(entries) as Record<LimitName, T>;
}
