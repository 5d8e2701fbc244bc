import { ENTITIES, ENTITY_KEYS, type EntityKey } from './modules';

/** What can happen, as `entity.action`. Closed: the registry of modules names what each entity knows. */
export type HistoryAction = {
  [E in EntityKey]: `${E}.${(typeof ENTITIES)[E]['actions'][number]}`;
}[EntityKey];

export const HISTORY_ACTIONS: readonly HistoryAction[] = ENTITY_KEYS.flatMap((entity) =>
  ENTITIES[entity].actions.map((action) => asAction(`${entity}.${action}`)),
);
export type HistoryEntity = EntityKey;

/** Only called with an entity and one of its own actions, which the registry guarantees. */
function asAction(value: string): HistoryAction {
  return value as HistoryAction;
}
