import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { readPhone, type PhoneContext } from './phone';
import { digitsIn } from './plain-text';

/** Finds stored numbers in whatever form they were stored or are typed. */

/** Fewer digits would match almost any number. */
const MIN_DIGITS = 3;

/** What a stored number is looked up by: E.164 without its plus, or the bare digits where no country is known. Null: there is nothing to look up. */
export function phoneKey(raw: string, context: PhoneContext): string | null {
  const reading = readPhone(raw, context);
  if (reading.ok) return digitsIn(reading.phone.e164 ?? reading.phone.dialled);
  const isShort = reading.reason === 'short_code' || reading.reason === 'internal_extension';
  return isShort ? digitsIn(reading.text) : null;
}

export type TypedNumber =
  /** A whole number: every key it may be stored under. */
  | { kind: 'whole'; keys: string[] }
  /** A part of one, to be found within keys. */
  | { kind: 'part'; digits: string };

/** What a person may mean who types this into a search; null when it is no number. */
export function readTypedNumber(text: string, defaultCountry: string): TypedNumber | null {
  const reading = readPhone(text, { defaultCountry });
  const number = reading.ok && reading.phone.e164 !== null ? parsePhoneNumberFromString(reading.phone.e164) : undefined;
  if (reading.ok && number) {
    const { countryCallingCode: country, nationalNumber: national } = number;
    const abroad = [`${country}${national}`, `${country}0${national}`];
    // Beside the key of today the ones of numbers that were stored as they had been written.
    const asWritten = [...abroad.map((key) => `00${key}`), digitsIn(number.formatNational()), national];
    const otherLines = reading.phone.lines.map(({ e164 }) => digitsIn(e164));
    return { kind: 'whole', keys: [...new Set([...abroad, ...asWritten, ...otherLines])] };
  }
  if (!/^[\d\s().+/·–-]+$/.test(text)) return null;
  const digits = digitsIn(text.replace('(0)', '')).replace(/^0+/, '');
  return digits.length < MIN_DIGITS ? null : { kind: 'part', digits };
}
