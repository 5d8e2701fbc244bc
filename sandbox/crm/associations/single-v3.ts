import { noContent, ok, pagingTo, requireType } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { limitParam } from '../query';
import { requireLiveRecord } from '../records/find';
import { everything, presentRecord } from '../records/present';
import { commitLink } from '../records/write';
import { requireAll } from '../scopes';
import { requireNamed } from './batch-v3';
import { requireLive } from '../records/link-plan';

/** The older list: one entry per type of each link. */
export function listAssociationsV3(call: Call, from: ObjectType, id: string, toName: string): SandboxResponse {
  requireAll(call, from.readScopes);
  const to = requireType(call, toName);
  const { state, request } = call;
  if (!state.store(from.id).isLive(id)) throw notFound();
  const limit = limitParam(request.query, 500, 500);
  const after = request.query.get('after') ?? '0';
  if (!/^\d+$/.test(after)) throw invalid(`Invalid paging cursor: ${after}`);
  const links = state.associations
    .listFrom({ objectTypeId: from.id, id }, to.id)
    .filter((link) => state.store(to.id).isLive(link.id));
  const lines = links.flatMap((link) =>
    link.typeIds.map((typeId) => ({
      id: link.id,
      type: state.associationTypes.find(from.id, to.id, typeId)?.name ?? String(typeId),
    })),
  );
  const end = Number(after) + limit;
  return ok({
    results: lines.slice(Number(after), end),
    ...(end < lines.length ? { paging: pagingTo(call, String(end)) } : {}),
  });
}

/** Returns the record at the start of the path. */
export function associateV3(
  call: Call,
  from: ObjectType,
  id: string,
  toName: string,
  toId: string,
  typeName: string,
): SandboxResponse {
  requireAll(call, from.writeScopes);
  const to = requireType(call, toName);
  const type = requireNamed(call, from, to, typeName);
  const record = requireLiveRecord(call, from, id, null);
  requireLive(call.state, { objectTypeId: to.id, id: toId });
  commitLink(call, { objectTypeId: from.id, id: record.id }, { objectTypeId: to.id, id: toId }, [type]);
  return ok(presentRecord(call.state, from, record, { ...everything, associations: [to] }));
}

export function dissociateV3(
  call: Call,
  from: ObjectType,
  id: string,
  toName: string,
  toId: string,
  typeName: string,
): SandboxResponse {
  requireAll(call, from.writeScopes);
  const to = requireType(call, toName);
  const { typeId } = requireNamed(call, from, to, typeName);
  const source = { objectTypeId: from.id, id };
  const target = { objectTypeId: to.id, id: toId };
  if (call.state.associations.typesBetween(source, target).includes(typeId))
    call.commit('crm.association.remove', { from: source, to: target, typeIds: [typeId] });
  return noContent();
}
