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
): { groups: SearchFilter[][]; unasked: IdentityCriterion[] } {
  const lists = new Map<string, { value: string; by: IdentityCriterion }[]>();
  const add = (property: string, more: readonly { value: string; by: IdentityCriterion }[]) =>
    lists.set(property, [...(lists.get(property) ?? []), ...more]);
  const numbers: PhoneCriterion[] = [];
  const seconds: Further[] = [];
  for (const criterion of criteria) {
    if (criterion.kind === 'phone') {
      numbers.push(criterion);
      continue;
    }
    const value = (criterion.kind === 'email' ? criterion.email : criterion.handle).trim().toLowerCase();
    for (const property of criterion.properties)
      if (property === 'hs_additional_emails') seconds.push({ group: [contains(property, value)], by: criterion });
      else add(property, [{ value, by: criterion }]);
  }
  // One number is found in any form.
  if (numbers.length > 1)
    for (const criterion of numbers)
      for (const [property, values] of phoneValues([criterion], objectApiName))
        add(
          property,
          values.map((value) => ({ value, by: criterion })),
        );

  const groups: SearchFilter[][] = [];
  const unasked = new Set<IdentityCriterion>();
  for (const [property, all] of lists) {
    const values = [...new Set(all.map(({ value }) => value))];
    // A list that is too long loses its last values.
    const most = groups.length < SEARCH_LIMITS.groups ? longestThatFits(groups, property, values, fits) : [];
    if (most.length > 0) groups.push([among(property, most)]);
    for (const { value, by } of all) if (!most.includes(value)) unasked.add(by);
  }
  const ways = numbers.map((by) => phoneFilters(by, objectApiName).map((group): Further => ({ group, by })));
  const most = Math.max(0, ...ways.map((one) => one.length));
  const byRank = Array.from({ length: most }, (_, rank) => ways.flatMap((one) => one[rank] ?? [])).flat();
  const first = numbers.length === 1 ? byRank.splice(0, 2) : [];
  for (const { group, by } of [...first, ...seconds, ...byRank]) {
    if (groups.length < SEARCH_LIMITS.groups && fits([...groups, group])) groups.push(group);
    // The two best ways find one number in any form.
    else if (numbers.length > 1 || by.kind !== 'phone' || first.some((one) => one.group === group)) unasked.add(by);
  }
  return { groups, unasked: [...unasked] };
}

/** A group of one's own. */
interface Further {
  group: SearchFilter[];
  by: IdentityCriterion;
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
