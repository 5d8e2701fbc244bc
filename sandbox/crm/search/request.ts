import { z } from 'zod';
import { readBody } from '../body';
import type { Call } from '../call';
import { invalid } from '../failure';
import type { ObjectType } from '../object-types';

/** https://developers.hubspot.com/docs/guides/api/crm/search#limits */
const searchLimits = {
  groups: 5,
  filtersPerGroup: 6,
  filters: 18,
  pageSize: 200,
  total: 10_000,
  bodyCharacters: 3000,
};

const operators = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const filterSchema = z.object({
  propertyName: z.string(),
  operator: z.enum(operators),
  value: scalar.nullish(),
  values: z.array(scalar).nullish(),
  highValue: scalar.nullish(),
});

const searchSchema = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filterSchema) })).nullish(),
  /** A single group may be sent without the enclosing array. */
  filters: z.array(filterSchema).nullish(),
  sorts: z
    .array(
      z.union([
        z.string(),
        z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') }),
      ]),
    )
    .nullish(),
  query: z.string().nullish(),
  properties: z.array(z.string()).nullish(),
  limit: z.number().int().nullish(),
  after: z.union([z.string(), z.number()]).transform(String).nullish(),
});

export type SearchFilter = z.infer<typeof filterSchema>;

export interface SearchQuery {
  groups: SearchFilter[][];
  sort: { propertyName: string; isDescending: boolean } | null;
  query: string;
  properties: string[] | null;
  limit: number;
  offset: number;
}

export function readSearch(call: Call, type: ObjectType): SearchQuery {
  if (call.request.rawBody.length > searchLimits.bodyCharacters) {
    throw invalid(
      `The request body is ${call.request.rawBody.length} characters long; the maximum is ${searchLimits.bodyCharacters}`,
    );
  }
  const body = readBody(call.request, searchSchema);
  const groups = [
    ...(body.filterGroups ?? []).map((group) => group.filters),
    ...(body.filters?.length ? [body.filters] : []),
  ];
  checkGroups(groups);
  for (const filter of groups.flat()) checkFilter(call, type, filter);

  const properties = body.properties ?? [];
  return {
    groups: groups.filter((group) => group.length > 0),
    sort: readSort(call, type, body.sorts ?? []),
    query: body.query?.trim() ?? '',
    properties: properties.length > 0 ? properties : null,
    ...readPage(body.limit ?? 10, body.after || '0'),
  };
}

function checkGroups(groups: SearchFilter[][]): void {
  const total = groups.flat().length;
  if (groups.length > searchLimits.groups) {
    throw tooMany(
      `There can be at most ${searchLimits.groups} filter groups, but there were ${groups.length}`,
      'filterGroups',
    );
  }
  if (groups.some((group) => group.length > searchLimits.filtersPerGroup)) {
    throw tooMany(`There can be at most ${searchLimits.filtersPerGroup} filters in one group`, 'filters');
  }
  if (total > searchLimits.filters) {
    throw tooMany(`There can be at most ${searchLimits.filters} filters in all, but there were ${total}`, 'filters');
  }
}

const withoutValue = ['HAS_PROPERTY', 'NOT_HAS_PROPERTY'];

function checkFilter(call: Call, type: ObjectType, filter: SearchFilter): void {
  const { propertyName, operator } = filter;
  const [prefix, objectName] = propertyName.split('.', 2);
  if (prefix === 'associations' && objectName !== undefined) {
    const other = call.state.findType(objectName);
    if (!other || other.fullyQualifiedName || !['EQ', 'IN'].includes(operator))
      throw problem(`Cannot filter ${type.plural} by ${propertyName} with ${operator}`, propertyName);
  } else if (!call.state.catalog(type.id).find(propertyName)) {
    throw problem(`Property "${propertyName}" does not exist`, propertyName, 'PROPERTY_DOESNT_EXIST');
  }
  const isList = operator === 'IN' || operator === 'NOT_IN';
  if (isList && !filter.values?.length) throw problem(`Operator ${operator} needs values`, propertyName);
  if (!isList && !withoutValue.includes(operator) && filter.value == null)
    throw problem(`Operator ${operator} needs a value`, propertyName);
  if (operator === 'BETWEEN' && filter.highValue == null)
    throw problem('Operator BETWEEN needs a highValue', propertyName);
}

function readSort(
  call: Call,
  type: ObjectType,
  sorts: (string | { propertyName: string; direction: string })[],
): SearchQuery['sort'] {
  if (sorts.length > 1) throw tooMany('Only one sort is supported', 'sorts');
  const [first] = sorts;
  if (first === undefined) return null;
  const sort =
    typeof first === 'string'
      ? { propertyName: first.replace(/^[-+]/, ''), isDescending: first.startsWith('-') }
      : { propertyName: first.propertyName, isDescending: first.direction === 'DESCENDING' };
  if (!call.state.catalog(type.id).find(sort.propertyName))
    throw problem(`Property "${sort.propertyName}" does not exist`, sort.propertyName, 'PROPERTY_DOESNT_EXIST');
  return sort;
}

function readPage(limit: number, after: string): { limit: number; offset: number } {
  if (limit < 0 || limit > searchLimits.pageSize)
    throw tooMany(`limit must be between 0 and ${searchLimits.pageSize}, but was ${limit}`, 'limit');
  if (!/^\d+$/.test(after)) throw invalid(`after must be a number, but was ${after}`, { context: { after: [after] } });
  const offset = Number(after);
  if (offset + limit > searchLimits.total) {
    throw tooMany(
      `Search returns at most ${searchLimits.total} results, but results up to ${offset + limit} were asked for`,
      'after',
    );
  }
  return { limit, offset };
}

function tooMany(message: string, field: string) {
  return invalid(message, { errors: [{ message, in: field }] });
}

function problem(message: string, propertyName: string, code = 'INVALID_FILTER') {
  return invalid(`There was a problem with the request: ${message}`, {
    errors: [{ message, code, context: { propertyName: [propertyName] } }],
  });
}
