import type { SandboxSettings } from '../../contract';
import type { ObjectType } from '../object-types';
import { indexedValue } from '../records/find';
import type { Edit } from '../state/edit';
import type { PortalState } from '../state/portal-state';
import { compileFilter } from './match';
import type { SearchFilter, SearchQuery } from './request';
import { compileQuery } from '../state/tokens';

/** Called per record with its edits, which the caller of a scan already has. */
export interface SearchView {
  matches(id: string, edit: Edit | null): boolean;
  value(id: string, property: string, edit: Edit | null): string | undefined;
}

/** Searches the index as of `asOf`: newer records aren't found, and newer values aren't used. */
export function compileSearch(
  { state, settings }: { state: PortalState; settings: SandboxSettings },
  type: ObjectType,
  search: Pick<SearchQuery, 'groups' | 'query'>,
  asOf: number,
): SearchView {
  const store = state.store(type.id);
  const value: SearchView['value'] = (id, property, edit) =>
    edit ? indexedValue(store, id, edit, property, asOf) : store.source.value(id, property);
  const groups = search.groups.map((group) => group.map((filter) => compileOne(state, settings, type, filter, value)));
  const matchesQuery = search.query === '' ? null : compileQuery(search.query);
  const matchesText = (id: string, edit: Edit | null) =>
    matchesQuery === null || matchesQuery(searchableValues(type, id, edit, value));

  return {
    value,
    matches: (id, edit) =>
      (edit === null || edit.createdAt <= asOf) &&
      (groups.length === 0 || groups.some((group) => group.every((test) => test(id, edit)))) &&
      matchesText(id, edit),
  };
}

function searchableValues(type: ObjectType, id: string, edit: Edit | null, value: SearchView['value']): string[] {
  const values: string[] = [];
  for (const name of type.searchableProperties) {
    const text = value(id, name, edit);
    if (text !== undefined) values.push(text);
  }
  return values;
}

function compileOne(
  state: PortalState,
  settings: SandboxSettings,
  type: ObjectType,
  filter: SearchFilter,
  value: SearchView['value'],
): SearchView['matches'] {
  const [prefix, objectName] = filter.propertyName.split('.', 2);
  const other = prefix === 'associations' && objectName !== undefined ? state.findType(objectName) : null;
  if (other) {
    const wanted = new Set(filter.values ?? [filter.value ?? '']);
    return (id) =>
      state.associations.listFrom({ objectTypeId: type.id, id }, other.id).some((link) => wanted.has(link.id));
  }
  const property = state.catalog(type.id).find(filter.propertyName);
  if (!property) return () => false;
  const test = compileFilter(filter, property, {
    negativeFiltersMatchEmpty: settings.flag('crm.negativeFiltersMatchEmpty'),
    isoDatesInFilters: settings.flag('crm.isoDatesInFilters'),
  });
  return (id, edit) => test(value(id, filter.propertyName, edit));
}
