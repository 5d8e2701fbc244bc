import type { IdentityCriterion, RecordCriterion, RecordQuery } from '@/lib/domain/crm/records';
import { findKnownObject } from '../contract/manifest';
import { ProviderError } from '../../provider-error';
import { hubspotManifest } from './manifest';
import { peopleFilters } from './people-search';
import { phoneFilters } from './phone-search';
import { contains, equal, SEARCH_LIMITS, type SearchFilter } from './search-filters';

/**
 * HubSpot's search: groups joined by OR, filters within a group by AND, `query` for free text.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
 */
export interface SearchRequest {
  filterGroups: { filters: SearchFilter[] }[];
  query?: string;
  sorts?: string[];
  properties: string[];
  limit: number;
}

export interface SearchPlan {
  /** Each stays within HubSpot's limits. Their results are combined. Rarely more than one. */
  requests: SearchRequest[];
  /** True if the wanted properties didn't fit. The records are then read by id. */
  mustReadAgain: boolean;
  /** Those of `any_of` that the request has no room to ask for in full. */
  unasked: IdentityCriterion[];
}

/**
 * Each criterion becomes alternatives (such as several forms of a phone number), and their combinations become filter
 * groups, as many per request as fit. A query that can't be expressed is rejected, never cut short.
 */
export function planSearch(query: RecordQuery, operation: string): SearchPlan {
  const refuse = (code: string) => new ProviderError('invalid_request', { operation, code });
  if (query.criteria.length === 0) throw refuse('EMPTY_SEARCH');

  const [several] = query.criteria.filter(isSeveral);
  if (several) return planPeople(query, several, refuse);

  const words = query.criteria
    .flatMap((criterion) => (criterion.kind === 'text' ? [criterion.text.trim()] : []))
    .join(' ')
    .trim();
  const criteria = query.criteria.filter(isSingle);
  if (words === '' && criteria.length === 0) throw refuse('EMPTY_SEARCH');

  // Of one search, what the other criteria leave for the ways to write a number.
  const filtersLeft = SEARCH_LIMITS.filters - (criteria.length - 1) * SEARCH_LIMITS.groups;
  const groups = combine(criteria.map((criterion) => alternatives(criterion, query.objectApiName, filtersLeft)));
  if (groups.length === 0) return { requests: [], mustReadAgain: false, unasked: [] };
  if (groups.some((filters) => filters.length > SEARCH_LIMITS.filtersPerGroup)) throw refuse('SEARCH_TOO_COMPLEX');

  const base: SearchRequest = {
    filterGroups: [],
    ...(words === '' ? { sorts: [newestFirst(query.objectApiName)] } : { query: words }),
    properties: propertiesToReturn(query),
    limit: limitOf(query),
  };
  const full = pack(base, groups);
  if (full) return within(full, false, refuse);
  const minimal = pack({ ...base, properties: propertiesToCompare(query) }, groups);
  if (!minimal) throw refuse('SEARCH_TOO_LONG');
  return within(minimal, true, refuse);
}

/** HubSpot allows five searches a second per account, so one query uses at most that many. */
const MAX_REQUESTS = 5;

function within(
  requests: SearchRequest[],
  mustReadAgain: boolean,
  refuse: (code: string) => ProviderError,
): SearchPlan {
  if (requests.length > MAX_REQUESTS) throw refuse('SEARCH_TOO_COMPLEX');
  return { requests, mustReadAgain, unasked: [] };
}

type Several = Extract<RecordCriterion, { kind: 'any_of' }>;
type Single = Exclude<RecordCriterion, { kind: 'text' | 'any_of' }>;

function isSeveral(criterion: RecordCriterion): criterion is Several {
  return criterion.kind === 'any_of';
}

function isSingle(criterion: RecordCriterion): criterion is Single {
  return criterion.kind !== 'text' && criterion.kind !== 'any_of';
}

/** One request, whatever fits in it. */
function planPeople(query: RecordQuery, { criteria }: Several, refuse: (code: string) => ProviderError): SearchPlan {
  if (query.criteria.length > 1) throw refuse('SEARCH_TOO_COMPLEX');
  const base: SearchRequest = {
    filterGroups: [],
    sorts: [newestFirst(query.objectApiName)],
    properties: propertiesToReturn(query),
    limit: limitOf(query),
  };
  const requestOf = (groups: SearchFilter[][]) => ({ ...base, filterGroups: groups.map((filters) => ({ filters })) });
  const { groups, unasked } = peopleFilters(criteria, query.objectApiName, (some) => fits(requestOf(some)));
  return { requests: groups.length === 0 ? [] : [requestOf(groups)], mustReadAgain: false, unasked };
}

function limitOf({ limit }: RecordQuery): number {
  return Math.min(Math.max(Math.trunc(limit), 1), SEARCH_LIMITS.records);
}

/** The alternatives of one criterion, each with filters that must all match. Empty if it can't match, for example without a value. */
function alternatives(criterion: Single, objectApiName: string, filtersLeft: number): SearchFilter[][] {
  if (criterion.kind === 'phone') return phoneFilters(criterion, objectApiName, filtersLeft);
  return filtersOf(criterion)
    .filter(({ value }) => value !== '')
    .map((filter) => [filter]);
}

function filtersOf(criterion: Exclude<Single, { kind: 'phone' }>) {
  switch (criterion.kind) {
    case 'email':
      return criterion.properties.map((property) => emailFilter(property, criterion.email.trim().toLowerCase()));
    case 'handle':
      return criterion.properties.map((property) => equal(property, criterion.handle.trim()));
    case 'equals':
      return [equal(criterion.property, criterion.value)];
  }
}

/** A contact's additional email addresses are in one property, joined by `;`. */
function emailFilter(property: string, email: string) {
  return property === 'hs_additional_emails' ? contains(property, email) : equal(property, email);
}

function combine(sets: SearchFilter[][][]): SearchFilter[][] {
  return sets.reduce<SearchFilter[][]>(
    (groups, set) => groups.flatMap((group) => set.map((filters) => [...group, ...filters])),
    [[]],
  );
}

/** Distributes the groups over requests. Null if a single group is too long. */
function pack(base: SearchRequest, groups: SearchFilter[][]): SearchRequest[] | null {
  const requests: SearchRequest[] = [];
  for (const filters of groups) {
    const last = requests.at(-1);
    const group = filters.length === 0 ? [] : [{ filters }];
    const grown = last ? { ...last, filterGroups: [...last.filterGroups, ...group] } : null;
    if (grown && fits(grown)) {
      requests[requests.length - 1] = grown;
      continue;
    }
    const fresh = { ...base, filterGroups: group };
    if (!fits(fresh)) return null;
    requests.push(fresh);
  }
  return requests;
}

function fits(request: SearchRequest): boolean {
  const filters = request.filterGroups.reduce((sum, group) => sum + group.filters.length, 0);
  return (
    request.filterGroups.length <= SEARCH_LIMITS.groups &&
    filters <= SEARCH_LIMITS.filters &&
    JSON.stringify(request).length <= SEARCH_LIMITS.bodyCharacters
  );
}

function propertiesToReturn(query: RecordQuery): string[] {
  return [...new Set([...query.properties, ...propertiesToCompare(query)])];
}

/** The properties needed to verify a candidate. */
function propertiesToCompare(query: RecordQuery): string[] {
  const wanted = query.criteria.flatMap((criterion) => {
    switch (criterion.kind) {
      case 'phone':
      case 'email':
      case 'handle':
        return criterion.properties;
      case 'equals':
        return [criterion.property];
      case 'any_of':
        return criterion.criteria.flatMap(({ properties }) => properties);
      case 'text':
        return [];
    }
  });
  return [...new Set(wanted)];
}

/** Only contacts name their modification date without the prefix. */
function newestFirst(objectApiName: string): string {
  return findKnownObject(hubspotManifest, objectApiName)?.apiName === 'contacts'
    ? '-lastmodifieddate'
    : '-hs_lastmodifieddate';
}
