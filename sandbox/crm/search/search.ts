import { ok } from '../call';
import type { Call } from '../call';
import type { SandboxResponse, SandboxSettings } from '../../contract';
import type { ObjectType } from '../object-types';
import { indexedBefore } from '../records/find';
import { everything, presentRecord } from '../records/present';
import { requireAll } from '../scopes';
import { candidateIds } from './candidates';
import { compileSearch } from './compile';
import { compareValues } from './match';
import { FirstPage, SortedPage } from './page';
import type { Order } from './page';
import { readSearch } from './request';
import type { SearchQuery } from './request';
import type { PortalState } from '../state/portal-state';
import { compareIds } from '../state/record-source';

/** https://developers.hubspot.com/docs/guides/api/crm/search */
export function searchRecords(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.readScopes);
  const search = readSearch(call, type);
  const { total, ids } = findIds(call, type, search, call.request.now);
  const store = call.state.store(type.id);
  const results = ids.flatMap((id) => {
    const record = store.read(id);
    return record ? [presentRecord(call.state, type, record, { ...everything, properties: search.properties })] : [];
  });
  const end = search.offset + ids.length;
  return ok({ total, results, ...(end < total && ids.length > 0 ? { paging: { next: { after: String(end) } } } : {}) });
}

interface Index {
  state: PortalState;
  settings: SandboxSettings;
}

/** One page of matching ids and the total count. Keeps only the ids that the page needs. */
export function findIds(
  { state, settings }: Index,
  type: ObjectType,
  search: SearchQuery,
  now: number,
): { total: number; ids: string[] } {
  const store = state.store(type.id);
  const view = compileSearch({ state, settings }, type, search, indexedBefore(now, settings));
  const end = search.offset + search.limit;
  const page = search.sort ? new SortedPage(end, orderOf(state, type, search.sort)) : new FirstPage(end);
  let total = 0;
  const candidates = candidateIds(state, type, search);
  const edited = store.editedIds();
  let next = 0;
  for (const id of candidates ?? store.ids()) {
    // Both are in ascending order, so a merge avoids a million map lookups.
    for (let other = edited[next]; other !== undefined && compareIds(other, id) < 0; other = edited[next]) next += 1;
    const edit = edited[next] === id ? store.edit(id) : null;
    const isLive = edit
      ? edit.archivedAt === null && edit.mergedInto === null
      : candidates === null || store.source.has(id);
    if (!isLive || !view.matches(id, edit)) continue;
    total += 1;
    page.add(id, search.sort ? view.value(id, search.sort.propertyName, edit) : undefined);
  }
  return { total, ids: page.ids().slice(search.offset, end) };
}

function orderOf(state: PortalState, type: ObjectType, sort: NonNullable<SearchQuery['sort']>): Order {
  const property = state.catalog(type.id).find(sort.propertyName);
  const direction = sort.isDescending ? -1 : 1;
  const compare = property ? compareValues(property) : () => 0;
  // Empty values come last in both directions.
  return (a, b) =>
    (a.key === undefined || b.key === undefined ? compare(a.key, b.key) : direction * compare(a.key, b.key)) ||
    compareIds(a.id, b.id);
}
