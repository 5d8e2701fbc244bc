import { ok } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import { flagParam, limitParam } from '../query';
import { requireAll, requireAny } from '../scopes';
import { callDispositions } from '../catalog/activities';

/** https://developers.hubspot.com/docs/guides/api/crm/owners */
export function listOwners(call: Call): SandboxResponse {
  requireAll(call, ['crm.objects.owners.read']);
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
  return ok({ results: page, ...(rest.length > limit && last ? { paging: { next: { after: last.id, link: `https://api.hubapi.com${call.request.path}?after=${last.id}` } } } : {}) });
}

export function readOwner(call: Call, id: string): SandboxResponse {
  requireAll(call, ['crm.objects.owners.read']);
  const { query } = call.request;
  const byUser = query.get('idProperty') === 'userId';
  const archived = flagParam(query, 'archived');
  const owner = call.state.owners.find((candidate) => (byUser ? String(candidate.userIdIncludingInactive) : candidate.id) === id && candidate.archived === archived);
  if (!owner) throw notFound();
  return ok(owner);
}

/** https://developers.hubspot.com/docs/guides/api/settings/user-provisioning */
export function listUsers(call: Call): SandboxResponse {
  requireAny(call, ['settings.users.read', 'crm.objects.users.read']);
  const limit = limitParam(call.request.query, 100, 100);
  const after = Number(call.request.query.get('after') ?? 0);
  const users = call.state.users.toSorted((a, b) => a.userId - b.userId).filter((user) => user.userId > after);
  const last = users.length > limit ? users[limit - 1] : undefined;
  return ok({ results: users.slice(0, limit).map(presentUser), ...(last ? { paging: { next: { after: String(last.userId), link: '' } } } : {}) });
}

export function readUser(call: Call, id: string): SandboxResponse {
  requireAny(call, ['settings.users.read', 'crm.objects.users.read']);
  const byEmail = call.request.query.get('idProperty') === 'EMAIL';
  const user = call.state.users.find((candidate) => (byEmail ? candidate.email === id.toLowerCase() : String(candidate.userId) === id));
  if (!user) throw notFound();
  return ok(presentUser(user));
}

export function listTeams(call: Call): SandboxResponse {
  requireAll(call, ['settings.users.teams.read']);
  const teams = new Map(call.state.owners.flatMap((owner) => owner.teams ?? []).map((team) => [team.id, team]));
  const userIds = (teamId: string) => call.state.owners.flatMap((owner) => (owner.userId !== null && owner.teams?.some((team) => team.id === teamId) ? [String(owner.userId)] : []));
  return ok({ results: [...teams.values()].map((team) => ({ id: team.id, name: team.name, userIds: userIds(team.id), secondaryUserIds: [] })) });
}

export function listRoles(call: Call): SandboxResponse {
  requireAny(call, ['settings.users.read']);
  return ok({ results: [] });
}

/** The call outcomes of the portal. https://developers.hubspot.com/docs/guides/api/crm/engagements/calls */
export function listDispositions(call: Call): SandboxResponse {
  requireAll(call, ['crm.objects.contacts.read']);
  return ok(Object.entries(callDispositions).map(([id, label]) => ({ id, label, deleted: false })));
}

function presentUser(user: Call['state']['users'][number]) {
  return { id: String(user.userId), email: user.email, firstName: user.firstName, lastName: user.lastName, roleIds: [], superAdmin: user.isSuperAdmin };
}
