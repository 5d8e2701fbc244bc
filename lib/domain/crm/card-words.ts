import type { FieldModel } from './crm';
import { identityFields } from './field-types';
import { valueIn } from './fields';
import type { RecordValues } from './records';

/** Fewer digits are a part of anything. */
const FEWEST_DIGITS = 3;

/** Whether every typed word stands in one of these fields, whatever its capitals and accents; a number however it is spaced. */
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
  // The trunk's zero stands in no number that is written with its country.
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  return (
    digits.length >= FEWEST_DIGITS &&
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
