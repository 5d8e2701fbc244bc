import { byMethod, requireType, unknownPath } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { archiveGroup, createGroup, listGroups, readGroup, updateGroup } from './groups';
import { listDispositions, listOwners, readOwner } from './owners';
import {
  archivePipeline,
  createPipeline,
  listPipelines,
  readPipeline,
  replacePipeline,
  updatePipeline,
} from './pipelines';
import {
  archiveProperty,
  batchArchiveProperties,
  batchCreateProperties,
  batchReadProperties,
  createProperty,
  listProperties,
  readProperty,
  updateProperty,
} from './properties';
import { routeSchemas } from './schema-routes';
import { archiveStage, createStage, listStages, readAudit, readStage, replaceStage, updateStage } from './stages';
import { createUser, listRoles, listTeams, listUsers, readUser, removeUser, replaceUser } from './users';

/** Routes for definitions: properties, pipelines, owners, users, schemas. */
export function routeDefinitions(call: Call): SandboxResponse {
  switch (call.path.area) {
    case 'properties':
      return routeProperties(call);
    case 'pipelines':
      return routePipelines(call);
    case 'owners':
      return routeOwners(call);
    case 'users':
      return routeUsers(call);
    case 'dispositions':
      return byMethod(call, { GET: () => listDispositions(call) });
    case 'schemas':
      return routeSchemas(call);
    case 'objects':
    case 'associations':
      throw unknownPath();
  }
}

function routeProperties(call: Call): SandboxResponse {
  const [name, second, third, fourth] = call.path.rest;
  const type = requireType(call, name);
  if (fourth !== undefined) throw unknownPath();
  if (second === undefined)
    return byMethod(call, { GET: () => listProperties(call, type), POST: () => createProperty(call, type) });
  if (second === 'groups') {
    if (third === undefined)
      return byMethod(call, { GET: () => listGroups(call, type), POST: () => createGroup(call, type) });
    return byMethod(call, {
      GET: () => readGroup(call, type, third),
      PATCH: () => updateGroup(call, type, third),
      DELETE: () => archiveGroup(call, type, third),
    });
  }
  if (second === 'batch') {
    switch (third) {
      case 'create':
        return byMethod(call, { POST: () => batchCreateProperties(call, type) });
      case 'read':
        return byMethod(call, { POST: () => batchReadProperties(call, type) });
      case 'archive':
        return byMethod(call, { POST: () => batchArchiveProperties(call, type) });
      case undefined:
      default:
        throw unknownPath();
    }
  }
  if (third !== undefined) throw unknownPath();
  return byMethod(call, {
    GET: () => readProperty(call, type, second),
    PATCH: () => updateProperty(call, type, second),
    DELETE: () => archiveProperty(call, type, second),
  });
}

function routePipelines(call: Call): SandboxResponse {
  const [name, id, third, stageId, fifth] = call.path.rest;
  const type = requireType(call, name);
  if (id === undefined)
    return byMethod(call, { GET: () => listPipelines(call, type), POST: () => createPipeline(call, type) });
  if (third === undefined) {
    return byMethod(call, {
      GET: () => readPipeline(call, type, id),
      PUT: () => replacePipeline(call, type, id),
      PATCH: () => updatePipeline(call, type, id),
      DELETE: () => archivePipeline(call, type, id),
    });
  }
  if (third === 'audit' && stageId === undefined) return byMethod(call, { GET: () => readAudit(call, type, id) });
  if (third !== 'stages') throw unknownPath();
  if (stageId === undefined)
    return byMethod(call, { GET: () => listStages(call, type, id), POST: () => createStage(call, type, id) });
  if (fifth === 'audit') return byMethod(call, { GET: () => readAudit(call, type, stageId) });
  return byMethod(call, {
    GET: () => readStage(call, type, id, stageId),
    PUT: () => replaceStage(call, type, id, stageId),
    PATCH: () => updateStage(call, type, id, stageId),
    DELETE: () => archiveStage(call, type, id, stageId),
  });
}

function routeOwners(call: Call): SandboxResponse {
  const [id, more] = call.path.rest;
  if (more !== undefined) throw unknownPath();
  return byMethod(call, { GET: () => (id === undefined ? listOwners(call) : readOwner(call, id)) });
}

function routeUsers(call: Call): SandboxResponse {
  const [first, more] = call.path.rest;
  if (more !== undefined) throw unknownPath();
  if (first === undefined) return byMethod(call, { GET: () => listUsers(call), POST: () => createUser(call) });
  if (first === 'teams') return byMethod(call, { GET: () => listTeams(call) });
  if (first === 'roles') return byMethod(call, { GET: () => listRoles(call) });
  return byMethod(call, {
    GET: () => readUser(call, first),
    PUT: () => replaceUser(call, first),
    DELETE: () => removeUser(call, first),
  });
}
