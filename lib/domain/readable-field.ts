import type { FieldModel, ListOption, ObjectModel } from './crm';
import { displayFieldValue, type DisplayContext } from './crm-field-display';
import { readFieldValue } from './crm-fields';
import { durationText } from './duration-text';

/** What a number counts, where its provider says so. */
export type FieldUnit = 'milliseconds';

/** A configured field with what is known of its values, so that they can be shown as people read them. */
export interface ReadableField extends Pick<FieldModel, 'id' | 'name' | 'apiName' | 'type'> {
  /** Its own, and those that every account of the provider has. */
  options: readonly ListOption[];
  unit: FieldUnit | null;
}

export interface ReadableObject extends Pick<ObjectModel, 'id' | 'name' | 'apiName'> {
  fields: readonly ReadableField[];
}

/** Total: what says nothing more to people is shown as it is. */
export function readableValue(field: ReadableField, stored: string | null, context: DisplayContext): string {
  const value = readFieldValue(field, stored);
  if (field.unit === 'milliseconds' && value.kind === 'number') return durationText(value.number);
  const option = field.options.find((candidate) => candidate.value === stored);
  return option ? option.label : displayFieldValue(field, stored, context);
}
