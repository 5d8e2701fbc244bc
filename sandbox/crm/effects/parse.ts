import type { Effect } from '../../contract';
import { effectSchemas } from '../state/schemas';
import type { CrmEffectData, CrmEffectType } from '../state/schemas';

/** Validates an effect's data, because the journal may be older than this code. */
export function effectData<T extends CrmEffectType>(type: T, effect: Effect): CrmEffectData<T> {
  return toEffectData<T>(effectSchemas[type].parse(effect.data));
}

/** The value was just parsed by the schema of `T`, which TypeScript does not follow through the lookup. */
function toEffectData<T extends CrmEffectType>(parsed: unknown): CrmEffectData<T> {
  return parsed as CrmEffectData<T>;
}
