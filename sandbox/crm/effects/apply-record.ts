import type { CrmChange, Effect } from '../../contract';
import type { PortalState } from '../state/portal-state';
import type { StoredRecord } from '../state/record-source';
import { applyMerge } from './apply-merge';
import { effectData } from './parse';
import { writeValues } from './write-values';
import type { EffectSource } from '../state/schemas';
import { isoInstant } from '../../instant';

type RecordEffectType =
  | 'crm.record.create'
  | 'crm.record.update'
  | 'crm.record.archive'
  | 'crm.record.restore'
  | 'crm.record.purge'
  | 'crm.record.merge';

export function applyRecordEffect(state: PortalState, type: RecordEffectType, effect: Effect): CrmChange[] {
  switch (type) {
    case 'crm.record.create': {
      const data = effectData(type, effect);
      return create(state, data, effect.at);
    }
    case 'crm.record.update': {
      const data = effectData(type, effect);
      const record = existing(state, data.objectTypeId, data.id);
      const written = writeValues(state, data.objectTypeId, record, data.properties, data.source, effect.at);
      state.store(data.objectTypeId).put(written);
      return propertyChanges(data.objectTypeId, data.id, data.properties);
    }
    case 'crm.record.archive': {
      const { objectTypeId, id } = effectData(type, effect);
      state
        .store(objectTypeId)
        .put({ ...existing(state, objectTypeId, id), archivedAt: effect.at, updatedAt: effect.at });
      return [{ kind: 'deletion', objectTypeId, objectId: id }];
    }
    case 'crm.record.restore': {
      const { objectTypeId, id } = effectData(type, effect);
      state.store(objectTypeId).put({ ...existing(state, objectTypeId, id), archivedAt: null, updatedAt: effect.at });
      return [{ kind: 'restore', objectTypeId, objectId: id }];
    }
    case 'crm.record.purge': {
      const { objectTypeId, id } = effectData(type, effect);
      const record = existing(state, objectTypeId, id);
      state.store(objectTypeId).put({
        ...record,
        archivedAt: effect.at,
        updatedAt: effect.at,
        properties: { hs_object_id: id },
        history: {},
        isPurged: true,
      });
      return [{ kind: 'privacyDeletion', objectTypeId, objectId: id }];
    }
    case 'crm.record.merge':
      return applyMerge(state, effectData(type, effect), effect.at);
  }
}

function create(
  state: PortalState,
  data: { objectTypeId: string; id: string; properties: Record<string, string>; source: EffectSource },
  at: number,
): CrmChange[] {
  const { objectTypeId, id, properties, source } = data;
  const type = state.findType(objectTypeId);
  if (!type) throw new Error(`No object ${objectTypeId}`);
  const { sourceType, sourceId } = source;
  const blank: StoredRecord = {
    id,
    createdAt: at,
    updatedAt: at,
    archivedAt: null,
    mergedInto: null,
    properties: {},
    history: {},
    madeBy: { sourceType, sourceId },
  };
  const initial = {
    ...properties,
    hs_object_id: id,
    hs_object_source: source.sourceType,
    ...(source.sourceId === null ? {} : { hs_object_source_id: source.sourceId }),
    ...(source.userId === null ? {} : { hs_created_by_user_id: String(source.userId) }),
    [type.createdProperty]: isoInstant(at),
  };
  state.store(objectTypeId).put({ ...writeValues(state, objectTypeId, blank, initial, source, at), history: {} });
  state.nextId = Math.max(state.nextId, Number(id) + 1);
  return [{ kind: 'creation', objectTypeId, objectId: id }, ...propertyChanges(objectTypeId, id, properties)];
}

function existing(state: PortalState, objectTypeId: string, id: string): StoredRecord {
  const record = state.store(objectTypeId).read(id);
  if (!record) throw new Error(`No record ${objectTypeId}/${id}`);
  return record;
}

function propertyChanges(objectTypeId: string, objectId: string, properties: Record<string, string>): CrmChange[] {
  return Object.entries(properties).map(([propertyName, propertyValue]) => ({
    kind: 'propertyChange',
    objectTypeId,
    objectId,
    propertyName,
    propertyValue,
  }));
}
