import type { ObjectType } from '../object-types';
import type { PortalState } from '../state/portal-state';
import { compareIds } from '../state/record-source';
import type { RecordStore } from '../state/record-store';
import type { SearchFilter, SearchQuery } from './request';

/**
 * If every filter group has an indexed filter, returns the candidate ids, ascending. Null means that a full scan is
 * needed.
 */
export function candidateIds(
  state: PortalState,
  type: ObjectType,
  search: Pick<SearchQuery, 'groups' | 'query'>,
): string[] | null {
  const store = state.store(type.id);
  const holders = holdersOf(store, search.query);
  if (holders) return ascending([...holders, ...store.editedIds()]);
  if (search.groups.length === 0) return null;
  const ids = unionOrNull(
    search.groups,
    (group) =>
      group.map((filter) => lookup(state, type, store, filter)).find((found) => found !== null) ??
      holdingEnds(store, group),
  );
  return ids && ascending(ids);
}

function ascending(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort(compareIds);
}

/** The union of all results, or null if one of them is null. */
function unionOrNull<T>(questions: readonly T[], find: (question: T) => readonly string[] | null): string[] | null {
  let ids: string[] = [];
  for (const question of questions) {
    const found = find(question);
    if (!found) return null;
    ids = ids.concat(found);
  }
  return ids;
}

/** Seeded records that can match a free-text query, if it contains an address or a number. */
function holdersOf({ source }: RecordStore, query: string): string[] | null {
  for (const word of query.split(/\s+/)) {
    if (/^[^*@]+@[^*@]+$/.test(word)) {
      const holders = source.lookupToken('email', word);
      if (holders) return holders;
    }
    const digits = /^\+?(\d+)$/.exec(word)?.[1];
    const holders = digits === undefined ? null : source.lookupStart(digits);
    if (holders) return holders;
  }
  return null;
}

function lookup(state: PortalState, type: ObjectType, store: RecordStore, filter: SearchFilter): string[] | null {
  const { propertyName, operator } = filter;
  if (propertyName.startsWith('associations.')) return linked(state, type, filter);
  const wanted =
    operator === 'EQ' || operator === 'CONTAINS_TOKEN'
      ? [filter.value ?? '']
      : operator === 'IN'
        ? (filter.values ?? [])
        : null;
  if (!wanted) return null;
  if (propertyName === 'hs_object_id') return wanted.every((id) => /^[1-9]\d*$/.test(id)) ? wanted : null;
  // Only text has an exact form; numbers and dates can be written in several ways.
  const kind = state.catalog(type.id).find(propertyName)?.type;
  if (kind !== 'string' && kind !== 'phone_number') return null;
  return unionOrNull(wanted, (value) =>
    operator === 'CONTAINS_TOKEN' ? containing(store, propertyName, value) : equal(store, propertyName, value),
  );
}

function equal(store: RecordStore, property: string, value: string): string[] | null {
  const seeded = store.source.lookup(property, value);
  return seeded && [...seeded, ...store.editedWith(property, value)];
}

function containing(store: RecordStore, property: string, value: string): string[] | null {
  const digits = /^\*?(\d{4,})$/.exec(value)?.[1];
  if (digits !== undefined) {
    const seeded = store.source.lookupDigits(property, digits);
    return seeded && [...seeded, ...store.editedEnding(property, digits)];
  }
  const inside = /^\*(\d{4,})\*$/.exec(value)?.[1];
  if (inside !== undefined) {
    const seeded = store.source.lookupInside(property, inside);
    return seeded && [...seeded, ...store.editedIds()];
  }
  const seeded = value.includes('*') ? null : store.source.lookupToken(property, value);
  return seeded && [...seeded, ...store.editedIds()];
}

/** Records that may have a number written in groups: filters on one property for words with certain endings. */
function holdingEnds(store: RecordStore, group: readonly SearchFilter[]): string[] | null {
  for (const property of new Set(group.map(({ propertyName }) => propertyName))) {
    const ends = group.flatMap(({ propertyName, operator, value }) =>
      propertyName === property && operator === 'CONTAINS_TOKEN' ? (/^\*(\d+)$/.exec(value ?? '')?.[1] ?? []) : [],
    );
    const seeded = ends.length > 0 ? store.source.lookupEnds(property, ends) : null;
    if (seeded) return [...seeded, ...store.editedIds()];
  }
  return null;
}

/** Links are stored in both directions, so look up the other end. */
function linked(state: PortalState, type: ObjectType, filter: SearchFilter): string[] | null {
  const other = state.findType(filter.propertyName.slice('associations.'.length));
  if (!other) return null;
  return (filter.values ?? [filter.value ?? '']).flatMap((id) =>
    state.associations.listFrom({ objectTypeId: other.id, id }, type.id).map((link) => link.id),
  );
}
