import { countryNames, cities, firstNames, jobTitles, lastNames, slug } from './names';
import type { SeedCountry } from './phones';
import { mix } from './random';
import {
  callingCodes,
  endingOf,
  endingsFrom,
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
  const positions = new Set<number>();
  for (const country of new Set(countries)) {
    for (const written of ['', '0', callingCodes[country]]) {
      if (!digits.startsWith(written)) continue;
      const wanted = digits.slice(written.length);
      for (let block = 0; block * endingOf.period < count; block += 1) {
        const first = block * endingOf.period;
        for (const number of [mobileNumber(country, first, 0), mobileNumber(country, first, 1)]) {
          const endings = endingsFrom(number, wanted);
          if (!endings) return null;
          for (const ending of endings) positions.add(first + positionOfEnding(ending));
        }
        const endings = first * firmSize < count ? endingsFrom(switchboardNumber(country, first), wanted) : [];
        if (!endings) return null;
        for (const ending of endings) {
          for (let member = 0; member < firmSize; member += 1)
            positions.add((first + positionOfEnding(ending)) * firmSize + member);
        }
      }
    }
  }
  return [...positions].filter((position) => position < count).sort((a, b) => a - b);
}

function at<T>(list: readonly T[], random: number): T | undefined {
  return list[random % list.length];
}
