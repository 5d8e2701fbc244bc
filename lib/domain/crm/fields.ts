import type { FieldModel } from './crm';
import { FIELD_CODECS, isEmpty, refuse } from './field-codecs';
import type { CrmFieldType } from './field-types';
import type { DisplayContext, EncodedValue, FieldValue } from './field-value';
import type { RecordValues } from './records';

type TypedField = Pick<FieldModel, 'type' | 'options'>;

/** Reads an own property only, whatever the name. */
export function valueIn(values: RecordValues, apiName: string): string | null {
  return Object.hasOwn(values, apiName) ? (values[apiName] ?? null) : null;
}

/** Never fails: a text that is not valid for the type is `unreadable`. */
export function readFieldValue({ type, options }: TypedField, stored: string | null): FieldValue {
  const text = stored ?? '';
  if (isEmpty(text)) return { kind: 'empty' };
  return FIELD_CODECS[type].read(text, options) ?? { kind: 'unreadable', text };
}

/** From a form or an API call to what is sent. Empty clears the property. The error is a key of `validation`. */
export function encodeFieldValue(field: FieldModel, input: string | null): EncodedValue {
  if (field.readOnly) return refuse('read_only');
  const text = (input ?? '').trim();
  if (text === '') return field.required ? refuse('required') : { ok: true, value: null };
  return FIELD_CODECS[field.type].write(text, field.options);
}

/** The value as people read it. Empty for an empty value; a text that can't be read is shown unchanged. */
export function displayFieldValue(
  { type, options }: TypedField,
  stored: string | null,
  context: DisplayContext,
): string {
  const text = stored ?? '';
  return isEmpty(text) ? '' : FIELD_CODECS[type].display(text, options, context);
}

/** Whether two texts mean the same in a field of this type. */
export function isSameValue(
  { type, options }: TypedField,
  a: string | null,
  b: string | null,
  defaultCountry: string | null,
): boolean {
  const { canonical, isSame } = FIELD_CODECS[type];
  if (isSame?.(a ?? '', b ?? '', defaultCountry)) return true;
  const [left, right] = [a ?? '', b ?? ''].map((text) => (isEmpty(text) ? '' : canonical(text, options)));
  return left === right;
}

/** Whether a stored value is the one searched for, as a CRM's own search would answer. */
export function isFieldMatch({ type, options }: TypedField, stored: string, wanted: string): boolean {
  return FIELD_CODECS[type].matches(stored, wanted, options);
}

/** An instant as the text that a field of this type takes. */
export function textOfInstant(type: CrmFieldType, at: Date, timeZone: string): string {
  return FIELD_CODECS[type].fromInstant(at, timeZone);
}

/** Text cut to what a field of this type holds: a title cut short is better than a call not logged. */
export function fitText(type: CrmFieldType, text: string): string {
  return FIELD_CODECS[type].fit(text);
}
