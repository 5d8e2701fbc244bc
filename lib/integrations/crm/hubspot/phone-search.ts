import type { RecordCriterion } from '@/lib/domain/crm/records';
import { commonForms, searchForms, type SearchForms } from '@/lib/domain/phone/search-forms';
import { findKnownObject } from '../contract/manifest';
import { hubspotManifest } from './manifest';
import { contains, equal, SEARCH_LIMITS, type SearchFilter } from './search-filters';

export type PhoneCriterion = Extract<RecordCriterion, { kind: 'phone' }>;

/**
 * Phone properties are free text. For a contact's two, HubSpot has calculated properties: area code and local number,
 * digits only, without and with the country code. What it calculates of a value that is more than one plain number is not
 * published, and other phone properties have none: those are searched as typed.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
 */
const CALCULATED_PROPERTIES: ReadonlyMap<string, CalculatedProperties> = new Map([
  [
    'phone',
    {
      national: 'hs_searchable_calculated_phone_number',
      international: 'hs_searchable_calculated_international_phone_number',
    },
  ],
  [
    'mobilephone',
    {
      national: 'hs_searchable_calculated_mobile_number',
      international: 'hs_searchable_calculated_international_mobile_number',
    },
  ],
]);

interface CalculatedProperties {
  national: string;
  international: string;
}

/** With fewer digits, `*` + the number would match too many records. */
const MIN_WILDCARD_DIGITS = 6;

/** One way to look for a number: filters that must all hold. The lower the rank, the more values it finds. */
interface Way {
  rank: number;
  filters: SearchFilter[];
}

/**
 * As many ways to look for one number as one search takes, the best ones of all properties first. With more properties
 * than that, the best way of each. `filtersLeft`: how many filters all of them together may have.
 */
export function phoneFilters(
  criterion: PhoneCriterion,
  objectApiName: string,
  filtersLeft: number = SEARCH_LIMITS.filters,
): SearchFilter[][] {
  const properties = [...new Set(criterion.properties)];
  const forms = searchForms(criterion.phone);
  const ways = properties
    .flatMap((property) =>
      forms.ending.length < MIN_WILDCARD_DIGITS
        ? asTyped(criterion.phone, property)
        : waysToFind(forms, property, calculatedOf(property, objectApiName)),
    )
    .sort((a, b) => a.rank - b.rank)
    .slice(0, Math.max(SEARCH_LIMITS.groups, properties.length));
  const single = ways.filter(({ filters }) => filters.length === 1).length;
  const most = Math.max(1, Math.floor((filtersLeft - single) / Math.max(1, ways.length - single)));
  // The last groups of a number tell more than its first ones.
  return ways.map(({ filters }) => filters.slice(-most));
}

/** Whole values of several numbers, by the property that may hold them: one group each, however many numbers there are. */
export function phoneValues(criteria: readonly PhoneCriterion[], objectApiName: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const add = (property: string, more: readonly string[]) =>
    values.set(property, [...(values.get(property) ?? []), ...more]);
  const forms = criteria.map((criterion) => ({ properties: criterion.properties, ...commonForms(criterion.phone) }));
  for (const { properties, national } of forms)
    for (const property of properties) {
      const calculated = calculatedOf(property, objectApiName);
      if (calculated) add(calculated.national, national);
    }
  for (const { properties, typed } of forms) for (const property of properties) add(property, typed);
  return values;
}

function waysToFind(
  { ending, localEnding, groupings }: SearchForms,
  property: string,
  calculated: CalculatedProperties | undefined,
): Way[] {
  const inGroups = groupings.map((groups) => groups.map((group) => contains(property, `*${group}`)));
  const [usual = [], ...others] = inGroups;
  const inOnePiece = [contains(property, `*${localEnding}`)];
  const ranked = calculated
    ? [
        [contains(calculated.national, `*${ending}*`)],
        [],
        usual,
        [contains(calculated.international, `*${ending}*`)],
        inOnePiece,
        ...others,
      ]
    : [inOnePiece, usual, ...others];
  return ranked.flatMap((filters, rank) => (filters.length > 0 ? [{ rank, filters }] : []));
}

/** A short number is only found as it was typed. */
function asTyped({ e164, raw }: PhoneCriterion['phone'], property: string): Way[] {
  const typed = [...new Set([e164, raw.trim()].filter((form): form is string => Boolean(form)))];
  return typed.map((value, rank) => ({ rank, filters: [equal(property, value)] }));
}

function calculatedOf(property: string, objectApiName: string): CalculatedProperties | undefined {
  const isContact = findKnownObject(hubspotManifest, objectApiName)?.apiName === 'contacts';
  return isContact ? CALCULATED_PROPERTIES.get(property) : undefined;
}
