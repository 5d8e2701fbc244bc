import { z } from 'zod';
import type { PropertyGroup } from '../catalog/define';
import { readBody } from '../body';
import { created, noContent, ok } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { ApiFailure, invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { flagParam } from '../query';
import { requireAny } from '../scopes';
import { requireSchemaRead } from './properties';

export function listGroups(call: Call, type: ObjectType): SandboxResponse {
  requireSchemaRead(call, type);
  return ok({ results: call.state.catalog(type.id).listGroups(flagParam(call.request.query, 'archived')) });
}

export function readGroup(call: Call, type: ObjectType, name: string): SandboxResponse {
  requireSchemaRead(call, type);
  return ok(requireGroup(call, type, name));
}

export function createGroup(call: Call, type: ObjectType): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const body = readBody(
    call.request,
    z.object({ name: z.string().min(1), label: z.string().min(1), displayOrder: z.number().int().default(-1) }),
  );
  if (call.state.catalog(type.id).findGroup(body.name)) {
    throw new ApiFailure(409, 'OBJECT_ALREADY_EXISTS', `A property group named '${body.name}' already exists.`, {
      subCategory: 'Properties.GROUP_WITH_NAME_EXISTS',
    });
  }
  const group: PropertyGroup = { ...body, archived: false };
  call.commit('crm.property-group.put', { objectTypeId: type.id, group });
  return created(group);
}

export function updateGroup(call: Call, type: ObjectType, name: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const body = readBody(
    call.request,
    z.object({ label: z.string().min(1).optional(), displayOrder: z.number().int().optional() }),
  );
  const before = requireGroup(call, type, name);
  const group = {
    ...before,
    label: body.label ?? before.label,
    displayOrder: body.displayOrder ?? before.displayOrder,
  };
  call.commit('crm.property-group.put', { objectTypeId: type.id, group });
  return ok(group);
}

export function archiveGroup(call: Call, type: ObjectType, name: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const group = requireGroup(call, type, name);
  if (
    call.state
      .catalog(type.id)
      .list()
      .some((property) => property.groupName === name)
  ) {
    throw invalid(`Property group "${name}" still has properties`, {
      subCategory: 'PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES',
    });
  }
  call.commit('crm.property-group.put', { objectTypeId: type.id, group: { ...group, archived: true } });
  return noContent();
}

function requireGroup(call: Call, type: ObjectType, name: string): PropertyGroup {
  const group = call.state.catalog(type.id).findGroup(name);
  if (!group) throw notFound(`Property group "${name}" does not exist on ${type.plural}`);
  return group;
}
