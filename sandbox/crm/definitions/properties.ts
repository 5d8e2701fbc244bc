import { z } from 'zod';
import { propertyAsSet } from '../catalog/as-set';
import type { PropertyDefinition } from '../catalog/define';
import { readBody } from '../body';
import { created, noContent, ok } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { ApiFailure, invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { flagParam } from '../query';
import { batchResponse } from '../records/batch-response';
import { requireAny } from '../scopes';
import { createInputSchema, updateInputSchema, newProperty, checkKind, optionsOf } from './property-input';
import type { CreateInput } from './property-input';
import { isoInstant } from '../../instant';

/** Any of the object's read scopes, or its schema scope. */
export function requireSchemaRead(call: Call, type: ObjectType): void {
  requireAny(call, [
    ...type.readScopes,
    ...type.schemaScopes,
    ...type.schemaScopes.map((scope) => scope.replace(/\.write$/, '.read')),
    `crm.schemas.${type.plural}.read`,
  ]);
}

export function listProperties(call: Call, type: ObjectType): SandboxResponse {
  requireSchemaRead(call, type);
  const { query } = call.request;
  const sensitivity = query.get('dataSensitivity') ?? 'non_sensitive';
  const properties = call.state
    .catalog(type.id)
    .list(flagParam(query, 'archived'))
    .filter((property) => property.dataSensitivity === sensitivity);
  return ok({ results: properties.map((property) => propertyAsSet(property, call.settings)) });
}

export function readProperty(call: Call, type: ObjectType, name: string): SandboxResponse {
  requireSchemaRead(call, type);
  const catalog = call.state.catalog(type.id);
  const property = flagParam(call.request.query, 'archived') ? catalog.findArchived(name) : catalog.find(name);
  if (!property) throw noSuchProperty(type, name);
  return ok(propertyAsSet(property, call.settings));
}

export function createProperty(call: Call, type: ObjectType): SandboxResponse {
  requireAny(call, type.schemaScopes);
  return created(commitNew(call, type, readBody(call.request, createInputSchema)));
}

export function updateProperty(call: Call, type: ObjectType, name: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const body = readBody(call.request, updateInputSchema);
  const before = call.state.catalog(type.id).find(name);
  if (!before) throw noSuchProperty(type, name);
  if (before.modificationMetadata.readOnlyDefinition && Object.keys(body).some((key) => key !== 'options')) {
    throw invalid(`Property "${name}" is defined by HubSpot and cannot be changed`, {
      subCategory: 'Properties.READ_ONLY_DEFINITION',
    });
  }
  const { options, ...rest } = body;
  const property: PropertyDefinition = {
    ...before,
    ...rest,
    ...(options ? { options: optionsOf(options) } : {}),
    updatedAt: isoInstant(call.request.now),
    updatedUserId: String(call.caller.userId),
  };
  checkKind(property.type, property.fieldType);
  requireGroup(call, type, property.groupName);
  call.commit('crm.property.put', { objectTypeId: type.id, property });
  return ok(property);
}

export function archiveProperty(call: Call, type: ObjectType, name: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const property = call.state.catalog(type.id).find(name);
  if (!property) throw noSuchProperty(type, name);
  commitArchive(call, type, property);
  return noContent();
}

const namesSchema = z.object({ inputs: z.array(z.object({ name: z.string() })).max(100) });

export function batchReadProperties(call: Call, type: ObjectType): SandboxResponse {
  requireSchemaRead(call, type);
  const { inputs, archived } = readBody(call.request, namesSchema.extend({ archived: z.boolean().default(false) }));
  const catalog = call.state.catalog(type.id);
  const missing: string[] = [];
  const results = inputs.flatMap(({ name }) => {
    const property = archived ? catalog.findArchived(name) : catalog.find(name);
    if (!property) missing.push(name);
    return property ? [propertyAsSet(property, call.settings)] : [];
  });
  const errors = missing.map((name) => ({
    status: 'error' as const,
    category: 'OBJECT_NOT_FOUND',
    message: noSuchProperty(type, name).message,
    context: { name: [name] },
  }));
  return batchResponse(call, 200, results, errors);
}

export function batchCreateProperties(call: Call, type: ObjectType): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const { inputs } = readBody(call.request, z.object({ inputs: z.array(createInputSchema).max(100) }));
  for (const input of inputs) checkNew(call, type, input);
  return batchResponse(
    call,
    201,
    inputs.map((input) => commitNew(call, type, input)),
  );
}

export function batchArchiveProperties(call: Call, type: ObjectType): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const { inputs } = readBody(call.request, namesSchema);
  const properties = inputs.flatMap(({ name }) => call.state.catalog(type.id).find(name) ?? []);
  for (const property of properties) commitArchive(call, type, property);
  return noContent();
}

function commitNew(call: Call, type: ObjectType, input: CreateInput): PropertyDefinition {
  checkNew(call, type, input);
  // Using the name of an archived property restores it.
  const property = newProperty(
    input,
    call.state.catalog(type.id).findArchived(input.name),
    call.request.now,
    call.caller.userId,
  );
  call.commit('crm.property.put', { objectTypeId: type.id, property });
  return property;
}

const maxUniqueProperties = 10;

function checkNew(call: Call, type: ObjectType, input: CreateInput): void {
  const catalog = call.state.catalog(type.id);
  if (catalog.find(input.name)) {
    throw new ApiFailure(409, 'OBJECT_ALREADY_EXISTS', `A property named '${input.name}' already exists.`, {
      subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
      context: { name: [input.name] },
    });
  }
  checkKind(input.type, input.fieldType);
  requireGroup(call, type, input.groupName);
  const unique = catalog.list().filter((property) => property.hasUniqueValue && !property.hubspotDefined).length;
  if (input.hasUniqueValue && unique >= maxUniqueProperties) {
    throw invalid(`There can be at most ${maxUniqueProperties} unique properties`, {
      subCategory: 'PropertyValidationError.TOO_MANY_UNIQUE_PROPERTIES',
    });
  }
}

function commitArchive(call: Call, type: ObjectType, property: PropertyDefinition): void {
  if (!property.modificationMetadata.archivable) {
    throw invalid(`Property "${property.name}" is defined by HubSpot and cannot be archived`, {
      subCategory: 'PropertyValidationError.CANNOT_ARCHIVE_HUBSPOT_PROPERTY',
    });
  }
  const formula = call.state
    .catalog(type.id)
    .list()
    .find((other) => other.calculationFormula?.includes(property.name));
  if (formula) {
    throw invalid(`Property "${property.name}" is used by "${formula.name}" and cannot be deleted`, {
      subCategory: 'PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE',
    });
  }
  const archivedAt = isoInstant(call.request.now);
  call.commit('crm.property.put', { objectTypeId: type.id, property: { ...property, archived: true, archivedAt } });
}

function requireGroup(call: Call, type: ObjectType, groupName: string): void {
  if (!call.state.catalog(type.id).findGroup(groupName)) {
    throw invalid(`Property group "${groupName}" does not exist`, {
      subCategory: 'PropertyValidationError.INVALID_GROUP',
      context: { groupName: [groupName] },
    });
  }
}

function noSuchProperty(type: ObjectType, name: string): ApiFailure {
  return notFound(`Property "${name}" does not exist on ${type.plural}`, { context: { name: [name] } });
}
