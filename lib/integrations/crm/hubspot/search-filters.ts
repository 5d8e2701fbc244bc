/** https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
export interface SearchFilter {
  propertyName: string;
  operator: 'EQ' | 'CONTAINS_TOKEN';
  value: string;
}

export const SEARCH_LIMITS = {
  groups: 5,
  filtersPerGroup: 6,
  filters: 18,
  bodyCharacters: 3_000,
  records: 200,
} as const;

export function equal(propertyName: string, value: string): SearchFilter {
  return { propertyName, operator: 'EQ', value };
}

/** A whole word of the value; `*` stands for any characters. */
export function contains(propertyName: string, value: string): SearchFilter {
  return { propertyName, operator: 'CONTAINS_TOKEN', value };
}
