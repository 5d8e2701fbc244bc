import {
  batchArchiveAssociations,
  batchArchiveLabels,
  batchAssociateDefault,
  batchCreateAssociations,
  batchReadAssociations,
} from './associations/batch';
import { batchArchiveV3, batchCreateV3, batchReadV3 } from './associations/batch-v3';
import { createLabel, deleteLabel, listLabels, listTypesV3, updateLabel } from './associations/labels';
import { associateV3, dissociateV3, listAssociationsV3 } from './associations/single-v3';
import { associateDefault, associateLabelled, dissociate, listAssociations } from './associations/single';
import { byMethod, requireType, unknownPath } from './call';
import type { Call } from './call';
import type { SandboxResponse } from '../contract';
import { routeDefinitions } from './definitions/routes';
import type { ObjectType } from './object-types';
import { batchArchive, batchCreate, batchRead, batchUpdate, batchUpsert } from './records/batch';
import {
  archiveRecord,
  createRecord,
  gdprDelete,
  listRecords,
  mergeRecords,
  readRecord,
  updateRecord,
} from './records/single';
import { searchRecords } from './search/search';

export function route(call: Call): SandboxResponse {
  switch (call.path.area) {
    case 'objects':
      return routeObjects(call);
    case 'associations':
      return routeAssociations(call);
    case 'properties':
    case 'pipelines':
    case 'owners':
    case 'users':
    case 'dispositions':
    case 'schemas':
      return routeDefinitions(call);
  }
}

const batchHandlers = new Map<string, (call: Call, type: ObjectType) => SandboxResponse>([
  ['create', batchCreate],
  ['read', batchRead],
  ['update', batchUpdate],
  ['upsert', batchUpsert],
  ['archive', batchArchive],
]);

function routeObjects(call: Call): SandboxResponse {
  const [name, second, third, ...rest] = call.path.rest;
  const type = requireType(call, name);
  if (second === undefined)
    return byMethod(call, { GET: () => listRecords(call, type), POST: () => createRecord(call, type) });
  if (third === undefined) {
    if (second === 'search') return byMethod(call, { POST: () => searchRecords(call, type) });
    if (second === 'merge') return byMethod(call, { POST: () => mergeRecords(call, type) });
    if (second === 'gdpr-delete' && type.id === '0-1') return byMethod(call, { POST: () => gdprDelete(call, type) });
    return byMethod(call, {
      GET: () => readRecord(call, type, second),
      PATCH: () => updateRecord(call, type, second),
      DELETE: () => archiveRecord(call, type, second),
    });
  }
  const batch = batchHandlers.get(third);
  if (second === 'batch' && batch && rest.length === 0) return byMethod(call, { POST: () => batch(call, type) });
  if (third === 'associations') return routeAssociationsOf(call, type, second, rest);
  throw unknownPath();
}

function routeAssociationsOf(call: Call, from: ObjectType, id: string, rest: string[]): SandboxResponse {
  const [first, second, third, fourth] = rest;
  if (first === undefined || fourth !== undefined) throw unknownPath();
  const isV3 = call.path.version === 'v3';
  if (second === undefined)
    return byMethod(call, { GET: () => (isV3 ? listAssociationsV3 : listAssociations)(call, from, id, first) });
  if (third === undefined) {
    return byMethod(call, {
      PUT: () => associateLabelled(call, from, id, first, second),
      DELETE: () => dissociate(call, from, id, first, second),
    });
  }
  if (first === 'default') return byMethod(call, { PUT: () => associateDefault(call, from, id, second, third) });
  if (isV3) {
    return byMethod(call, {
      PUT: () => associateV3(call, from, id, first, second, third),
      DELETE: () => dissociateV3(call, from, id, first, second, third),
    });
  }
  throw unknownPath();
}

function routeAssociations(call: Call): SandboxResponse {
  const [fromName, toName, action, detail, more] = call.path.rest;
  // Limits and usage reports of associations aren't supported.
  if (fromName === 'definitions' || fromName === 'usage') throw unknownPath();
  const from = requireType(call, fromName);
  const to = requireType(call, toName);
  const isV3 = call.path.version === 'v3';
  if (action === 'types' && detail === undefined) return byMethod(call, { GET: () => listTypesV3(call, from, to) });
  if (action === 'labels') {
    if (detail === undefined) {
      return byMethod(call, {
        GET: () => listLabels(call, from, to),
        POST: () => createLabel(call, from, to),
        PUT: () => updateLabel(call, from, to),
      });
    }
    return byMethod(call, { DELETE: () => deleteLabel(call, from, to, Number(detail)) });
  }
  if (action !== 'batch') throw unknownPath();
  switch (more === undefined ? detail : `${detail}/${more}`) {
    case 'create':
      return byMethod(call, { POST: () => (isV3 ? batchCreateV3 : batchCreateAssociations)(call, from, to) });
    case 'read':
      return byMethod(call, { POST: () => (isV3 ? batchReadV3 : batchReadAssociations)(call, from, to) });
    case 'archive':
      return byMethod(call, { POST: () => (isV3 ? batchArchiveV3 : batchArchiveAssociations)(call, from, to) });
    case 'labels/archive':
      return byMethod(call, { POST: () => batchArchiveLabels(call, from, to) });
    case 'associate/default':
      return byMethod(call, { POST: () => batchAssociateDefault(call, from, to) });
    case undefined:
    default:
      throw unknownPath();
  }
}
