import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { digitsIn } from './plain-text';
import { currentSpellings, relatedSpellings } from './spellings';

/** Determines which lines a written number may refer to. */

/**
 * `certain`: states its country, or is in the national form of the deployment's country · `likely`: the country was
 * guessed · `possible`: another interpretation is more likely.
 */
export type Sureness = 'certain' | 'likely' | 'possible';

export interface Line {
  /** In today's spelling. */
  e164: string;
  sureness: Sureness;
}

export interface LineReading {
  /** Most likely first. Empty if it isn't a valid number in any country considered. */
  lines: Line[];
  /** Of the first line. */
  number: PhoneNumber | null;
  isCountryStated: boolean;
}

export interface PhoneContext {
  /** ISO 3166-1 alpha-2; what a number without a country code is taken for. Null: it is not taken for anything. */
  defaultCountry: string | null;
  /** Country of the line that was called: its network delivers national forms of its own country, so it is tried first. */
  dialledCountry?: string | null;
}

const NOTHING: LineReading = { lines: [], number: null, isCountryStated: false };
/** https://www.itu.int/rec/T-REC-E.164, and a trunk prefix or an exit code in front. */
const MAX_DIALLED = 19;
/** International prefixes that people use outside their own country. */
const EXIT_CODES = /^(?:0011|011|010|810)(?=[1-9])/;

/**
 * With `isStored`, both countries of the context are equally likely, because people store numbers from either. A network
 * reports numbers of its own country, so otherwise the dialled line's country comes first.
 */
export function readLines(text: string, context: PhoneContext, isStored: boolean): LineReading {
  const digits = digitsIn(text);
  if (digits.length > MAX_DIALLED) return NOTHING;
  const hasPlus = /^[\s(]*\+/.test(text);
  // No number starts with two zeros, with or without a plus.
  const afterExit = digits.startsWith('00') ? digits.replace(/^0+/, '') : null;
  if (hasPlus || afterExit !== null) {
    const number = readStated(afterExit ?? digits, hasPlus && afterExit === null) ?? readWithTrunkInBrackets(text);
    if (number) return { lines: withRelated(number, 'certain'), number, isCountryStated: true };
  }
  const reading = readUnstated(digits, context, isStored);
  // The plus was a mistake: it isn't an international number.
  return hasPlus ? { ...reading, lines: reading.lines.map((line) => weaken(line, 'likely')) } : reading;
}

/** Digits after a plus or an international prefix. */
function readStated(digits: string, isPlausibleEnough: boolean): PhoneNumber | null {
  const number = parsePhoneNumberFromString(`+${digits}`);
  if (!number) return null;
  if (number.isValid()) return number;
  const current = readCurrent(number);
  // Numbering plans grow before the library hears of it: of a stated country, a plausible length is enough.
  return current ?? (isPlausibleEnough && number.isPossible() ? number : null);
}

/** `+45 (0) 33 12 34 56`: a trunk prefix in a country that has none. */
function readWithTrunkInBrackets(text: string): PhoneNumber | null {
  const without = text.replace(/\(\s*(?:0|06|8|01)\s*\)/, ' ');
  return without === text ? null : readStated(digitsIn(without), true);
}

function readUnstated(digits: string, context: PhoneContext, isStored: boolean): LineReading {
  const homes = [...new Set([known(context.dialledCountry), known(context.defaultCountry)])];
  const atHome = homes.flatMap((country) => (country ? (readAtHome(digits, country) ?? []) : []));
  const stated = atHome.find(({ how }) => how === 'stated');
  if (stated) return { lines: withRelated(stated.number, 'certain'), number: stated.number, isCountryStated: true };

  const abroad = digits.length >= 8 && !digits.startsWith('0') ? readStated(digits, false) : null;
  const found = atHome.map(({ number, how }, index): { number: PhoneNumber; sureness: Sureness } => {
    // No trunk prefix in a country that requires one: the digits may include a country code.
    if (how === 'bare') return { number, sureness: abroad ? 'possible' : 'likely' };
    if (atHome.length === 1) return { number, sureness: 'certain' };
    return { number, sureness: isStored ? 'likely' : index === 0 ? 'certain' : 'possible' };
  });
  // Phone systems drop the plus.
  if (abroad) found.push({ number: abroad, sureness: found[0]?.sureness === 'certain' ? 'possible' : 'likely' });
  const exit = found.length === 0 ? EXIT_CODES.exec(digits) : null;
  const behindExit = exit ? readStated(digits.slice(exit[0].length), false) : null;
  if (behindExit) found.push({ number: behindExit, sureness: 'likely' });

  const best =
    found.find(({ sureness }) => sureness === 'certain') ?? found.find(({ sureness }) => sureness === 'likely');
  const ordered = [...new Set([...(best ? [best] : []), ...found])];
  const lines = ordered.flatMap(({ number, sureness }) => withRelated(number, sureness));
  return { lines, number: ordered[0]?.number ?? null, isCountryStated: false };
}

interface HomeReading {
  number: PhoneNumber;
  /** `stated`: includes a country code · `bare`: lacks the trunk prefix that this country requires. */
  how: 'stated' | 'national' | 'bare';
}

/** Parses digits as dialled in a country. Null if they aren't a valid number there. */
export function readAtHome(digits: string, country: CountryCode): HomeReading | null {
  const read = parsePhoneNumberFromString(digits, country);
  if (!read) return null;
  const number = read.isValid() ? read : readCurrent(read);
  if (!number) return null;
  const code = getCountryCallingCode(country);
  // Read with the country's own exit code (011 in North America), or its own code without a plus.
  if (number.countryCallingCode !== code || digits === `${code}${number.nationalNumber}`)
    return { number, how: 'stated' };
  if (digits !== number.nationalNumber) return { number, how: 'national' };
  return { number, how: digitsIn(number.formatNational()) === digits ? 'national' : 'bare' };
}

/** The current form of a number from an old numbering plan. */
function readCurrent(number: PhoneNumber): PhoneNumber | null {
  for (const spelling of currentSpellings(number.countryCallingCode, number.nationalNumber)) {
    const current = parsePhoneNumberFromString(spelling);
    if (current?.isValid()) return current;
  }
  return null;
}

function withRelated(number: PhoneNumber, sureness: Sureness): Line[] {
  const { likely, possible } = relatedSpellings(number.number);
  return [
    { e164: number.number, sureness },
    ...likely.map((e164) => weaken({ e164, sureness }, 'likely')),
    ...possible.map((e164) => weaken({ e164, sureness }, 'possible')),
  ];
}

const RANK: Record<Sureness, number> = { certain: 3, likely: 2, possible: 1 };

export function weaken(line: Line, most: Sureness): Line {
  return RANK[line.sureness] > RANK[most] ? { ...line, sureness: most } : line;
}

export function known(country: string | null | undefined): CountryCode | null {
  return country && isSupportedCountry(country) ? country : null;
}
