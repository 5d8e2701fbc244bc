import { z } from 'zod';
import { readBody } from '../body';
import { created, noContent, ok, pagingTo, requireType } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { limitParam } from '../query';
import { batchResponse } from '../records/batch-response';
import { commitLink } from '../records/write';
import { requireAll } from '../scopes';
import { associationSpecSchema, noSuchType, requireLive } from '../records/link-plan';
import type { AssociationSpec } from '../records/link-plan';
import { presentTypes } from './present';
import type { AssociationType } from '../state/association-type';

export function associateDefault(
  call: Call,
  from: ObjectType,
  id: string,
  toName: string,
  toId: string,
): SandboxResponse {
  requireAll(call, from.writeScopes);
  const to = requireType(call, toName);
  requireLive(call.state, { objectTypeId: from.id, id });
  requireLive(call.state, { objectTypeId: to.id, id: toId });
  return batchResponse(call, 200, linkByDefault(call, from, id, to, toId));
}

/** Creates an unlabelled link and returns it from both ends. */
export function linkByDefault(call: Call, from: ObjectType, id: string, to: ObjectType, toId: string): unknown[] {
  const type = call.state.associationTypes.defaultBetween(from.id, to.id);
  if (!type)
    throw invalid(`No association type exists between ${from.plural} and ${to.plural}`, {
      subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
    });
  commitLink(call, { objectTypeId: from.id, id }, { objectTypeId: to.id, id: toId }, [type]);
  const spec = (typeId: number) => ({ associationCategory: type.category, associationTypeId: typeId });
  return [
    { from: { id }, to: { id: toId }, associationSpec: spec(type.typeId) },
    { from: { id: toId }, to: { id }, associationSpec: spec(type.inverseId) },
  ];
}

export function associateLabelled(
  call: Call,
  from: ObjectType,
  id: string,
  toName: string,
  toId: string,
): SandboxResponse {
  requireAll(call, from.writeScopes);
  const to = requireType(call, toName);
  const specs = readBody(call.request, z.array(associationSpecSchema));
  const result = linkWithTypes(call, from, id, to, toId, specs);
  return created(result);
}

export function linkWithTypes(
  call: Call,
  from: ObjectType,
  id: string,
  to: ObjectType,
  toId: string,
  specs: AssociationSpec[],
): Record<string, unknown> {
  const types = resolveTypes(call, from, to, specs);
  requireLive(call.state, { objectTypeId: from.id, id });
  requireLive(call.state, { objectTypeId: to.id, id: toId });
  commitLink(call, { objectTypeId: from.id, id }, { objectTypeId: to.id, id: toId }, types);
  return {
    fromObjectTypeId: from.id,
    fromObjectId: id,
    toObjectTypeId: to.id,
    toObjectId: toId,
    labels: types.flatMap((type) => type.label ?? []),
  };
}

export function resolveTypes(
  call: Call,
  from: ObjectType,
  to: ObjectType,
  specs: AssociationSpec[],
): AssociationType[] {
  if (specs.length === 0) throw invalid('At least one association type is required');
  return specs.map((spec) => {
    const type = call.state.associationTypes.find(from.id, to.id, spec.associationTypeId);
    if (!type || type.category !== spec.associationCategory) throw noSuchType(from, spec);
    return type;
  });
}

/** Removes every link between the two records. */
export function dissociate(call: Call, from: ObjectType, id: string, toName: string, toId: string): SandboxResponse {
  requireAll(call, from.writeScopes);
  const to = requireType(call, toName);
  unlinkAll(call, from, id, to, toId);
  return noContent();
}

export function unlinkAll(call: Call, from: ObjectType, id: string, to: ObjectType, toId: string): void {
  const source = { objectTypeId: from.id, id };
  const target = { objectTypeId: to.id, id: toId };
  const typeIds = call.state.associations.typesBetween(source, target);
  if (typeIds.length > 0) call.commit('crm.association.remove', { from: source, to: target, typeIds });
}

export function listAssociations(call: Call, from: ObjectType, id: string, toName: string): SandboxResponse {
  requireAll(call, from.readScopes);
  const to = requireType(call, toName);
  if (!call.state.store(from.id).isLive(id)) throw notFound();
  const limit = limitParam(call.request.query, 500, 500);
  const after = call.request.query.get('after') ?? '0';
  if (!/^\d+$/.test(after)) throw invalid(`Invalid paging cursor: ${after}`);
  return ok(associationPage(call, from, id, to, limit, Number(after)));
}

/** One page of links. The cursor is the position of the next link. */
export function associationPage(
  call: Call,
  from: ObjectType,
  id: string,
  to: ObjectType,
  limit: number,
  offset: number,
) {
  const store = call.state.store(to.id);
  const links = call.state.associations
    .listFrom({ objectTypeId: from.id, id }, to.id)
    .filter((link) => store.isLive(link.id));
  const end = offset + limit;
  return {
    results: links.slice(offset, end).map((link) => ({
      toObjectId: call.settings.text('crm.associatedIdsAs') === 'number' ? Number(link.id) : link.id,
      associationTypes: presentTypes(call.state, from.id, to.id, link.typeIds),
    })),
    ...(end < links.length ? { paging: pagingTo(call, String(end)) } : {}),
  };
}
