import { countryNames, cities, firstNames, jobTitles, lastNames, slug } from './names';
import type { SeedCountry } from './phones';
import { mix } from './random';
import {
  callingCodes,
  endingOf,
  endingsAround,
  endingsFrom,
  endingsHolding,
  mobileNumber,
  positionOfEnding,
  switchboardNumber,
  writeScalePhone,
} from './scale-phones';
import { isoInstant } from '../../instant';

/** One value of the contact at a position, undefined if it has none. */
type Field = (position: number) => string | undefined;

const countries: readonly SeedCountry[] = ['FR', 'FR', 'GB', 'US', 'DE'];

/** Contacts of one company are adjacent, and some share its switchboard number. */
const firmSize = 50;

const hash = (position: number, salt: number): number => mix(mix(position + 1) ^ Math.imul(salt, 0x9e3779b1));
let lastFirm = { firm: -1, country: countries[0] ?? 'FR' };
const countryAt = (position: number): SeedCountry => {
  const firm = firmOf(position);
  // A scan visits a company's contacts in sequence.
  if (firm !== lastFirm.firm) lastFirm = { firm, country: countries[hash(firm, 1) % countries.length] ?? 'FR' };
  return lastFirm.country;
};
const firmOf = (position: number): number => Math.floor(position / firmSize);
const firstNameAt: Field = (position) => at(firstNames[countryAt(position)], hash(position, 2));
const lastNameAt: Field = (position) => at(lastNames[countryAt(position)], hash(position, 3));
const slugs = new Map(
  [...Object.values(firstNames), ...Object.values(lastNames)].flat().map((name) => [name, slug(name)]),
);
const hasEmail = (position: number): boolean => hash(position, 4) % 16 !== 0;
const kindOfPhone = (position: number): 'own' | 'switchboard' | 'none' => {
  const chance = hash(position, 5) % 10;
  return chance === 0 ? 'none' : chance < 3 ? 'switchboard' : 'own';
};
const hasMobile = (position: number): boolean => hash(position, 6) % 3 === 0;

function national(position: number): string | undefined {
  const kind = kindOfPhone(position);
  if (kind === 'none') return undefined;
  return kind === 'own'
    ? mobileNumber(countryAt(position), position, 0)
    : switchboardNumber(countryAt(position), firmOf(position));
}

function mobile(position: number): string | undefined {
  return hasMobile(position) ? mobileNumber(countryAt(position), position, 1) : undefined;
}

const written =
  (of: Field, salt: number): Field =>
  (position) => {
    const number = of(position);
    return number === undefined ? undefined : writeScalePhone(countryAt(position), number, hash(position, salt));
  };
const international =
  (of: Field, prefix: string): Field =>
  (position) => {
    const number = of(position);
    return number === undefined ? undefined : `${prefix}${callingCodes[countryAt(position)]}${number}`;
  };

const email: Field = (position) =>
  hasEmail(position)
    ? `${slugs.get(firstNameAt(position) ?? '')}.${slugs.get(lastNameAt(position) ?? '')}.${position.toString(36)}@firm${firmOf(position)}.example`
    : undefined;

const firstSecond = Date.UTC(2022, 0, 3) / 1000;
const createdAt: Field = (position) => isoInstant((firstSecond + position * 120 + (hash(position, 7) % 110)) * 1000);

/** All properties of a contact in the scale portal, except its id. */
export const scaleFields: Readonly<Record<string, Field>> = {
  firstname: firstNameAt,
  lastname: lastNameAt,
  email,
  hs_email_domain: (position) => (hasEmail(position) ? `firm${firmOf(position)}.example` : undefined),
  hs_full_name_or_email: (position) => `${firstNameAt(position)} ${lastNameAt(position)}`,
  company: (position) => `Firm ${firmOf(position)}`,
  jobtitle: (position) => at(jobTitles, hash(position, 8)),
  city: (position) => at(cities[countryAt(position)], hash(position, 9))?.[0],
  country: (position) => countryNames[countryAt(position)],
  phone: written(national, 10),
  mobilephone: written(mobile, 11),
  hs_searchable_calculated_phone_number: national,
  hs_searchable_calculated_mobile_number: mobile,
  hs_searchable_calculated_international_phone_number: international(national, ''),
  hs_searchable_calculated_international_mobile_number: international(mobile, ''),
  hs_calculated_phone_number: international(national, '+'),
  hs_calculated_mobile_number: international(mobile, '+'),
  hs_calculated_phone_number_country_code: (position) =>
    national(position) === undefined ? undefined : countryAt(position),
  lifecyclestage: (position) => at(['subscriber', 'lead', 'opportunity', 'customer'], hash(position, 12)),
  hs_object_source: () => 'IMPORT',
  createdate: createdAt,
  lastmodifieddate: createdAt,
};

/** Returns the position from which an address was generated. */
export function positionOfEmail(value: string): number | null {
  const suffix = /\.([0-9a-z]{1,6})@/.exec(value.toLowerCase())?.[1];
  return suffix === undefined ? null : Number.parseInt(suffix, 36);
}

/** Positions below `count` whose own or company number ends with these four digits. */
export function positionsOfEnding(ending: string, count: number): number[] {
  const positions = new Set<number>();
  for (let position = positionOfEnding(ending); position < count; position += endingOf.period) positions.add(position);
  for (let firm = positionOfEnding(ending); firm * firmSize < count; firm += endingOf.period) {
    for (let member = 0; member < firmSize && firm * firmSize + member < count; member += 1)
      positions.add(firm * firmSize + member);
  }
  return [...positions].sort((a, b) => a - b);
}

/** No other free-text property has that many consecutive digits. */
const shortestNumber = 6;

/**
 * Positions below `count` with a number that may start with these digits. Null if too many numbers match or if other
 * values may contain the digits.
 */
export function positionsOfStart(digits: string, count: number): number[] | null {
  if (digits.length < shortestNumber) return null;
  const positions = positionsWith(count, (number, country) => {
    const found = ['', '0', callingCodes[country]]
      .filter((written) => digits.startsWith(written))
      .map((written) => endingsFrom(number, digits.slice(written.length)));
    return found.every((endings) => endings !== null) ? found.flat() : null;
  });
  return positions && ascending(positions, count);
}

/**
 * Positions below `count` of which a number may hold words that end in all of these digits. Null where those would be
 * whole blocks of numbers.
 */
export function positionsOfWords(ends: readonly string[], count: number): number[] | null {
  const longest = ends.reduce((best, end) => (end.length > best.length ? end : best), '');
  // A number written in one piece holds them all where they are ends of one another.
  const isOneEnd = ends.every((end) => longest.endsWith(end));
  if (isOneEnd && longest.length < 4) return null;
  const inOnePiece = isOneEnd ? positionsOfEnding(longest.slice(-4), count) : [];
  const known = new Map<string, string[]>();
  const inGroups = positionsWith(count, (number, country) =>
    endingsHolding(number, callingCodes[country], ends, known),
  );
  return inGroups && ascending([...inOnePiece, ...inGroups], count);
}

/** Positions below `count` of which a number, or its country code and it, have these digits. Null where those would be blocks. */
export function positionsAround(digits: string, count: number): number[] | null {
  if (digits.length < shortestNumber) return null;
  const positions = positionsWith(count, (number, country) => endingsAround(callingCodes[country] + number, digits));
  return positions && ascending(positions, count);
}

/** Positions of the numbers with certain endings, asked for one number of each block; null where any ending would do. */
function positionsWith(
  count: number,
  endingsOf: (number: string, country: SeedCountry) => string[] | null,
): number[] | null {
  const positions: number[] = [];
  for (const country of new Set(countries)) {
    for (let block = 0; block * endingOf.period < count; block += 1) {
      const first = block * endingOf.period;
      const own = [mobileNumber(country, first, 0), mobileNumber(country, first, 1)];
      const shared = first * firmSize < count ? [switchboardNumber(country, first)] : [];
      for (const number of [...own, ...shared]) {
        const endings = endingsOf(number, country);
        if (!endings) return null;
        for (const ending of endings) {
          const position = first + positionOfEnding(ending);
          if (own.includes(number)) positions.push(position);
          else for (let member = 0; member < firmSize; member += 1) positions.push(position * firmSize + member);
        }
      }
    }
  }
  return positions;
}

function ascending(positions: readonly number[], count: number): number[] {
  return [...new Set(positions)].filter((position) => position < count).sort((a, b) => a - b);
}

function at<T>(list: readonly T[], random: number): T | undefined {
  return list[random % list.length];
}
