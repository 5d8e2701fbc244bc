import type { FieldModel, ListOption, ObjectModel } from './crm';
import { FIELD_TYPES } from './field-types';
import type { DisplayContext } from './field-value';
import { displayFieldValue, readFieldValue } from './fields';
import { durationText } from './duration-text';

/** The unit of a numeric property, if the provider defines one. */
export const FIELD_UNITS = ['milliseconds'] as const;
export type FieldUnit = (typeof FIELD_UNITS)[number];

/** A configured field with what is known of its values, so that they can be shown as people read them. */
export interface ReadableField extends Pick<FieldModel, 'id' | 'name' | 'apiName' | 'type'> {
  /** Its own, and those that every account of the provider has. */
  options: readonly ListOption[];
  unit: FieldUnit | null;
}

export interface ReadableObject extends Pick<ObjectModel, 'id' | 'name' | 'apiName'> {
  fields: readonly ReadableField[];
}

/** The value as people read it. A value without a label or unit is shown unchanged. */
export function readableValue(
  field: Pick<ReadableField, 'type' | 'options' | 'unit'>,
  stored: string | null,
  context: DisplayContext,
): string {
  const value = readFieldValue(field, stored);
  if (field.unit === 'milliseconds' && value.kind === 'number') return durationText(value.number);
  return optionLabel(field.options, stored) ?? displayFieldValue(field, stored, context);
}

/** What may be chosen as a field's value: of a list its own options, of a text those of the account. Empty where it is typed. */
export function choosableOptions({
  type,
  options,
  accountOptions = [],
  facts,
}: Pick<FieldModel, 'type' | 'options' | 'accountOptions' | 'facts'>): readonly ListOption[] {
  // One control chooses one; several have one of their own.
  if (facts?.isMultiple && !facts.isReadOnly) return [];
  const source = FIELD_TYPES[type].options;
  if (source === 'own') return options;
  return source === 'account' ? accountOptions : [];
}

/** Adds the current value if it is not an option, so that the control does not look empty. */
export function withPresent(options: readonly ListOption[], value: string): readonly ListOption[] {
  const isThere = value === '' || options.some((option) => option.value === value);
  return isThere ? options : [{ value, label: optionLabel(options, value) ?? value }, ...options];
}

/** Of one option, or of several joined by semicolons. Null where one of them has no label. */
function optionLabel(options: readonly ListOption[], stored: string | null): string | null {
  if (stored === null) return null;
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? null;
  const labels = labelOf(stored) === null ? stored.split(';').map((part) => labelOf(part.trim())) : [labelOf(stored)];
  return labels.every((label) => label !== null) ? labels.join(', ') : null;
}
