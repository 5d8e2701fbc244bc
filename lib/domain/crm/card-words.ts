import type { FieldModel } from './crm';
import { identityFields } from './field-types';
import { valueIn } from './fields';
import type { RecordValues } from './records';

/** Fewer digits would match almost any number. */
const MIN_DIGITS = 3;

/** Whether each typed word is part of a field's value. Ignores case and accents, and the spacing of phone numbers. */
export function doWordsMatch(fields: readonly FieldModel[], values: RecordValues, text: string): boolean {
  const held = fields.flatMap((field) => {
    const value = valueIn(values, field.apiName) ?? '';
    return [
      value,
      ...field.options.filter((option) => value.split(';').includes(option.value)).map(({ label }) => label),
    ].map(plain);
  });
  if (
    plain(text)
      .split(/[\s,;]+/)
      .filter(Boolean)
      .every((word) => held.some((value) => value.includes(word)))
  )
    return true;
  if (!/^[\d\s().+/-]+$/.test(text)) return false;
  // Numbers with a country code do not contain the trunk prefix zero.
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  return (
    digits.length >= MIN_DIGITS &&
    identityFields(fields, 'phone').some(({ apiName }) =>
      (valueIn(values, apiName) ?? '').replace(/\D/g, '').includes(digits),
    )
  );
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
