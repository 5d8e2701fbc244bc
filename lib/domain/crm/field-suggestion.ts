import { cutText } from '../base/cut-text';
import type { MessageRef } from '../base/app-error';
import { MAX_LIST_OPTIONS, type CrmFieldInput, type ListOption } from './crm';
import type { ValidationKey } from '../base/message-keys';
import { FIELD_TYPES, hasOwnOptions, typeWithOptions, type CrmFieldType, type TypeMismatch } from './field-types';

/** The part of a provider's property definition that is needed to choose a field type. */
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

/** The field proposed for a property. */
export function suggestField(property: PropertyShape): CrmFieldInput {
  const options = usableOptions(property.options);
  const type = typeWithOptions(property.suggestedType, options.length);
  return {
    name: cutText(property.label.trim() || property.apiName, 120),
    apiName: property.apiName,
    type,
    required: property.isRequired && !property.isReadOnly,
    readOnly: property.isReadOnly,
    options: hasOwnOptions(type) ? options : [],
  };
}

/** The options we can store: each value once, with a label. */
export function usableOptions(options: readonly ListOption[]): ListOption[] {
  const byValue = new Map<string, ListOption>();
  for (const { value, label } of options) {
    const trimmed = value.trim();
    if (trimmed === '' || trimmed.length > 255 || byValue.has(trimmed)) continue;
    byValue.set(trimmed, { value: trimmed, label: cutText(label.trim() || trimmed, 255) });
  }
  return [...byValue.values()].slice(0, MAX_LIST_OPTIONS);
}

/** Warns if the chosen type does not fit the property. Keys of `validation`. */
export function typeWarnings(
  field: Pick<CrmFieldInput, 'type' | 'required' | 'readOnly'> & { options?: readonly ListOption[] },
  property: PropertyShape,
): MessageRef[] {
  const warnings: MessageRef[] = [];
  const add = (name: WarningName, params?: MessageRef['params']) =>
    warnings.push({ key: `type_warning_${name}`, ...(params ? { params } : {}) });

  const mismatch = mismatchOf(field.type, property, field.readOnly);
  if (mismatch) add(mismatch);
  if (property.isMultiple && hasOwnOptions(field.type) && !field.readOnly) add('several_values');
  if (hasOwnOptions(field.type) && property.options.length > 0) {
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

type WarningName = ValidationKey extends infer Key ? (Key extends `type_warning_${infer Name}` ? Name : never) : never;

function mismatchOf(chosen: CrmFieldType, property: PropertyShape, isReadOnly: boolean): TypeMismatch | null {
  const stored = property.suggestedType;
  if (chosen === stored) return null;
  const { mismatch } = FIELD_TYPES[stored];
  const key = [chosen, FIELD_TYPES[chosen].form].find((candidate) => mismatch[candidate] !== undefined);
  const found = key === undefined ? 'may_hold_other' : (mismatch[key] ?? null);
  // A read-only field is never written, so the provider can't reject its value.
  return found === 'text_refused' && (isReadOnly || property.isReadOnly) ? null : found;
}
