import type { ErrorKey } from './message-keys';
import { ENTITIES, LIMITED_ENTITIES, type LimitedEntity } from './modules';

type Limit = (typeof ENTITIES)[LimitedEntity]['limit'];
export type LimitName = Limit[0] | 'sessionsPerUser';

/** The message that refuses the one too many. */
export function limitRefusal(name: LimitName): ErrorKey {
  const entity = LIMITED_ENTITIES.find((key) => ENTITIES[key].limit[0] === name);
  return entity === undefined ? 'limit_reached' : ENTITIES[entity].limit[2];
}

/** How many of each a deployment can have. Creating more is refused with a message that names the limit. */
export const LIMITS = asLimits({
  ...Object.fromEntries(LIMITED_ENTITIES.map((entity) => [ENTITIES[entity].limit[0], ENTITIES[entity].limit[1]])),
  sessionsPerUser: 5,
});

export const PAGE_SIZE = 50;

/** Only called with every limit of the registry and the one that belongs to no entity. */
function asLimits(limits: Record<string, number>): Readonly<Record<LimitName, number>> {
  return limits as Record<LimitName, number>;
}
