/** https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
export type SearchFilter =
  | { propertyName: string; operator: 'EQ' | 'CONTAINS_TOKEN'; value: string }
  | { propertyName: string; operator: 'IN'; values: string[] };

export const SEARCH_LIMITS = {
  groups: 5,
  filtersPerGroup: 6,
  filters: 18,
  bodyCharacters: 3_000,
  records: 200,
} as const;

type ValueFilter = Extract<SearchFilter, { value: string }>;

export function equal(propertyName: string, value: string): ValueFilter {
  return { propertyName, operator: 'EQ', value };
}

/** A whole word of the value; `*` stands for any characters. */
export function contains(propertyName: string, value: string): ValueFilter {
  return { propertyName, operator: 'CONTAINS_TOKEN', value };
}

/** HubSpot compares lower-case values with texts of any case. */
export function among(propertyName: string, values: readonly string[]): SearchFilter {
  return { propertyName, operator: 'IN', values: [...new Set(values.map((value) => value.toLowerCase()))] };
}
