import type { RecordCriterion } from '@/lib/domain/crm/records';
import { findKnownObject } from '../contract/manifest';
import { hubspotManifest } from './manifest';
import { contains, equal, SEARCH_LIMITS, type SearchFilter } from './search-filters';

type PhoneCriterion = Extract<RecordCriterion, { kind: 'phone' }>;

/**
 * Phone properties are free text. For a contact's two, HubSpot has a calculated property: area code and local number,
 * digits only, WITHOUT the country code. Others are compared as typed.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
 */
const CALCULATED_PROPERTIES: ReadonlyMap<string, { searchable: string; international: string }> = new Map([
  ['phone', { searchable: 'hs_searchable_calculated_phone_number', international: 'hs_calculated_phone_number' }],
  [
    'mobilephone',
    { searchable: 'hs_searchable_calculated_mobile_number', international: 'hs_calculated_mobile_number' },
  ],
]);

/** With fewer digits, `*` + the number would match too many records. */
const MIN_WILDCARD_DIGITS = 6;

/**
 * The filters for one number, ordered by each property's best filter, then the second best, up to the search limit. For
 * `phone` and `mobilephone`, these are exactly the five that find a number however it was typed. With more properties,
 * the best filter of each.
 */
export function phoneFilters(criterion: PhoneCriterion, objectApiName: string): SearchFilter[] {
  const properties = [...new Set(criterion.properties)];
  const ranked = properties.map((property, index) =>
    filtersFor(criterion.phone, property, calculatedOf(property, objectApiName), index === 0),
  );
  const longest = Math.max(0, ...ranked.map((ways) => ways.length));
  const inTurn = Array.from({ length: longest }, (_, rank) => ranked.flatMap((ways) => ways[rank] ?? [])).flat();
  return inTurn.slice(0, Math.max(SEARCH_LIMITS.groups, properties.length));
}

/** The typed and calculated values, because the comparison elsewhere needs both. */
export function phonePropertiesToReturn(properties: readonly string[], objectApiName: string): string[] {
  return properties.flatMap((property) => {
    const calculated = calculatedOf(property, objectApiName);
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
  // A number with the wrong country still has the right ending.
  const ending = wildcard ? [contains(calculated.searchable, wildcard)] : [];
  return isFirst || ending.length === 0 ? [...exact, ...ending, ...typed] : [...ending, ...typed, ...exact];
}

/** Possible forms of the typed number, likeliest first. */
function typedForms({ e164, raw }: PhoneCriterion['phone']): string[] {
  return [...new Set([e164, raw.trim()].filter((form): form is string => Boolean(form)))];
}

type CalculatedProperties = { searchable: string; international: string } | undefined;

function calculatedOf(property: string, objectApiName: string): CalculatedProperties {
  const isContact = findKnownObject(hubspotManifest, objectApiName)?.apiName === 'contacts';
  return isContact ? CALCULATED_PROPERTIES.get(property) : undefined;
}

function digitsOf(value: string | null): string {
  return (value ?? '').replace(/\D/g, '');
}
