import type { IdentityCriterion } from '@/lib/domain/crm/records';
import { phoneFilters, phoneValues, type PhoneCriterion } from './phone-search';
import { among, contains, SEARCH_LIMITS, type SearchFilter } from './search-filters';

/**
 * Several people in one search: one group per property, with all values that it may have. What is left of the five groups
 * finds second addresses, and numbers in whatever other form they were typed.
 */
export function peopleFilters(
  criteria: readonly IdentityCriterion[],
  objectApiName: string,
  fits: (groups: SearchFilter[][]) => boolean,
): { groups: SearchFilter[][]; isPartial: boolean } {
  const lists = new Map<string, string[]>();
  const numbers: PhoneCriterion[] = [];
  const seconds: SearchFilter[][] = [];
  for (const criterion of criteria) {
    if (criterion.kind === 'phone') {
      numbers.push(criterion);
      continue;
    }
    const value = (criterion.kind === 'email' ? criterion.email : criterion.handle).trim().toLowerCase();
    for (const property of criterion.properties)
      if (property === 'hs_additional_emails') seconds.push([contains(property, value)]);
      else lists.set(property, [...(lists.get(property) ?? []), value]);
  }
  const ways = numbers.map((criterion) => phoneFilters(criterion, objectApiName));
  // One number is found in any form.
  if (numbers.length > 1)
    for (const [property, values] of phoneValues(numbers, objectApiName))
      lists.set(property, [...(lists.get(property) ?? []), ...values]);

  const groups: SearchFilter[][] = [];
  let isPartial = false;
  for (const [property, all] of lists) {
    const values = [...new Set(all)];
    // A list that is too long loses its last values.
    const most = groups.length < SEARCH_LIMITS.groups ? longestThatFits(groups, property, values, fits) : [];
    if (most.length > 0) groups.push([among(property, most)]);
    isPartial ||= most.length < values.length;
  }
  const byRank = (ways[0] ?? []).flatMap((_, rank) => ways.flatMap((one) => (one[rank] ? [one[rank]] : [])));
  const first = numbers.length === 1 ? byRank.splice(0, 2) : [];
  for (const group of [...first, ...seconds, ...byRank])
    if (groups.length < SEARCH_LIMITS.groups && fits([...groups, group])) groups.push(group);
  return { groups, isPartial };
}

function longestThatFits(
  groups: readonly SearchFilter[][],
  property: string,
  values: readonly string[],
  fits: (groups: SearchFilter[][]) => boolean,
): readonly string[] {
  for (let count = values.length; count > 0; count -= 1) {
    const some = values.slice(0, count);
    if (fits([...groups, [among(property, some)]])) return some;
  }
  return [];
}
