import { z } from 'zod';
import { readBody } from '../body';
import { noContent, ok } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { requireAll, requireAny } from '../scopes';
import { presentType } from './present';
import type { AssociationType } from '../state/association-type';

const maxLabelsPerPair = 10;

export function listLabels(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.readScopes);
  return ok({ results: call.state.associationTypes.between(from.id, to.id).map(presentType) });
}

/** A label has two ids, one per direction, even if both directions have the same name. */
export function createLabel(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAny(call, [...from.schemaScopes, ...from.writeScopes]);
  const body = readBody(
    call.request,
    z.object({ label: z.string().min(1), name: z.string().min(1), inverseLabel: z.string().min(1).optional() }),
  );
  const existing = call.state.associationTypes
    .between(from.id, to.id)
    .filter((type) => type.category === 'USER_DEFINED' && type.label !== null);
  if (existing.length >= maxLabelsPerPair)
    throw invalid(
      `There can be at most ${maxLabelsPerPair} association labels between ${from.plural} and ${to.plural}`,
      { subCategory: 'crm.associations.LIMIT_EXCEEDED' },
    );
  if (existing.some((type) => type.name === body.name || type.label === body.label)) {
    throw invalid(`An association label named "${body.label}" already exists`, {
      subCategory: 'crm.associations.DUPLICATE_LABEL',
    });
  }
  const typeId = call.state.associationTypes.nextTypeId();
  const inverseId = from.id === to.id && !body.inverseLabel ? typeId : typeId + 1;
  const there: AssociationType = {
    category: 'USER_DEFINED',
    typeId,
    inverseId,
    fromObjectTypeId: from.id,
    toObjectTypeId: to.id,
    name: body.name,
    label: body.label,
  };
  const back: AssociationType = {
    category: 'USER_DEFINED',
    typeId: inverseId,
    inverseId: typeId,
    fromObjectTypeId: to.id,
    toObjectTypeId: from.id,
    name: body.name,
    label: body.inverseLabel ?? body.label,
  };
  const types = inverseId === typeId ? [there] : [there, back];
  call.commit('crm.association-type.put', { types });
  return ok({ results: types.map(presentType) });
}

export function updateLabel(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAny(call, [...from.schemaScopes, ...from.writeScopes]);
  const body = readBody(
    call.request,
    z.object({
      associationTypeId: z.coerce.number().int(),
      label: z.string().min(1),
      inverseLabel: z.string().min(1).optional(),
    }),
  );
  const type = requireLabel(call, from, to, body.associationTypeId);
  const back = call.state.associationTypes.find(to.id, from.id, type.inverseId);
  const types: AssociationType[] = [{ ...type, label: body.label }];
  if (back && back.typeId !== type.typeId) types.push({ ...back, label: body.inverseLabel ?? back.label });
  call.commit('crm.association-type.put', { types });
  return noContent();
}

export function deleteLabel(call: Call, from: ObjectType, to: ObjectType, typeId: number): SandboxResponse {
  requireAny(call, [...from.schemaScopes, ...from.writeScopes]);
  const type = requireLabel(call, from, to, typeId);
  call.commit('crm.association-type.remove', { typeIds: [...new Set([type.typeId, type.inverseId])] });
  return noContent();
}

/** The v3 version of the same list. */
export function listTypesV3(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.readScopes);
  return ok({
    results: call.state.associationTypes
      .between(from.id, to.id)
      .map((type) => ({ id: String(type.typeId), name: type.name })),
  });
}

function requireLabel(call: Call, from: ObjectType, to: ObjectType, typeId: number): AssociationType {
  const type = call.state.associationTypes.find(from.id, to.id, typeId);
  if (!type) throw notFound(`Association type ${typeId} does not exist between ${from.plural} and ${to.plural}`);
  if (type.category !== 'USER_DEFINED')
    throw invalid(`Association type ${typeId} is defined by HubSpot and cannot be changed`);
  return type;
}
