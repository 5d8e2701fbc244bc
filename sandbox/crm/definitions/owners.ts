import { ok, pagingTo } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import { flagParam, limitParam } from '../query';
import { requireAll, requireAny } from '../scopes';
import { callDispositions } from '../catalog/activities';

/** https://developers.hubspot.com/docs/guides/api/crm/owners */
export function listOwners(call: Call): SandboxResponse {
  requireOwnerScope(call);
  const { query } = call.request;
  const limit = limitParam(query, 100, 500);
  const archived = flagParam(query, 'archived');
  const email = query.get('email')?.toLowerCase();
  const after = query.get('after') ?? '0';
  if (!/^\d+$/.test(after)) throw invalid(`Invalid paging cursor: ${after}`);
  const owners = call.state.owners
    .filter((owner) => owner.archived === archived && (!email || owner.email === email))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  const rest = owners.filter((owner) => Number(owner.id) > Number(after));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return ok({ results: page, ...(rest.length > limit && last ? { paging: pagingTo(call, last.id) } : {}) });
}

export function readOwner(call: Call, id: string): SandboxResponse {
  requireOwnerScope(call);
  const { query } = call.request;
  const idProperty = query.get('idProperty') ?? 'id';
  if (!['id', 'userId'].includes(idProperty))
    throw invalid(`idProperty must be id or userId, but was ${idProperty}`, {
      errors: [{ message: 'idProperty is not id or userId', in: 'idProperty' }],
    });
  const byUser = idProperty === 'userId';
  const archived = flagParam(query, 'archived');
  const owner = call.state.owners.find(
    (candidate) =>
      (byUser ? String(candidate.userIdIncludingInactive) : candidate.id) === id && candidate.archived === archived,
  );
  if (!owner) throw notFound();
  return ok(owner);
}

/** In v3, `automation` also works. */
function requireOwnerScope(call: Call): void {
  requireAny(call, ['crm.objects.owners.read', ...(call.path.version === 'v3' ? ['automation'] : [])]);
}

/** The call outcomes of the portal. https://developers.hubspot.com/docs/guides/api/crm/engagements/calls */
export function listDispositions(call: Call): SandboxResponse {
  requireAll(call, ['crm.objects.contacts.read']);
  return ok(Object.entries(callDispositions).map(([id, label]) => ({ id, label, deleted: false })));
}
