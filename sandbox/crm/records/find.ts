import type { SandboxSettings } from '../../contract';
import type { Call } from '../call';
import { invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import type { Edit } from '../state/edit';
import type { PortalState } from '../state/portal-state';
import type { StoredRecord } from '../state/record-source';
import type { RecordStore } from '../state/record-store';

/** The live record with this id, or with this value of a unique property. */
export function findLive(
  { state, settings }: Pick<Call, 'state' | 'settings'>,
  type: ObjectType,
  id: string,
  idProperty: string | null,
): StoredRecord | null {
  const store = state.store(type.id);
  if (idProperty === null || idProperty === 'hs_object_id') {
    const isHidden = settings.text('crm.mergedId') === '404' && (store.edit(id)?.mergedInto ?? null) !== null;
    return isHidden ? null : store.readLive(id);
  }
  const found = store.findUnique(requireUnique(state, type, idProperty), id);
  return found === null ? null : store.readLive(found);
}

export function findArchived(state: PortalState, type: ObjectType, id: string): StoredRecord | null {
  const store = state.store(type.id);
  const edit = store.edit(id);
  return edit && edit.archivedAt !== null && !edit.isPurged ? store.read(id) : null;
}

export function requireLiveRecord(
  call: Pick<Call, 'state' | 'settings'>,
  type: ObjectType,
  id: string,
  idProperty: string | null,
): StoredRecord {
  const record = findLive(call, type, id, idProperty);
  if (!record) throw notFound();
  return record;
}

export function requireUnique(state: PortalState, type: ObjectType, idProperty: string): string {
  const property = state.catalog(type.id).find(idProperty);
  if (!property?.hasUniqueValue) {
    throw invalid(
      `Property "${idProperty}" is not a unique property of ${type.plural} and cannot be used as idProperty`,
      {
        context: { propertyName: [idProperty] },
      },
    );
  }
  return idProperty;
}

/** The record's value in the search index, which lags behind writes by the configured delay. */
export function indexedValue(
  store: RecordStore,
  id: string,
  edit: Edit,
  property: string,
  asOf: number,
): string | undefined {
  const versions = edit.updatedAt > asOf ? edit.history?.[property] : undefined;
  if (!versions) return store.value(id, property);
  const version = versions.find((candidate) => candidate.at <= asOf);
  return version?.value === '' ? undefined : version?.value;
}

export function indexedBefore(now: number, settings: SandboxSettings): number {
  return now - settings.number('crm.indexDelayMs');
}
