import { z } from 'zod';
import { inlineAssociationSchema } from './link-plan';
import { idSchema, optionalList, optionalText, propertyValuesSchema, readBody } from '../body';
import { created, noContent, ok, pagingTo, requireType } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import { unservedObjects } from '../object-types';
import type { ObjectType } from '../object-types';
import { flagParam, limitParam, listParam } from '../query';
import { requireAll } from '../scopes';
import { compareIds } from '../state/record-source';
import type { StoredRecord } from '../state/record-source';
import { findArchived, findLive, requireLiveRecord } from './find';
import { presentRecord, presentWritten } from './present';
import type { Selection } from './present';
import { commitCreate, commitUpdate, planCreate, planUpdate } from './write';

const createSchema = z.object({
  properties: propertyValuesSchema,
  associations: optionalList(inlineAssociationSchema),
  objectWriteTraceId: optionalText,
});

export function createRecord(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.writeScopes);
  const body = readBody(call.request, createSchema);
  const record = commitCreate(call, type, planCreate(call, type, body.properties, body.associations));
  return created({
    ...presentWritten(call.state, type, record),
    ...(body.objectWriteTraceId ? { objectWriteTraceId: body.objectWriteTraceId } : {}),
  });
}

export function readRecord(call: Call, type: ObjectType, id: string): SandboxResponse {
  requireAll(call, type.readScopes);
  const { query } = call.request;
  const selection = selectionOf(call);
  const record = flagParam(query, 'archived')
    ? findArchived(call.state, type, id)
    : findLive(call, type, id, query.get('idProperty'));
  if (!record) throw notFound();
  return ok(presentRecord(call.state, type, record, selection));
}

export function updateRecord(call: Call, type: ObjectType, id: string): SandboxResponse {
  requireAll(call, type.writeScopes);
  const body = readBody(call.request, z.object({ properties: propertyValuesSchema }));
  const record = requireLiveRecord(call, type, id, call.request.query.get('idProperty'));
  return ok(
    presentWritten(call.state, type, commitUpdate(call, type, planUpdate(call, type, record, body.properties))),
  );
}

export function archiveRecord(call: Call, type: ObjectType, id: string): SandboxResponse {
  requireAll(call, type.writeScopes);
  if (call.state.store(type.id).isLive(id)) call.commit('crm.record.archive', { objectTypeId: type.id, id });
  else if (call.settings.text('crm.deleteOfArchivedRecord') === '404') throw notFound();
  return noContent();
}

/** Pages by record id: `after` is the first id of the next page. */
export function listRecords(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.readScopes);
  const { query } = call.request;
  const selection = selectionOf(call);
  const limit = limitParam(query, 10, selection.propertiesWithHistory.length > 0 ? 50 : 100);
  const after = query.get('after') ?? '0';
  if (!/^\d+$/.test(after)) throw invalid(`Invalid paging cursor: ${after}`, { context: { after: [after] } });
  const archived = flagParam(query, 'archived');

  const store = call.state.store(type.id);
  const page: StoredRecord[] = [];
  let next: string | null = null;
  const from = after.replace(/^0+(?=\d)/, '');
  // The seed has no archived records.
  for (const id of archived ? store.editedIds() : store.ids(from)) {
    if (compareIds(id, from) < 0) continue;
    const record = archived ? findArchived(call.state, type, id) : store.isLive(id) ? store.read(id) : null;
    if (!record) continue;
    if (page.length === limit) {
      next = id;
      break;
    }
    page.push(record);
  }
  return ok({
    results: page.map((record) => presentRecord(call.state, type, record, selection)),
    ...(next === null ? {} : { paging: pagingTo(call, next) }),
  });
}

export function mergeRecords(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.writeScopes);
  const body = readBody(call.request, z.object({ primaryObjectId: idSchema, objectIdToMerge: idSchema }));
  const primary = requireLiveRecord(call, type, body.primaryObjectId, null);
  const other = requireLiveRecord(call, type, body.objectIdToMerge, null);
  if (primary.id === other.id) throw invalid('Cannot merge a record with itself');
  const newId = call.settings.text('crm.mergedRecord') === 'new' ? String(call.state.nextId) : null;
  call.commit('crm.record.merge', { objectTypeId: type.id, id: primary.id, mergedId: other.id, newId });
  return ok(presentWritten(call.state, type, requireLiveRecord(call, type, newId ?? primary.id, null)));
}

/** Deletes a contact and all its data. */
export function gdprDelete(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.writeScopes);
  const body = readBody(call.request, z.object({ objectId: idSchema, idProperty: optionalText }));
  const record = findLive(call, type, body.objectId, body.idProperty ?? null);
  if (record) call.commit('crm.record.purge', { objectTypeId: type.id, id: record.id });
  return noContent();
}

function selectionOf(call: Call): Selection {
  const { query } = call.request;
  const properties = listParam(query, 'properties');
  return {
    properties: properties.length > 0 ? properties : null,
    propertiesWithHistory: listParam(query, 'propertiesWithHistory'),
    associations: listParam(query, 'associations')
      .filter((name) => !unservedObjects.has(name.toLowerCase()))
      .map((name) => requireType(call, name)),
  };
}
