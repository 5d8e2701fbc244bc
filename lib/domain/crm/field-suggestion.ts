import type { MessageRef } from '../base/app-error';
import { MAX_LIST_OPTIONS, type CrmFieldInput, type CrmFieldType, type ListOption } from './crm';

/** What a provider's schema says of a property, as far as choosing a field type needs it. */
export interface PropertyShape {
  apiName: string;
  label: string;
  /** The type the provider's own type calls for. */
  suggestedType: CrmFieldType;
  options: readonly ListOption[];
  isReadOnly: boolean;
  isRequired: boolean;
  /** Several options at once. */
  isMultiple: boolean;
}

/** The field to add for a property when nobody chooses otherwise. */
export function suggestField(property: PropertyShape): CrmFieldInput {
  const options = usableOptions(property.options);
  const type = property.suggestedType === 'list' && options.length === 0 ? 'short_text' : property.suggestedType;
  return {
    name: (property.label.trim() || property.apiName).slice(0, 120),
    apiName: property.apiName,
    type,
    required: property.isRequired && !property.isReadOnly,
    readOnly: property.isReadOnly,
    options: type === 'list' ? options : [],
  };
}

/** Those that we can keep: each value once, with a label. */
export function usableOptions(options: readonly ListOption[]): ListOption[] {
  const byValue = new Map<string, ListOption>();
  for (const { value, label } of options) {
    const trimmed = value.trim();
    if (trimmed === '' || trimmed.length > 255 || byValue.has(trimmed)) continue;
    byValue.set(trimmed, { value: trimmed, label: (label.trim() || trimmed).slice(0, 255) });
  }
  return [...byValue.values()].slice(0, MAX_LIST_OPTIONS);
}

/** Where the chosen type cannot hold what the property holds, or the other way round. Keys of `validation`. */
export function typeWarnings(
  field: Pick<CrmFieldInput, 'type' | 'required' | 'readOnly'> & { options?: readonly ListOption[] },
  property: PropertyShape,
): MessageRef[] {
  const warnings: MessageRef[] = [];
  const add = (name: string, params?: MessageRef['params']) =>
    warnings.push({ key: `type_warning_${name}`, ...(params ? { params } : {}) });

  const mismatch = mismatchOf(field.type, property, field.readOnly);
  if (mismatch) add(mismatch);
  if (property.isMultiple && field.type === 'list' && !field.readOnly) add('several_values');
  if (field.type === 'list' && property.options.length > 0) {
    const known = new Set(property.options.map((option) => option.value));
    const unknown = (field.options ?? []).filter((option) => !known.has(option.value));
    if (unknown.length > 0)
      add('unknown_options', {
        values: unknown
          .slice(0, 5)
          .map((option) => option.value)
          .join(', '),
      });
  }
  if (property.isReadOnly && !field.readOnly) add('provider_read_only');
  if (property.isRequired && !field.required && !property.isReadOnly) add('provider_requires');
  return warnings;
}

type Mismatch =
  | 'shows_raw_value'
  | 'list_as_text'
  | 'loses_time'
  | 'time_refused'
  | 'text_refused'
  | 'may_hold_other'
  | 'may_be_long';

const TEXTS: readonly CrmFieldType[] = ['short_text', 'long_text'];
const TEXT_LIKE: readonly CrmFieldType[] = ['short_text', 'long_text', 'phone', 'email', 'url', 'time'];

function mismatchOf(chosen: CrmFieldType, property: PropertyShape, isReadOnly: boolean): Mismatch | null {
  const held = property.suggestedType;
  if (chosen === held) return null;
  const cannotBeWritten = isReadOnly || property.isReadOnly;
  switch (held) {
    case 'short_text':
    case 'long_text':
    case 'phone':
    case 'email':
    case 'url':
    case 'time':
      if (held === 'long_text' && chosen === 'short_text') return 'may_be_long';
      // Text holds whatever we write; what others wrote there may be something else.
      return TEXTS.includes(chosen) || chosen === 'list' || (TEXTS.includes(held) && TEXT_LIKE.includes(chosen))
        ? null
        : 'may_hold_other';
    case 'numeric':
      if (TEXTS.includes(chosen)) return cannotBeWritten ? null : 'text_refused';
      return 'may_hold_other';
    case 'date':
      return chosen === 'date_time' ? 'time_refused' : TEXTS.includes(chosen) ? 'shows_raw_value' : 'may_hold_other';
    case 'date_time':
      return chosen === 'date' ? 'loses_time' : TEXTS.includes(chosen) ? 'shows_raw_value' : 'may_hold_other';
    case 'yes_no':
      return TEXTS.includes(chosen) ? 'shows_raw_value' : chosen === 'list' ? null : 'may_hold_other';
    case 'list':
      return TEXTS.includes(chosen) ? 'list_as_text' : 'may_hold_other';
  }
}
