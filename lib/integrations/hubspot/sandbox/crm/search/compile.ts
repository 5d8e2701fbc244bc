import type { SandboxSettings } from '../../contract';
import type { ObjectType } from '../object-types';
import { indexedValue } from '../records/find';
import type { PortalState } from '../state/portal-state';
import { compileFilter } from './match';
import type { SearchFilter, SearchQuery } from './request';
import { compileQuery } from './tokens';

export interface SearchView {
  matches(id: string): boolean;
  value(id: string, property: string): string | undefined;
}

/** The search over the index as it was at `asOf`: what is newer is not found, or found by its former values. */
export function compileSearch(
  { state, settings }: { state: PortalState; settings: SandboxSettings },
  type: ObjectType,
  search: Pick<SearchQuery, 'groups' | 'query'>,
  asOf: number,
): SearchView {
  const store = state.store(type.id);
  const value = (id: string, property: string): string | undefined => indexedValue(store, id, property, asOf);
  const isIndexed = (id: string) => (store.edit(id)?.createdAt ?? 0) <= asOf;
  const groups = search.groups.map((group) => group.map((filter) => compileOne(state, settings, type, filter, value)));
  const matchesQuery = search.query === '' ? null : compileQuery(search.query);
  const matchesText = (id: string) => matchesQuery === null || matchesQuery(searchableValues(type, id, value));

  return {
    value,
    matches: (id) => isIndexed(id) && (groups.length === 0 || groups.some((group) => group.every((test) => test(id)))) && matchesText(id),
  };
}

function searchableValues(type: ObjectType, id: string, value: SearchView['value']): string[] {
  const values: string[] = [];
  for (const name of type.searchableProperties) {
    const text = value(id, name);
    if (text !== undefined) values.push(text);
  }
  return values;
}

function compileOne(
  state: PortalState,
  settings: SandboxSettings,
  type: ObjectType,
  filter: SearchFilter,
  value: (id: string, property: string) => string | undefined,
): (id: string) => boolean {
  const [prefix, objectName] = filter.propertyName.split('.', 2);
  const other = prefix === 'associations' && objectName !== undefined ? state.findType(objectName) : null;
  if (other) {
    const wanted = new Set(filter.values ?? [filter.value ?? '']);
    return (id) => state.associations.listFrom({ objectTypeId: type.id, id }, other.id).some((link) => wanted.has(link.id));
  }
  const property = state.catalog(type.id).find(filter.propertyName);
  if (!property) return () => false;
  const test = compileFilter(filter, property, {
    negativeFiltersMatchEmpty: settings.flag('crm.negativeFiltersMatchEmpty'),
    isoDatesInFilters: settings.flag('crm.isoDatesInFilters'),
  });
  return (id) => test(value(id, filter.propertyName));
}
