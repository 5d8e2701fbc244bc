import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { z } from 'zod';
import { readAddress } from './address';
import { chunksOf, halvesOf, isBesideNumber, isExtension, namesExtension, piecesOf, type Chunk } from './chunks';
import { readLines, weaken, type Line, type LineReading, type PhoneContext } from './lines';
import { digitsIn, plainText } from './plain-text';
import { isServiceNumber } from './service-number';
import { isStandIn, isWithheld } from './withheld';

/** Reading telephone numbers in the forms people and telephone systems write them. `compare.ts` compares them. */

export type { PhoneContext } from './lines';

export const PHONE_REFUSALS = [
  'empty',
  'withheld',
  'short_code',
  'internal_extension',
  'alphanumeric',
  'unparseable',
] as const;
export type PhoneRefusal = (typeof PHONE_REFUSALS)[number];

export type PhoneReading =
  | { ok: true; phone: PhoneForms }
  /** `text`: what stands for the number, without the header it came in. */
  | { ok: false; reason: PhoneRefusal; raw: string; text: string };

/** The written forms of one telephone number, as far as they could be worked out. */
export interface PhoneForms {
  /** As it arrived. */
  raw: string;
  /** `+33176...`, the first of `lines`; null where the number could not be read. */
  e164: string | null;
  /** Area code and local number, digits only, without the trunk prefix and the country code. */
  national: string | null;
  /** ISO 3166-1 alpha-2, when the number says so. */
  country: string | null;
  /** The country of `e164`, stated or guessed. */
  region: string | null;
  extension: string | null;
  /** Every line it may mean, the surest first. */
  lines: readonly Line[];
  isCountryStated: boolean;
  /** Its digits as they were written. */
  dialled: string;
}

/** Longest header that is looked at, and longest text in it; no written number comes near. */
const MAX_HEADER = 640;
const MAX_LENGTH = 80;
/** Longest stored value in which numbers are looked for, and most of them. */
const MAX_STORED = 320;
const MAX_NUMBERS = 4;
/** Fewer digits than any subscriber number that can be searched for. */
const MIN_DIGITS = 7;
/** https://www.itu.int/rec/T-REC-E.164 */
const MAX_DIGITS = 15;

/** In Brazil `(0xx11)` stands for the area 11 and any carrier that the caller chooses. */
const CARRIER_TO_CHOOSE = /\b0\s?xx\s?(?=\d{2})/gi;

/** What a phone system reports or a person types. Never throws: returns a number or the reason it can't be read. */
export function readPhone(raw: string, context: PhoneContext): PhoneReading {
  const address = readAddress(plainText(raw.slice(0, MAX_HEADER)));
  const text = address.text.trim();
  const refuse = (reason: PhoneRefusal): PhoneReading => ({ ok: false, reason, raw, text });
  if (address.isPrivate) return refuse('withheld');
  if (text === '') return refuse('empty');
  if (text.length > MAX_LENGTH) return refuse('unparseable');
  if (isWithheld(text)) return refuse('withheld');

  const phones = numbersIn(text, raw, context, false);
  const phone = phones.find(({ lines }) => lines.length > 0);
  const isNumberAtHome = !text.startsWith('+') && phone?.lines[0]?.sureness === 'certain';
  if (isStandIn(digitsIn(text)) && !isNumberAtHome) return refuse('withheld');
  const found = phone ?? longest(phones);
  if (found) return { ok: true, phone: { ...found, extension: address.extension ?? found.extension } };
  return refuse(refusalOf(text, context));
}

/**
 * The numbers of a stored value, which sometimes holds two ("06 … / 01 …"). Every one that can be read, at most four.
 * Of the two countries of the context neither is likelier: people write down numbers of both.
 */
export function readPhones(stored: string, context: PhoneContext): PhoneForms[] {
  const address = readAddress(plainText(stored.slice(0, MAX_STORED)));
  const phones = numbersIn(address.text, stored, context, true).map((phone) =>
    address.extension ? { ...phone, extension: address.extension } : phone,
  );
  return phones.slice(0, MAX_NUMBERS);
}

/** A number as it is written down: in E.164, or as it arrived where that is all, without a header or words around it. */
export function writtenNumber({ e164, raw, dialled }: PhoneForms): string {
  return e164 ?? (/^[\d\s().+/-]+$/.test(raw) ? raw.trim() : dialled);
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
  if (!reading.ok) return reading.text || raw.trim();
  const number = parsePhoneNumberFromString(reading.phone.e164 ?? '');
  if (!number) return writtenNumber(reading.phone);
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

function numbersIn(text: string, raw: string, context: PhoneContext, isStored: boolean): PhoneForms[] {
  const phones: PhoneForms[] = [];
  for (const chunk of chunksOf(text.replace(CARRIER_TO_CHOOSE, ''))) {
    const previous = phones.at(-1);
    const mayBeExtension = previous !== undefined && isExtension(chunk);
    const read =
      mayBeExtension && (chunk.digits.length < 6 || namesExtension(chunk))
        ? []
        : readChunk(chunk, raw, context, isStored);
    if (previous && mayBeExtension && !read.some(({ lines }) => lines.length > 0)) previous.extension ??= chunk.digits;
    else phones.push(...read);
  }
  return phones;
}

function readChunk(chunk: Chunk, raw: string, context: PhoneContext, isStored: boolean): PhoneForms[] {
  const whole = readLines(chunk.text, context, isStored);
  if (whole.lines.length > 0) return [formsOf(raw, chunk.digits, whole)];
  const inPieces = readPieces(chunk.text, raw, context, isStored);
  if (inPieces.length > 0) return inPieces;
  if (chunk.digits.length > MAX_DIGITS) {
    for (const halves of halvesOf(chunk.text)) {
      const read = halves.map((half) => readLines(half, context, isStored));
      if (read.every(({ lines }) => lines.length > 0))
        return read.map((reading, index) => formsOf(raw, digitsIn(halves[index] ?? ''), reading));
    }
  }
  // A number of no country we know: its digits can still be searched for and compared.
  const isWord = /[\p{L}_]$/u.test(chunk.before);
  return isWord ? [] : unknownNumber(raw, chunk.digits);
}

/** The numbers of `A / B` or `2 - A`; none where a piece is neither a number nor anything that stands beside one. */
function readPieces(text: string, raw: string, context: PhoneContext, isStored: boolean): PhoneForms[] {
  const pieces = piecesOf(text);
  const read = pieces.map((piece, index) => {
    const reading = readLines(piece, context, isStored);
    if (reading.lines.length > 0) {
      const lines = pieces.length === 1 ? reading.lines.map((line) => weaken(line, 'likely')) : reading.lines;
      return [formsOf(raw, digitsIn(piece), { ...reading, lines })];
    }
    return isBesideNumber(piece, index === 0) ? [] : unknownNumber(raw, digitsIn(piece));
  });
  const phones = read.flat();
  const isAll = pieces.every((piece, index) => (read[index]?.length ?? 0) > 0 || isBesideNumber(piece, index === 0));
  // The pieces of one number written with slashes are no numbers of their own.
  const isTwo = phones.some(({ lines }) => lines.length > 0) || digitsIn(text).length > MAX_DIGITS;
  return isAll && isTwo ? phones : [];
}

function unknownNumber(raw: string, digits: string): PhoneForms[] {
  const national = digits.replace(/^0+/, '');
  if (national.length < MIN_DIGITS || digits.length > MAX_DIGITS) return [];
  const nothing = { lines: [], e164: null, country: null, region: null, isCountryStated: false };
  return [{ ...nothing, raw, national, dialled: digits, extension: null }];
}

function formsOf(raw: string, dialled: string, { lines, number, isCountryStated }: LineReading): PhoneForms {
  return {
    raw,
    e164: number?.number ?? null,
    national: number?.nationalNumber ?? null,
    country: isCountryStated ? (number?.country ?? null) : null,
    region: number?.country ?? null,
    extension: null,
    lines,
    isCountryStated,
    dialled,
  };
}

function longest(phones: readonly PhoneForms[]): PhoneForms | null {
  return phones.reduce<PhoneForms | null>(
    (best, phone) => (best === null || phone.dialled.length > best.dialled.length ? phone : best),
    null,
  );
}

function refusalOf(text: string, { defaultCountry, dialledCountry }: PhoneContext): PhoneRefusal {
  // https://www.rfc-editor.org/rfc/rfc5031
  if (/^urn:service:sos\b/i.test(text)) return 'short_code';
  // Codes of the telephone itself: voicemail, call forwarding.
  if (/^[*#][\d*#]+$/.test(text)) return 'internal_extension';
  if (/\p{L}/u.test(text)) return 'alphanumeric';
  const countries = [dialledCountry, defaultCountry];
  const digits = digitsIn(text);
  // Some networks put the country code before an emergency number.
  if (/^(?:\+|00)/.test(text) && countries.some((country) => isServiceAbroad(digits.replace(/^00/, ''), country)))
    return 'short_code';
  if (digits === '' || digits.length >= MIN_DIGITS || !/^[\d\s().-]+$/.test(text)) return 'unparseable';
  return isServiceNumber(digits, countries) ? 'short_code' : 'internal_extension';
}

function isServiceAbroad(digits: string, country: string | null | undefined): boolean {
  if (!country || !isSupportedCountry(country)) return false;
  const code = getCountryCallingCode(country);
  const short = digits.slice(code.length);
  return digits.startsWith(code) && short.length <= 3 && isServiceNumber(short, [country]);
}
