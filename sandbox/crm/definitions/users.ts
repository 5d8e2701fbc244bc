import { z } from 'zod';
import { optionalList, optionalText, readBody } from '../body';
import { created, noContent, ok, pagingTo } from '../call';
import type { Call } from '../call';
import type { PortalUser, SandboxResponse } from '../../contract';
import { conflict, invalid, notFound } from '../failure';
import { limitParam } from '../query';
import { requireAll, requireAny } from '../scopes';
import { numericId } from '../../kernel/random';
import { seedPassword } from '../../seed/people';

const readScopes = ['settings.users.read', 'crm.objects.users.read'];
const writeScopes = ['settings.users.write'];

/** https://developers.hubspot.com/docs/guides/api/settings/user-provisioning */
export function listUsers(call: Call): SandboxResponse {
  requireAny(call, readScopes);
  const { query } = call.request;
  const limit = limitParam(query, 100, 100);
  const after = query.get('after') ?? '0';
  if (!/^\d+$/.test(after)) throw invalid(`Invalid paging cursor: ${after}`);
  const users = call.state.users.toSorted((a, b) => a.userId - b.userId).filter((user) => user.userId > Number(after));
  const last = users.length > limit ? users[limit - 1] : undefined;
  return ok({
    results: users.slice(0, limit).map((user) => presentUser(call, user)),
    ...(last ? { paging: pagingTo(call, String(last.userId)) } : {}),
  });
}

export function readUser(call: Call, id: string): SandboxResponse {
  requireAny(call, readScopes);
  return ok(presentUser(call, requireUser(call, id)));
}

const userDetails = {
  firstName: optionalText,
  lastName: optionalText,
  roleId: optionalText,
  primaryTeamId: optionalText,
  secondaryTeamIds: optionalList(z.string()),
};

/** An existing HubSpot user keeps their user id. */
export function createUser(call: Call): SandboxResponse {
  requireAll(call, writeScopes);
  const body = readBody(
    call.request,
    z.object({ email: z.email(), sendWelcomeEmail: z.boolean().nullish(), ...userDetails }),
  );
  const email = body.email.toLowerCase();
  refuseUnknownTeams(call, body);
  if (call.state.users.some((user) => user.email.toLowerCase() === email))
    throw conflict(`User already exists: ${email}`);
  const userId = numericId(80_000_000, 99_999_999);
  call.commitAccount('account.provisioned', {
    userId,
    email,
    firstName: body.firstName ?? '',
    lastName: body.lastName ?? '',
    password: seedPassword,
  });
  const user = call.state.users.find((candidate) => candidate.email.toLowerCase() === email);
  if (!user) throw notFound();
  return created(presentUser(call, user));
}

export function replaceUser(call: Call, id: string): SandboxResponse {
  requireAll(call, writeScopes);
  const body = readBody(call.request, z.object(userDetails));
  refuseUnknownTeams(call, body);
  const { userId, firstName, lastName } = requireUser(call, id);
  call.commitAccount('account.renamed', {
    userId,
    firstName: body.firstName ?? firstName,
    lastName: body.lastName ?? lastName,
  });
  return ok(presentUser(call, requireUser(call, String(userId))));
}

/** Removes the user from this account only. */
export function removeUser(call: Call, id: string): SandboxResponse {
  requireAll(call, writeScopes);
  call.commitAccount('account.left', { userId: requireUser(call, id).userId });
  return noContent();
}

export function listTeams(call: Call): SandboxResponse {
  requireAll(call, ['settings.users.teams.read']);
  const userIds = (teamId: string) =>
    call.state.owners.flatMap((owner) =>
      owner.userId !== null && owner.teams?.some((team) => team.id === teamId) ? [String(owner.userId)] : [],
    );
  return ok({
    results: [...teamsOf(call).values()].map((team) => ({
      id: team.id,
      name: team.name,
      userIds: userIds(team.id),
      secondaryUserIds: [],
    })),
  });
}

export function listRoles(call: Call): SandboxResponse {
  requireAny(call, ['settings.users.read']);
  return ok({ results: [] });
}

function teamsOf(call: Call): Map<string, { id: string; name: string }> {
  return new Map(call.state.owners.flatMap((owner) => owner.teams ?? []).map((team) => [team.id, team]));
}

/** Every account has one team with all its agents, and no roles. */
function refuseUnknownTeams(
  call: Call,
  input: { roleId?: string | undefined; primaryTeamId?: string | undefined; secondaryTeamIds: string[] },
): void {
  if (input.roleId !== undefined)
    throw invalid(`Role ${input.roleId} does not exist`, { context: { roleId: [input.roleId] } });
  const teams = teamsOf(call);
  const unknown = [input.primaryTeamId, ...input.secondaryTeamIds].find(
    (team) => team !== undefined && !teams.has(team),
  );
  if (unknown !== undefined) throw invalid(`Team ${unknown} does not exist`, { context: { teamId: [unknown] } });
}

function requireUser(call: Call, id: string): PortalUser {
  const idProperty = call.request.query.get('idProperty') ?? 'USER_ID';
  if (!['USER_ID', 'EMAIL'].includes(idProperty))
    throw invalid(`idProperty must be USER_ID or EMAIL, but was ${idProperty}`);
  const byEmail = idProperty === 'EMAIL' && id.includes('@');
  const user = call.state.users.find((candidate) =>
    byEmail ? candidate.email.toLowerCase() === id.toLowerCase() : String(candidate.userId) === id,
  );
  if (!user) throw notFound();
  return user;
}

function presentUser(call: Call, user: PortalUser) {
  const team = call.state.owners.find((owner) => owner.userId === user.userId)?.teams?.find(({ primary }) => primary);
  return {
    id: String(user.userId),
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    roleIds: [],
    ...(team ? { primaryTeamId: team.id, secondaryTeamIds: [] } : {}),
    superAdmin: user.isSuperAdmin,
  };
}
