import type { ObjectType } from '../object-types';
import type { PortalState } from '../state/portal-state';
import { compareIds } from '../state/record-source';
import type { RecordSource } from '../state/record-source';
import type { SearchFilter, SearchQuery } from './request';

/**
 * Where every filter group holds a filter that the seed can answer without a scan, the only ids worth
 * looking at: those, and everything written since. Null means that all records have to be looked at.
 */
export function candidateIds(state: PortalState, type: ObjectType, search: Pick<SearchQuery, 'groups' | 'query'>): string[] | null {
  const store = state.store(type.id);
  const address = search.query.split(/\s+/).find((word) => /^[^*@]+@[^*@]+$/.test(word));
  const holders = address === undefined ? null : store.source.lookupToken('email', address);
  if (holders) return [...new Set([...holders, ...store.editedIds()])].sort(compareIds);
  if (search.groups.length === 0) return null;
  const ids = new Set<string>();
  for (const group of search.groups) {
    const found = group.map((filter) => lookup(state, type, store.source, filter)).find((candidates) => candidates !== null);
    if (!found) return null;
    for (const id of found) ids.add(id);
  }
  for (const id of store.editedIds()) ids.add(id);
  return [...ids].sort(compareIds);
}

function lookup(state: PortalState, type: ObjectType, source: RecordSource, filter: SearchFilter): string[] | null {
  const { propertyName, operator, value } = filter;
  if (propertyName.startsWith('associations.')) return linked(state, type, filter);
  if (value == null) return null;
  if (propertyName === 'hs_object_id' && operator === 'EQ') return source.has(value) ? [value] : [];
  // Only text is compared as it stands; numbers and dates have several spellings.
  const kind = state.catalog(type.id).find(propertyName)?.type;
  if (kind !== 'string' && kind !== 'phone_number') return null;
  if (operator === 'EQ') return source.lookup(propertyName, value);
  if (operator !== 'CONTAINS_TOKEN') return null;
  const digits = /^\*?(\d{4,})$/.exec(value)?.[1];
  if (digits !== undefined) return source.lookupDigits(propertyName, digits);
  return value.includes('*') ? null : source.lookupToken(propertyName, value);
}

/** The links know both ends, so the other end leads to these records. */
function linked(state: PortalState, type: ObjectType, filter: SearchFilter): string[] | null {
  const other = state.findType(filter.propertyName.slice('associations.'.length));
  if (!other) return null;
  return (filter.values ?? [filter.value ?? '']).flatMap((id) => state.associations.listFrom({ objectTypeId: other.id, id }, type.id).map((link) => link.id));
}
