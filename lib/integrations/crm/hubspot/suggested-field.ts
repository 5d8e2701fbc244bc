import type { Messages, ProviderMessageKey } from '@/lib/domain/base/message-keys';
import type { FieldSource, InteractionDataKey } from '@/lib/domain/interaction/data';
import type { SuggestedField } from '../contract/manifest';

export function fromData(key: InteractionDataKey): FieldSource {
  return { kind: 'data', key, table: [] };
}

type Fields = Messages['hubspot']['fields'];

/** Added with its object. */
export function usual<O extends keyof Fields>(
  object: O,
  apiName: keyof Fields[O] & string,
  type: SuggestedField['type'],
): SuggestedField {
  return { apiName, nameKey: nameKeyOf(object, apiName), type, isReadOnly: false, isUsual: true };
}

/** Only suggested. */
export function offered<O extends keyof Fields>(
  object: O,
  apiName: keyof Fields[O] & string,
  type: SuggestedField['type'],
): SuggestedField {
  return { ...usual(object, apiName, type), isUsual: false };
}

/** Both parts are typed, so the result is a message key. */
function nameKeyOf<O extends keyof Fields>(object: O, apiName: keyof Fields[O] & string): ProviderMessageKey {
  return `fields.${object}.${apiName}` as ProviderMessageKey;
}
