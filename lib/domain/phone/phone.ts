import {
  getCountries,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { z } from 'zod';

/** Reading telephone numbers in the forms people and telephone systems write them. `compare.ts` compares them. */

export interface PhoneContext {
  /** ISO 3166-1 alpha-2; what a number without a country code is taken for. Null: it is not taken for anything. */
  defaultCountry: string | null;
  /** Country of the line that was called: its network delivers national forms of its own country, so it is tried first. */
  dialledCountry?: string | null;
}

export const PHONE_REFUSALS = [
  'empty',
  'withheld',
  'short_code',
  'internal_extension',
  'alphanumeric',
  'unparseable',
] as const;
export type PhoneRefusal = (typeof PHONE_REFUSALS)[number];

export type PhoneReading = { ok: true; phone: PhoneForms } | { ok: false; reason: PhoneRefusal; raw: string };

/** Longest text that is looked at; no written number comes near. */
const MAX_LENGTH = 80;
/** Fewer digits than any subscriber number that can be searched for. */
const MIN_DIGITS = 7;
/** https://www.itu.int/rec/T-REC-E.164 */
const MAX_DIGITS = 15;

/** Never throws: returns a number or the reason it can't be read. */
export function readPhone(raw: string, context: PhoneContext): PhoneReading {
  const text = plainNumber(raw);
  if (text === '') return { ok: false, reason: 'empty', raw };
  if (text.length > MAX_LENGTH) return { ok: false, reason: 'unparseable', raw };
  if (isWithheld(text)) return { ok: false, reason: 'withheld', raw };

  const { body, extension } = takeExtension(text);
  const hasLetters = /\p{L}/u.test(body);
  const number = hasLetters ? body.replace(/[^\d+]/g, '') : body;
  const digits = number.replace(/\D/g, '');
  if (digits.length === 0) return { ok: false, reason: hasLetters ? 'alphanumeric' : 'unparseable', raw };

  const parsed = parse(number, digits, context);
  if (parsed) return { ok: true, phone: formsOf(raw, parsed.number, parsed.isCountryStated, extension) };
  if (hasLetters) return { ok: false, reason: 'alphanumeric', raw };
  const isInternational = number.trimStart().startsWith('+');
  if (digits.length < MIN_DIGITS && !isInternational)
    return { ok: false, reason: isShortCode(digits) ? 'short_code' : 'internal_extension', raw };
  if (digits.length > MAX_DIGITS || /[^\d\s+().\-–/·]/.test(number)) return { ok: false, reason: 'unparseable', raw };

  // A number of no country we know: its digits can still be searched for and compared.
  const national = digits.replace(/^0+/, '');
  if (national.length < MIN_DIGITS) return { ok: false, reason: 'unparseable', raw };
  return { ok: true, phone: { raw, e164: null, national, country: null, extension } };
}

/** A stored value sometimes holds two numbers ("06 … / 01 …"). Every one that can be read, at most four. */
export function readPhones(raw: string, context: PhoneContext): PhoneForms[] {
  const whole = readPhone(raw, context);
  if (whole.ok && whole.phone.e164 !== null) return [whole.phone];
  const parts = plainNumber(raw)
    .slice(0, 4 * MAX_LENGTH)
    .split(/[/;,|\n]|\s(?:or|ou|oder)\s/i);
  const read =
    parts.length < 2
      ? []
      : parts.slice(0, 4).flatMap((part) => {
          const reading = readPhone(part, context);
          return reading.ok ? [reading.phone] : [];
        });
  // The pieces of one number written with slashes are no numbers of their own.
  if (read.some((phone) => phone.e164 !== null)) return read;
  return whole.ok ? [whole.phone] : read;
}

/** The country of a line, for `dialledCountry`. Null if the number does not state it. */
export function countryOfLine(raw: string | null | undefined, defaultCountry: string | null): string | null {
  const reading = readPhone(raw ?? '', { defaultCountry });
  if (!reading.ok || reading.phone.e164 === null) return null;
  return parsePhoneNumberFromString(reading.phone.e164)?.country ?? null;
}

/** For people: in the national form at home, in the international form abroad, as it arrived where it cannot be read. */
export function formatPhone(raw: string, context: PhoneContext): string {
  const reading = readPhone(raw, context);
  if (!reading.ok || reading.phone.e164 === null) return raw.trim();
  const number = parsePhoneNumberFromString(reading.phone.e164);
  if (!number) return raw.trim();
  const text =
    number.country !== undefined && number.country === context.defaultCountry
      ? number.formatNational()
      : number.formatInternational();
  return reading.phone.extension ? `${text} ext. ${reading.phone.extension}` : text;
}

export const countrySchema = z.string().refine(isSupportedCountry, 'not_offered');

export function supportedCountries(): readonly string[] {
  return getCountries();
}

interface Parsed {
  number: PhoneNumber;
  isCountryStated: boolean;
}

function parse(text: string, digits: string, { defaultCountry, dialledCountry }: PhoneContext): Parsed | null {
  if (digits.length > MAX_DIGITS + 4) return null;
  if (text.trimStart().startsWith('+')) {
    const number = parsePhoneNumberFromString(text);
    // Numbering plans grow before the library hears of it: of a stated country, a plausible length is enough.
    return number?.isPossible() ? { number, isCountryStated: true } : null;
  }
  // No national number starts with two zeros, wherever the line is.
  if (digits.startsWith('00')) {
    const number = parsePhoneNumberFromString(`+${digits.replace(/^0+/, '')}`);
    if (number?.isValid()) return { number, isCountryStated: true };
  }
  for (const country of [known(dialledCountry), known(defaultCountry)]) {
    const number = country && parsePhoneNumberFromString(text, country);
    if (number && number.isValid()) {
      // Read with a country's own exit code (011 in North America), it says another country than the one assumed.
      return { number, isCountryStated: number.country !== country };
    }
  }
  // Telephone systems drop the plus; below eleven digits a national number of somewhere else is likelier.
  if (digits.length >= 11 && !digits.startsWith('0')) {
    const number = parsePhoneNumberFromString(`+${digits}`);
    if (number?.isValid()) return { number, isCountryStated: true };
  }
  return null;
}

function known(country: string | null | undefined): CountryCode | undefined {
  return country && isSupportedCountry(country) ? country : undefined;
}

function formsOf(raw: string, number: PhoneNumber, isCountryStated: boolean, extension: string | null): PhoneForms {
  return {
    raw,
    e164: number.number,
    national: number.nationalNumber,
    country: isCountryStated ? (number.country ?? null) : null,
    extension: extension ?? number.ext ?? null,
  };
}

/** Full-width, Arabic and Persian digits to plain ones, invisible marks away, `tel:` and `sip:` unwrapped. */
export function plainNumber(raw: string): string {
  const text = raw
    .slice(0, 8 * MAX_LENGTH)
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\p{Cf}\p{Cc}]/gu, (mark) => (mark === '\n' ? mark : ''))
    .trim();
  const uri = /^(?:tel|sips?):([^@;]*)(?:@[^;]*)?(?:;ext=(\d{1,10}))?/i.exec(text);
  if (!uri) return text;
  return uri[2] ? `${uri[1] ?? ''} ext. ${uri[2]}` : (uri[1] ?? '').trim();
}

const WITHHELD_WORDS = new Set([
  'anonymous',
  'withheld',
  'restricted',
  'private',
  'unknown',
  'unavailable',
  'blocked',
  'hidden',
  'privatenumber',
  'nonumber',
  'callerunknown',
  'anonyme',
  'masqué',
  'masque',
  'inconnu',
  'privé',
  'prive',
  'secret',
  'numéromasqué',
  'appelmasqué',
  'anonym',
  'unbekannt',
  'unterdrückt',
  'privat',
  // "ANONYMOUS" on a keypad, which some networks send as if it were a number.
  '266696687',
  '+266696687',
]);

function isWithheld(text: string): boolean {
  const word = (text.split('@')[0] ?? '').toLowerCase().replace(/[\s"'<>().:_-]/g, '');
  return WITHHELD_WORDS.has(word);
}

const EXTENSION =
  /^(.*?\d.*?)[\s,;]*(?:\bext(?:ension|n)?|\bposte|\binterne|\bdurchwahl|\bdw|\bapp(?:arat)?|x|#)[\s.:=]*(\d{1,7})\)?$/i;

function takeExtension(text: string): { body: string; extension: string | null } {
  const match = EXTENSION.exec(text);
  if (!match) return { body: text, extension: null };
  return { body: (match[1] ?? '').replace(/[\s(]+$/, ''), extension: match[2] ?? null };
}

/** 112, 911, 999 and the five or six digits of SMS senders; what else is that short is an extension of our own. */
function isShortCode(digits: string): boolean {
  return /^[19]\d\d$/.test(digits) || digits.length > 4;
}

/** The written forms of one telephone number, as far as they could be worked out. */
export interface PhoneForms {
  /** As it arrived. */
  raw: string;
  /** `+33176...`; null where the number could not be parsed. */
  e164: string | null;
  /** Area code and local number, digits only, without the trunk prefix and the country code. */
  national: string | null;
  /** ISO 3166-1 alpha-2, when the number says so. */
  country: string | null;
  extension: string | null;
}
