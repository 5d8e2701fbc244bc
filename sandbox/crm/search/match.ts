import type { PropertyDefinition } from '../catalog/define';
import { parseInstant } from '../records/values';
import { invalid } from '../failure';
import type { SearchFilter } from './request';
import { compileToken } from '../state/tokens';

/** Tests one value, undefined if the record has none. */
export type ValueTest = (value: string | undefined) => boolean;

export interface MatchOptions {
  negativeFiltersMatchEmpty: boolean;
  isoDatesInFilters: boolean;
}

/**
 * Case-insensitive, except for enumerations, and except that IN and NOT_IN of text compare the lower-cased value with
 * what was sent. https://developers.hubspot.com/docs/guides/api/crm/search#filter-search-results
 */
export function compileFilter(filter: SearchFilter, property: PropertyDefinition, options: MatchOptions): ValueTest {
  const { operator } = filter;
  const low = filter.value ?? '';
  const values = new Set(filter.values ?? []);
  const same = equality(property, options);
  const order = ordering(property, options);
  const onlyWithValue =
    (test: (value: string) => boolean): ValueTest =>
    (value) =>
      value !== undefined && test(value);
  const negative =
    (test: (value: string) => boolean): ValueTest =>
    (value) =>
      value === undefined ? options.negativeFiltersMatchEmpty : !test(value);
  const isAmong =
    property.type === 'enumeration'
      ? (value: string) => value.split(';').some((part) => values.has(part))
      : isOrdered(property)
        ? (value: string) => [...values].some((wanted) => same(value, wanted))
        : (value: string) => values.has(value.toLowerCase());

  switch (operator) {
    case 'HAS_PROPERTY':
      return (value) => value !== undefined;
    case 'NOT_HAS_PROPERTY':
      return (value) => value === undefined;
    case 'EQ':
      return onlyWithValue((value) => same(value, low));
    case 'NEQ':
      return negative((value) => same(value, low));
    case 'IN':
      return onlyWithValue(isAmong);
    case 'NOT_IN':
      return negative(isAmong);
    case 'CONTAINS_TOKEN':
      return onlyWithValue(compileToken(low));
    case 'NOT_CONTAINS_TOKEN':
      return negative(compileToken(low));
    case 'LT':
      return onlyWithValue(compareWith(order, low, (sign) => sign < 0));
    case 'LTE':
      return onlyWithValue(compareWith(order, low, (sign) => sign <= 0));
    case 'GT':
      return onlyWithValue(compareWith(order, low, (sign) => sign > 0));
    case 'GTE':
      return onlyWithValue(compareWith(order, low, (sign) => sign >= 0));
    case 'BETWEEN': {
      const above = compareWith(order, low, (sign) => sign >= 0);
      const below = compareWith(order, filter.highValue ?? '', (sign) => sign <= 0);
      return onlyWithValue((value) => above(value) && below(value));
    }
  }
}

/** Sorts text alphabetically, numbers numerically and dates chronologically. Empty values come last. */
export function compareValues(property: PropertyDefinition): (a: string | undefined, b: string | undefined) => number {
  const order = ordering(property, { negativeFiltersMatchEmpty: false, isoDatesInFilters: true });
  return (a, b) => {
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
    return compareKeys(order.own(a), order.own(b));
  };
}

type Key = string | number;

interface Ordering {
  /** Of a record's value. */
  own: (value: string) => Key;
  /** Of a filter's value. Throws if its type is wrong. */
  wanted: (value: string) => Key;
}

function compareWith(order: Ordering, wanted: string, accept: (sign: number) => boolean): (value: string) => boolean {
  const key = order.wanted(wanted);
  return (value) => accept(compareKeys(order.own(value), key));
}

function equality(property: PropertyDefinition, options: MatchOptions): (value: string, wanted: string) => boolean {
  if (property.type === 'enumeration' || property.type === 'bool') return (value, wanted) => value === wanted;
  if (!isOrdered(property)) return (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
  const order = ordering(property, options);
  return (value, wanted) => order.own(value) === order.wanted(wanted);
}

function ordering(property: PropertyDefinition, options: MatchOptions): Ordering {
  if (property.type === 'number') return { own: Number, wanted: (value) => requireKey(property, value, Number(value)) };
  if (property.type === 'date' || property.type === 'datetime') {
    const accepts = (value: string) => options.isoDatesInFilters || /^-?\d+$/.test(value);
    return {
      own: storedInstant,
      wanted: (value) => requireKey(property, value, accepts(value) ? (parseInstant(value) ?? Number.NaN) : Number.NaN),
    };
  }
  return { own: (value) => value.toLowerCase(), wanted: (value) => value.toLowerCase() };
}

/** Stored times differ only in their fraction, and a search may compare a million of them. */
function storedInstant(value: string): number {
  return value.endsWith('Z') ? Date.parse(value) : (parseInstant(value) ?? Number.NaN);
}

function isOrdered(property: PropertyDefinition): boolean {
  return property.type === 'number' || property.type === 'date' || property.type === 'datetime';
}

function requireKey(property: PropertyDefinition, value: string, key: number): number {
  if (Number.isNaN(key)) {
    const message = `${value} is not a valid ${property.type} for property "${property.name}"`;
    throw invalid(`There was a problem with the request: ${message}`, {
      errors: [{ message, code: 'INVALID_FILTER', context: { propertyName: [property.name] } }],
    });
  }
  return key;
}

function compareKeys(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
