'use client';

import { useTranslations } from 'use-intl';
import { ENTITIES, NAMED_ENTITIES } from '@/lib/domain/base/modules';
import { isPermission } from '@/lib/domain/base/permissions';
import { useDateText } from '../ui/use-date-text';
import { knownMessage } from '../ui/known-message';
import { partsOf } from '@/lib/domain/base/permission-choice';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Fields that contain IDs of ours. Other UUIDs, such as HubSpot's Client ID, are shown as they are. */
const POINTERS = new Set([
  ...NAMED_ENTITIES.flatMap((entity) => [`${ENTITIES[entity].table}Id`, `${ENTITIES[entity].table}Ids`]),
  // Named after their role in the entity, not after a table.
  'objectId',
  'fieldId',
  'fieldIds',
  'defaultProfileId',
  'distinguishBy',
]);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/**
 * Formats stored values: translates permissions, reasons and states, shows times in the user's time zone, and names for
 * ids.
 */
export function useHistoryWords(
  names: Readonly<Record<string, string>>,
  fieldLabels: Readonly<Record<string, string>> = {},
) {
  const t = useTranslations('lists');
  const dateText = useDateText();

  const word = (field: string, text: string): string => {
    if (text === 'true' || text === 'false') return t(`values.${text}`);
    if (UUID.test(text)) return names[text] ?? (POINTERS.has(field) ? t('history.gone') : text);
    if (INSTANT.test(text)) return dateText(new Date(text), 'exact');
    if (field === 'permissions' && isPermission(text)) {
      const [module, verb] = partsOf(text);
      return t('permission.of', { module: t(`permission.modules.${module}`), verb: t(`permission.verbs.${verb}`) });
    }
    const key = `values.${field}.${text}`;
    return /^[a-z_0-9-]+$/.test(text) ? (knownMessage(t, key) ?? text) : text;
  };
  return {
    field: (name: string): string => fieldLabels[name] ?? knownMessage(t, `fields.${name}`) ?? name,
    /** Several words are separated by commas. */
    value: (field: string, text: string | null): string | null => {
      if (text === null) return null;
      const items = text.split(', ');
      return items.length > 1 && items.every((item) => /^[\w.-]+$/.test(item))
        ? items.map((item) => word(field, item)).join(', ')
        : word(field, text);
    },
  };
}
