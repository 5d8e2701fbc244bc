import { readBody } from '../body';
import { created, noContent, ok, requireType } from '../call';
import type { Call } from '../call';
import { systemProperties } from '../catalog/system';
import type { SandboxResponse } from '../../contract';
import type { CustomObject } from '../state/schemas';
import { ApiFailure, invalid, notFound } from '../failure';
import { activityTypeIds } from '../object-types';
import { flagParam } from '../query';
import { batchResponse } from '../records/batch-response';
import { requireAll, requireAny } from '../scopes';
import { z } from 'zod';
import { checkKind, newProperty } from './property-input';
import { createSchemaInput, updateSchemaInput } from './schema-input';
import { customAssociationTypes, presentSchema, presentStandardSchema } from './schema-present';
import { isoInstant } from '../../instant';

const readScopes = ['crm.schemas.custom.read'];
const writeScopes = ['crm.schemas.custom.write'];

/** https://developers.hubspot.com/docs/guides/api/crm/objects/custom-objects */
export function listSchemas(call: Call): SandboxResponse {
  requireAny(call, [...readScopes, ...writeScopes]);
  const archived = flagParam(call.request.query, 'archived');
  const schemas = [...call.state.customObjects.values()].filter((schema) => schema.archived === archived);
  return ok({ results: schemas.map((schema) => presentSchema(call.state, schema)) });
}

export function readSchema(call: Call, name: string): SandboxResponse {
  requireAny(call, ['oauth', ...readScopes, ...writeScopes]);
  const found = describeType(call, name);
  if (!found) throw noSuchSchema(name);
  return ok(found);
}

export function batchReadSchemas(call: Call): SandboxResponse {
  requireAny(call, ['oauth', ...readScopes, ...writeScopes]);
  const { inputs } = readBody(
    call.request,
    z.object({ inputs: z.array(z.union([z.string(), z.object({ id: z.string() })])).max(100) }),
  );
  const ids = [...new Set(inputs.map((input) => (typeof input === 'string' ? input : input.id)))];
  const missing = ids.filter((id) => describeType(call, id) === null);
  const errors = missing.map((id) => ({
    status: 'error' as const,
    category: 'OBJECT_NOT_FOUND',
    message: noSuchSchema(id).message,
    context: { ids: [id] },
  }));
  return batchResponse(
    call,
    200,
    ids.flatMap((id) => describeType(call, id) ?? []),
    errors,
  );
}

export function createSchema(call: Call): SandboxResponse {
  requireAll(call, writeScopes);
  requireEnterprise(call);
  const body = readBody(call.request, createSchemaInput);
  if (isTaken(call, body.name))
    throw new ApiFailure(409, 'OBJECT_ALREADY_EXISTS', `An object named '${body.name}' already exists.`, {
      context: { name: [body.name] },
    });
  requireProperties(
    body,
    body.properties.map((property) => property.name),
  );
  for (const property of body.properties) checkKind(property.type, property.fieldType);
  const associated = body.associatedObjects.map((name) => requireType(call, name));

  const { now } = call.request;
  const at = isoInstant(now);
  const groupName = `${body.name.toLowerCase()}_information`;
  const objectTypeId = `2-${call.state.nextId}`;
  const schema: CustomObject = {
    objectTypeId,
    name: body.name,
    singularLabel: body.labels.singular,
    pluralLabel: body.labels.plural,
    description: body.description ?? null,
    requiredProperties: body.requiredProperties,
    searchableProperties:
      body.searchableProperties ?? (body.primaryDisplayProperty ? [body.primaryDisplayProperty] : []),
    primaryDisplayProperty: body.primaryDisplayProperty ?? body.properties[0]?.name ?? null,
    secondaryDisplayProperties: body.secondaryDisplayProperties,
    createdAt: at,
    updatedAt: at,
    createdByUserId: call.caller.userId,
    archived: false,
  };
  call.commit('crm.schema.put', { schema });
  call.commit('crm.property-group.put', {
    objectTypeId,
    group: { name: groupName, label: `${body.labels.singular} information`, displayOrder: 0, archived: false },
  });
  for (const property of systemProperties(groupName, 'hs_createdate', 'hs_lastmodifieddate'))
    call.commit('crm.property.put', { objectTypeId, property });
  for (const input of body.properties) {
    call.commit('crm.property.put', {
      objectTypeId,
      property: newProperty({ ...input, groupName: input.groupName ?? groupName }, null, now, call.caller.userId),
    });
  }
  for (const otherId of new Set([...associated.map((type) => type.id), ...activityTypeIds])) {
    call.commit('crm.association-type.put', { types: customAssociationTypes(call.state, objectTypeId, otherId) });
  }
  return created(presentSchema(call.state, schema));
}

export function updateSchema(call: Call, name: string): SandboxResponse {
  requireAll(call, writeScopes);
  const before = requireSchema(call, name);
  const { labels, clearDescription, description, ...rest } = readBody(call.request, updateSchemaInput);
  requireProperties(
    rest,
    call.state
      .catalog(before.objectTypeId)
      .list()
      .map((property) => property.name),
  );
  const schema: CustomObject = {
    ...before,
    ...rest,
    singularLabel: labels?.singular ?? before.singularLabel,
    pluralLabel: labels?.plural ?? before.pluralLabel,
    description: clearDescription ? null : (description ?? before.description),
    updatedAt: isoInstant(call.request.now),
  };
  call.commit('crm.schema.put', { schema });
  // Only the definition, without properties and associations.
  const { properties: _properties, associations: _associations, ...definition } = presentSchema(call.state, schema);
  return ok({ ...definition, portalId: call.state.portal.portalId });
}

/** Only an object without records can be deleted. `archived=true`, now or later, also frees its name. */
export function archiveSchema(call: Call, name: string): SandboxResponse {
  requireAll(call, writeScopes);
  const isHard = flagParam(call.request.query, 'archived');
  const schema = (isHard ? findArchivedSchema(call, name) : null) ?? requireSchema(call, name);
  const store = call.state.store(schema.objectTypeId);
  for (const id of store.ids()) {
    if (store.isLive(id))
      throw invalid(`Object ${schema.name} still has records and cannot be deleted`, {
        subCategory: 'ObjectTypeError.CANNOT_DELETE_TYPE_WITH_RECORDS',
      });
  }
  if (isHard) call.commit('crm.schema.remove', { objectTypeId: schema.objectTypeId });
  else call.commit('crm.schema.put', { schema: { ...schema, archived: true } });
  return noContent();
}

export function createSchemaAssociation(call: Call, name: string): SandboxResponse {
  requireAll(call, writeScopes);
  const schema = requireSchema(call, name);
  const body = readBody(
    call.request,
    z.object({ fromObjectTypeId: z.string(), toObjectTypeId: z.string(), name: z.string().optional() }),
  );
  const from = requireType(call, body.fromObjectTypeId);
  const to = requireType(call, body.toObjectTypeId);
  if (from.id !== schema.objectTypeId && to.id !== schema.objectTypeId)
    throw invalid(`One end of the association must be ${schema.objectTypeId}`);
  const types = customAssociationTypes(call.state, from.id, to.id, body.name);
  call.commit('crm.association-type.put', { types });
  return created({
    id: String(types[0]?.typeId),
    fromObjectTypeId: from.id,
    toObjectTypeId: to.id,
    name: types[0]?.name,
    createdAt: isoInstant(call.request.now),
    updatedAt: isoInstant(call.request.now),
  });
}

export function deleteSchemaAssociation(call: Call, name: string, associationId: string): SandboxResponse {
  requireAll(call, writeScopes);
  const schema = requireSchema(call, name);
  const type = call.state.associationTypes
    .custom()
    .find(
      (candidate) =>
        String(candidate.typeId) === associationId &&
        [candidate.fromObjectTypeId, candidate.toObjectTypeId].includes(schema.objectTypeId),
    );
  if (!type) throw notFound(`Association ${associationId} does not exist`);
  call.commit('crm.association-type.remove', { typeIds: [type.typeId, type.inverseId] });
  return noContent();
}

function describeType(call: Call, name: string): Record<string, unknown> | null {
  const type = call.state.findType(name);
  if (!type) return null;
  const schema = call.state.customObjects.get(type.id);
  return schema ? presentSchema(call.state, schema) : presentStandardSchema(call, type);
}

function findSchema(call: Call, name: string): CustomObject | null {
  const type = call.state.findType(name);
  return (type && call.state.customObjects.get(type.id)) ?? null;
}

function findArchivedSchema(call: Call, name: string): CustomObject | null {
  const archived = [...call.state.customObjects.values()].filter((schema) => schema.archived);
  return (
    archived.find(
      (schema) => schema.objectTypeId === name || `p${call.state.portal.portalId}_${schema.name}` === name,
    ) ?? null
  );
}

function requireSchema(call: Call, name: string): CustomObject {
  const schema = findSchema(call, name);
  if (!schema) throw noSuchSchema(name);
  return schema;
}

function noSuchSchema(name: string): ApiFailure {
  return notFound(`Object type ${name} does not exist`);
}

/** An archived object keeps its name until it is permanently deleted. */
function isTaken(call: Call, name: string): boolean {
  const wanted = name.toLowerCase();
  return call.state
    .allTypes()
    .some((type) => [type.singular, type.plural].some((other) => other.toLowerCase() === wanted));
}

function requireProperties(
  named: Partial<
    Pick<
      CustomObject,
      'requiredProperties' | 'searchableProperties' | 'secondaryDisplayProperties' | 'primaryDisplayProperty'
    >
  >,
  names: string[],
): void {
  const wanted = [
    ...(named.requiredProperties ?? []),
    ...(named.searchableProperties ?? []),
    ...(named.secondaryDisplayProperties ?? []),
    ...(named.primaryDisplayProperty ? [named.primaryDisplayProperty] : []),
  ];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw invalid(`Property "${unknown}" is not one of the properties of this schema`, {
      context: { propertyName: [unknown] },
    });
}

/** Custom objects need an Enterprise subscription; HubSpot doesn't publish the exact error. */
function requireEnterprise(call: Call): void {
  if (call.state.portal.isEnterprise) return;
  const message = 'This account does not have access to custom objects. An Enterprise subscription is required.';
  throw call.settings.text('crm.schemasWithoutEnterprise') === '400'
    ? invalid(message)
    : new ApiFailure(403, 'BANNED', message);
}
