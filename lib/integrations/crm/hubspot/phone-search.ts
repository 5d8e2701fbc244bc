import type { RecordCriterion } from '@/lib/domain/crm/records';
import { findKnownObject } from '../contract/manifest';
import { hubspotManifest } from './manifest';
import { contains, equal, SEARCH_LIMITS, type SearchFilter } from './search-filters';

type PhoneCriterion = Extract<RecordCriterion, { kind: 'phone' }>;

/**
 * Phone properties are free text. For the two of a contact HubSpot keeps a calculated twin: area code and local number,
 * digits only, WITHOUT the country code. Other phone properties have none and are compared as they were typed.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
 */
const CALCULATED_PROPERTIES: ReadonlyMap<string, { searchable: string; international: string }> = new Map([
  ['phone', { searchable: 'hs_searchable_calculated_phone_number', international: 'hs_calculated_phone_number' }],
  [
    'mobilephone',
    { searchable: 'hs_searchable_calculated_mobile_number', international: 'hs_calculated_mobile_number' },
  ],
]);

/** Below this many digits `*` + the number would find half the account. */
const MIN_WILDCARD_DIGITS = 6;

/**
 * The ways to look for one number, the best of every property first, then the second best of every property, as many as
 * one search takes: for `phone` and `mobilephone` that is exactly the five that find a number however it was typed.
 * With more properties than that, the best way of each.
 */
export function phoneFilters(criterion: PhoneCriterion, objectApiName: string): SearchFilter[] {
  const properties = [...new Set(criterion.properties)];
  const ranked = properties.map((property, index) =>
    filtersFor(criterion.phone, property, twinOf(property, objectApiName), index === 0),
  );
  const longest = Math.max(0, ...ranked.map((ways) => ways.length));
  const inTurn = Array.from({ length: longest }, (_, rank) => ranked.flatMap((ways) => ways[rank] ?? [])).flat();
  return inTurn.slice(0, Math.max(SEARCH_LIMITS.groups, properties.length));
}

/** The typed value, and what HubSpot made of it: comparing happens elsewhere and needs both. */
export function phonePropertiesToReturn(properties: readonly string[], objectApiName: string): string[] {
  return properties.flatMap((property) => {
    const calculated = twinOf(property, objectApiName);
    return calculated ? [property, calculated.searchable, calculated.international] : [property];
  });
}

function filtersFor(
  phone: PhoneCriterion['phone'],
  property: string,
  calculated: CalculatedProperties,
  isFirst: boolean,
): SearchFilter[] {
  const national = digitsOf(phone.national);
  const wildcard = national.length >= MIN_WILDCARD_DIGITS ? `*${national}` : null;
  const typed = typedForms(phone).map((value) => equal(property, value));
  if (!calculated)
    return [...typed.slice(0, 1), ...(wildcard ? [contains(property, wildcard)] : []), ...typed.slice(1)];

  const exact = national ? [equal(calculated.searchable, national)] : [];
  // A number typed with the wrong country still ends like the right one.
  const ending = wildcard ? [contains(calculated.searchable, wildcard)] : [];
  return isFirst || ending.length === 0 ? [...exact, ...ending, ...typed] : [...ending, ...typed, ...exact];
}

/** As it may stand in the property, likeliest first. */
function typedForms({ e164, raw }: PhoneCriterion['phone']): string[] {
  return [...new Set([e164, raw.trim()].filter((form): form is string => Boolean(form)))];
}

type CalculatedProperties = { searchable: string; international: string } | undefined;

function twinOf(property: string, objectApiName: string): CalculatedProperties {
  const isContact = findKnownObject(hubspotManifest, objectApiName)?.apiName === 'contacts';
  return isContact ? CALCULATED_PROPERTIES.get(property) : undefined;
}

function digitsOf(value: string | null): string {
  return (value ?? '').replace(/\D/g, '');
}
