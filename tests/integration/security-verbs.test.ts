import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import { TAGGABLE_KINDS } from '@/lib/domain/base/modules';
import { PERMISSIONS, readPermissions, type BuiltInRole, type Permission } from '@/lib/domain/base/permissions';
import { confirmPortalReplacement } from '@/lib/services/auth-methods/confirm-portal-replacement';
import { finishActivation } from '@/lib/services/auth-methods/finish-activation';
import { startActivation } from '@/lib/services/auth-methods/start-activation';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { FRESH_MS, type Ctx, type UserActor } from '@/lib/services/context';
import { createRole } from '@/lib/services/roles/create-role';
import { resetSecondFactor } from '@/lib/services/second-factor/reset-second-factor';
import { deleteRole } from '@/lib/services/roles/delete-role';
import { duplicateRole } from '@/lib/services/roles/duplicate-role';
import { editRole } from '@/lib/services/roles/edit-role';
import { requireConnector } from '@/lib/services/required-connectors/require-connector';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { duplicateConnector } from '@/lib/services/sso-connectors/duplicate-connector';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { changeTags } from '@/lib/services/tags/change-tags';
import { createUser, duplicateUser } from '@/lib/services/users/create-user';
import { chooseOwner } from '@/lib/services/users/choose-owner';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { deleteUser } from '@/lib/services/users/delete-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { editUser } from '@/lib/services/users/edit-user';
import { enableUser } from '@/lib/services/users/enable-user';
import { endUserSessions } from '@/lib/services/users/end-user-sessions';
import { removeIdentity } from '@/lib/services/users/remove-identity';
import { permissionOf, type VerbPolicy } from '@/lib/services/verb-policy';
import { readPolicies } from '@/scripts/write-verb-table';
import { activatedMethod, HARBOR, LUMEN, startWorld, type Person } from '../support/connect-world';
import { callVerb } from '../support/entity-by-name';

const world = await startWorld();
// So that none of the others is the last administrator who can sign in.
const { actor: able } = await world.person({ isAdministrator: true });
await world.db.user.update({ where: { id: able.userId }, data: { passwordHash: 'x' } });
const policies = (await readPolicies()).filter(({ verb }) => !verb.startsWith('tests/'));

/** What a person may do, as it is in the database, and a sign-in of this age. */
const ctxOf = (person: Person, ageMs = 0): Ctx => world.ctx(aged(person.actor, ageMs));
const aged = (actor: UserActor, ageMs: number): UserActor => ({
  ...actor,
  signedInAt: new Date(Date.now() - ageMs),
});
const OLD = 20 * 60_000;

const people = new Map<string, Promise<Person>>();
function personWith(permissions: readonly Permission[]): Promise<Person> {
  const key = permissions.join();
  const known = people.get(key) ?? world.person({ permissions: [...permissions] });
  people.set(key, known);
  return known;
}

/** Calls the verb's own function with an id that nothing has. */
async function attempt({ verb }: VerbPolicy, ctx: Ctx): Promise<AppError | null> {
  const [file = '', which] = verb.split(' ');
  const id = randomUUID();
  const input = { id, crmId: id, objectId: id, transactionId: id, identityId: id, accept: true, ids: [], version: 1 };
  const kind = TAGGABLE_KINDS.find((known) => which === `(${known})`);
  try {
    await callVerb(file, ctx, kind === undefined ? input : { kind, id, add: [], remove: [] });
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const withPermission = policies.flatMap((policy) => {
  const permission = permissionOf(policy);
  // The callback is reached by a browser that comes back from the provider, and says nothing to a stranger.
  return permission === null || policy.verb === 'auth-methods/finish-activation'
    ? []
    : [{ ...policy, permission, policy }];
});
const BUILT_IN: BuiltInRole[] = ['administrator', 'auditor', 'agent'];

let made = 0;
async function role(permissions: readonly Permission[]) {
  made += 1;
  return world.db.role.create({ data: { name: `Made ${made}`, permissions: [...permissions] } });
}
async function user(options: { permissions?: readonly Permission[]; profileId?: string; connectorId?: string } = {}) {
  made += 1;
  const { id: roleId } = await role(options.permissions ?? []);
  return world.db.user.create({
    data: {
      name: `User ${made}`,
      email: `user-${made}@example.com`,
      roleId,
      ssoConnectorId: options.connectorId ?? null,
      ...(options.profileId === undefined ? {} : { profiles: { create: { profileId: options.profileId } } }),
    },
  });
}
async function profile() {
  made += 1;
  return world.db.profile.create({ data: { name: `Profile ${made}` } });
}
async function formOf(id: string) {
  const { name, email, roleId, isAdministrator, defaultProfileId, ssoConnectorId, language, version, profiles } =
    await world.db.user.findUniqueOrThrow({ where: { id }, include: { profiles: true } });
  const profileIds = profiles.map(({ profileId }) => profileId);
  return { name, email, roleId, isAdministrator, defaultProfileId, ssoConnectorId, language, version, profileIds };
}
const newUser = (rest: object) => {
  made += 1;
  const base = { name: `New ${made}`, email: `new-${made}@example.com`, isAdministrator: false, profileIds: [] };
  return { ...base, defaultProfileId: null, ssoConnectorId: null, language: 'en' as const, roleId: '', ...rest };
};
async function connector(portalId: string | null = null) {
  made += 1;
  const authMethodId = await world.method();
  await world.db.authMethod.update({ where: { id: authMethodId }, data: { portalId } });
  const data = { name: `Connector ${made}`, reference: `connector-${made}`, type: 'hubspot' as const, enabled: true };
  return world.db.ssoConnector.create({ data: { ...data, authMethodId } });
}

const ALL_OF = (module: string) => PERMISSIONS.filter((key) => key.startsWith(`${module}.`));
const LACKED: Permission = 'settings.modify';

/**
 * For each kind of right that a verb hands out: what the actor lacks is refused, what they hold passes. `sensitive` is a
 * change that needs a recent sign-in where the policy says “when”.
 */
interface HandingOut {
  actor: () => Promise<Person>;
  lacked: (ctx: Ctx) => Promise<unknown>;
  held: (ctx: Ctx) => Promise<unknown>;
  key: string;
  isSensitive: boolean;
}
const manager = () => world.person({ permissions: [...ALL_OF('users'), ...ALL_OF('roles'), ...ALL_OF('api-keys')] });
const createsUser = (create: (ctx: Ctx, input: ReturnType<typeof newUser>) => Promise<unknown>): HandingOut[] => [
  {
    actor: manager,
    lacked: async (ctx) => create(ctx, newUser({ roleId: (await role([LACKED])).id })),
    held: async (ctx) => create(ctx, newUser({ roleId: (await role(['users.access'])).id })),
    key: 'role_beyond_own_rights',
    isSensitive: true,
  },
  {
    actor: manager,
    lacked: async (ctx) => create(ctx, newUser({ roleId: (await role([])).id, isAdministrator: true })),
    held: async (ctx) => create(ctx, newUser({ roleId: (await role([])).id })),
    key: 'administrators_only',
    isSensitive: false,
  },
  {
    actor: manager,
    lacked: async (ctx) => {
      const { id } = await profile();
      return create(ctx, newUser({ roleId: (await role([])).id, profileIds: [id], defaultProfileId: id }));
    },
    held: async (ctx) => {
      const { id } = await profile();
      const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : '';
      await world.db.userProfile.create({ data: { userId, profileId: id } });
      return create(ctx, newUser({ roleId: (await role([])).id, profileIds: [id], defaultProfileId: id }));
    },
    key: 'profiles_beyond_own',
    isSensitive: false,
  },
];

/** A connector whose groups get this role at sign-in. */
async function withGroups(ctx: Ctx, permissions: readonly Permission[]): Promise<{ id: string }> {
  const oidc = await clientWithGroups(permissions);
  return createConnector(ctx, {
    name: `Groups ${made}`,
    reference: `groups-${made}`,
    type: 'oidc',
    enabled: true,
    oidc,
  });
}
async function clientWithGroups(permissions: readonly Permission[]) {
  made += 1;
  return {
    issuer: `https://login-${made}.example.com`,
    clientId: 'maker',
    clientSecret: 'a secret of the provider',
    scopes: ['openid'],
    groupsClaim: 'groups',
    groupRoles: [{ group: 'staff', roleId: (await role(permissions)).id }],
    acceptsUnverifiedEmail: false,
    administratorsMaySignIn: false,
    admitsWithoutGroup: false,
  };
}
async function admitMore(
  ctx: Ctx,
  permissions: readonly Permission[],
  change: { admitsWithoutGroup?: true; groupRoles?: never[] },
): Promise<unknown> {
  const { clientSecret, ...oidc } = await clientWithGroups([]);
  const form = { name: `Groups ${made}`, reference: `groups-${made}`, enabled: true };
  const created = { ...form, type: 'oidc' as const, oidc: { ...oidc, clientSecret } };
  const { id } = await createConnector(ctxOf(world.administrator), created);
  await user({ permissions, connectorId: id });
  return editConnector(ctx, { id, ...form, version: 1, oidc: { ...oidc, ...change } });
}
const connecting = () => world.person({ permissions: [...ALL_OF('sso-connectors'), 'users.access'] });

const HANDING_OUT: Record<string, HandingOut[]> = {
  'sso-connectors/create-connector': [
    {
      actor: connecting,
      lacked: (ctx) => withGroups(ctx, [LACKED]),
      held: (ctx) => withGroups(ctx, ['users.access']),
      key: 'role_beyond_own_rights',
      isSensitive: true,
    },
  ],
  'sso-connectors/duplicate-connector': [
    {
      actor: connecting,
      lacked: async (ctx) => duplicateConnector(ctx, await withGroups(ctxOf(world.administrator), [LACKED])),
      held: async (ctx) => duplicateConnector(ctx, await withGroups(ctxOf(world.administrator), ['users.access'])),
      key: 'role_beyond_own_rights',
      isSensitive: true,
    },
  ],
  'users/create-user': [
    ...createsUser((ctx, input) => createUser(ctx, input)),
    ...createsUser(async (ctx, input) => duplicateUser(ctx, { id: (await user()).id, ...input })),
  ],
  'users/edit-user': [
    {
      actor: manager,
      lacked: async (ctx) => {
        const { id } = await user();
        return editUser(ctx, { id, ...(await formOf(id)), roleId: (await role([LACKED])).id });
      },
      held: async (ctx) => {
        const { id } = await user();
        return editUser(ctx, { id, ...(await formOf(id)), roleId: (await role(['users.access'])).id });
      },
      key: 'role_beyond_own_rights',
      isSensitive: true,
    },
    {
      // Oneself, to read customers' records.
      actor: manager,
      lacked: async (ctx) => {
        const id = ctx.actor.kind === 'user' ? ctx.actor.userId : '';
        const { id: profileId } = await profile();
        return editUser(ctx, { id, ...(await formOf(id)), profileIds: [profileId], defaultProfileId: profileId });
      },
      held: async (ctx) => {
        // Taking away needs no profile.
        const { id } = await user({ profileId: (await profile()).id });
        return editUser(ctx, { id, ...(await formOf(id)), profileIds: [], defaultProfileId: null });
      },
      key: 'profiles_beyond_own',
      isSensitive: false,
    },
    {
      actor: manager,
      lacked: async (ctx) => {
        const { id: profileId } = await profile();
        const { id } = await user({ connectorId: (await connector()).id, profileId });
        const form = { ...(await formOf(id)), defaultProfileId: profileId };
        return editUser(ctx, { id, ...form, email: `taken-over-${randomUUID()}@example.com` });
      },
      held: async (ctx) => {
        const { id } = await user({ connectorId: (await connector()).id });
        return editUser(ctx, { id, ...(await formOf(id)), email: `moved-${randomUUID()}@example.com` });
      },
      key: 'people_beyond_own_rights',
      isSensitive: true,
    },
    {
      actor: manager,
      lacked: async (ctx) => {
        const { id } = await user();
        return editUser(ctx, { id, ...(await formOf(id)), isAdministrator: true });
      },
      held: async (ctx) => {
        const { id } = await user();
        return editUser(ctx, { id, ...(await formOf(id)), name: `Renamed ${id}` });
      },
      key: 'administrators_only',
      isSensitive: false,
    },
  ],
  'users/create-user-link': [
    {
      actor: manager,
      lacked: async (ctx) => createUserLink(ctx, { id: (await user({ profileId: (await profile()).id })).id }),
      held: async (ctx) => createUserLink(ctx, { id: (await user()).id }),
      key: 'link_beyond_own',
      isSensitive: true,
    },
  ],
  'roles/create-role': [
    {
      actor: manager,
      lacked: (ctx) => createRole(ctx, { name: randomUUID(), description: '', permissions: [LACKED] }),
      held: (ctx) => createRole(ctx, { name: randomUUID(), description: '', permissions: ['users.access'] }),
      key: 'rights_beyond_own',
      isSensitive: true,
    },
  ],
  'roles/duplicate-role': [
    {
      actor: manager,
      lacked: async (ctx) => duplicateRole(ctx, { id: (await role([LACKED])).id }),
      held: async (ctx) => duplicateRole(ctx, { id: (await role(['users.access'])).id }),
      key: 'rights_beyond_own',
      isSensitive: true,
    },
  ],
  'roles/edit-role': [
    {
      actor: manager,
      lacked: async (ctx) => {
        const { id, name, version } = await role(['users.access']);
        return editRole(ctx, { id, name, version, description: '', permissions: ['users.access', LACKED] });
      },
      held: async (ctx) => {
        const { id, name, version } = await role(['users.access']);
        return editRole(ctx, { id, name, version, description: '', permissions: [] });
      },
      key: 'rights_beyond_own',
      isSensitive: true,
    },
  ],
  'api-keys/create-api-key': [
    {
      // The right to make keys alone makes none that reads the call ledger.
      actor: () => world.person({ permissions: ['api-keys.create'] }),
      lacked: (ctx) => createApiKey(ctx, { name: randomUUID(), scopes: ['interactions.read'] }),
      held: (ctx) => createApiKey(ctx, { name: randomUUID(), scopes: ['interactions.write'] }),
      key: 'scopes_beyond_own',
      isSensitive: true,
    },
  ],
  'auth-methods/finish-activation': [
    {
      actor: () => world.person({ permissions: ALL_OF('auth-methods') }),
      lacked: async (ctx) => activate(ctx, await methodFor([LACKED], await world.method()), LUMEN),
      held: async (ctx) => activate(ctx, await methodFor([], await world.method()), LUMEN),
      key: 'people_beyond_own_rights',
      isSensitive: false,
    },
  ],
  'auth-methods/confirm-portal-replacement (replace)': [
    {
      actor: () => world.person({ permissions: ALL_OF('auth-methods') }),
      lacked: (ctx) => replaceAccount(ctx, [LACKED]),
      held: (ctx) => replaceAccount(ctx, []),
      key: 'people_beyond_own_rights',
      isSensitive: true,
    },
  ],
  'sso-connectors/edit-connector': [
    {
      actor: () => world.person({ permissions: ALL_OF('sso-connectors') }),
      lacked: async (ctx) => moveConnector(ctx, { permissions: [LACKED] }),
      held: async (ctx) => moveConnector(ctx, {}),
      key: 'people_beyond_own_rights',
      isSensitive: true,
    },
    // Whoever was in none of its groups comes in again, with the role they had. An empty table says it too.
    ...[{ admitsWithoutGroup: true as const }, { groupRoles: [] }].map((change): HandingOut => ({
      actor: () => world.person({ permissions: ALL_OF('sso-connectors') }),
      lacked: async (ctx) => admitMore(ctx, [LACKED], change),
      held: async (ctx) => admitMore(ctx, [], change),
      key: 'people_beyond_own_rights',
      isSensitive: true,
    })),
  ],
};
/** A method and who signs in through it, so that whoever connects it decides who they are. */
async function methodFor(permissions: readonly Permission[], methodId: string): Promise<string> {
  made += 1;
  const data = { name: `Through ${made}`, reference: `through-${made}`, authMethodId: methodId };
  const { id } = await world.db.ssoConnector.create({ data });
  await user({ permissions, connectorId: id });
  return methodId;
}

/** The whole flow of an activation, up to what the callback made of it. */
async function activate(ctx: Ctx, methodId: string, { portalId }: { portalId: number }): Promise<string> {
  const { transactionId, secret, authorizeUrl } = await startActivation(ctx, { id: methodId });
  const { location } = await world.control<{ location: string }>('POST', '/consent', {
    email: LUMEN.admin,
    portalId,
    url: authorizeUrl,
  });
  await finishActivation(ctx, {
    parameters: new URL(location).searchParams,
    bindings: [{ transactionId, secret }],
  });
  // It answers a browser, so what was refused is only in the row.
  const { reason } = await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: transactionId } });
  if (reason === 'not_permitted') throw new AppError('FORBIDDEN', { key: 'people_beyond_own_rights' });
  expect(reason).toBeNull();
  return transactionId;
}

async function replaceAccount(ctx: Ctx, permissions: readonly Permission[]): Promise<void> {
  const methodId = await methodFor(permissions, await activatedMethod(world));
  const transactionId = await activate(ctx, methodId, HARBOR);
  await confirmPortalReplacement(ctx, { transactionId, accept: true });
}

async function moveConnector(ctx: Ctx, person: Parameters<typeof user>[0]): Promise<unknown> {
  const { id, name, reference, enabled, version } = await connector('1');
  await user({ ...person, connectorId: id });
  const { authMethodId } = await connector('2');
  return editConnector(ctx, { id, name, reference, enabled, version, authMethodId });
}

describe('granting rights', () => {
  const delegating = policies.filter(({ handsOut }) => handsOut.length > 0);

  it.each(delegating)("$verb: users can't grant rights they don't have", async ({ verb, freshSignIn }) => {
    const cases = HANDING_OUT[verb] ?? expect.fail(`${verb} hands out something, and no case here shows it`);
    for (const { actor, lacked, held, key, isSensitive } of cases) {
      const person = await actor();
      await expect(lacked(ctxOf(person))).rejects.toMatchObject({ code: 'FORBIDDEN', key });
      await held(ctxOf(person));
      await lacked(ctxOf(world.administrator));
      // Somebody who lacks it is not asked for their password first, except where every use needs it.
      if (freshSignIn !== 'always') await expect(lacked(ctxOf(person, OLD))).rejects.toMatchObject({ key });
      if (isSensitive) await expect(held(ctxOf(person, OLD))).rejects.toMatchObject({ key: 'sign_in_again' });
      else await held(ctxOf(person, OLD));
    }
  });
});

type Target = 'users' | 'roles';
const TOUCHING: Record<string, [Target, (ctx: Ctx, id: string, version: number) => Promise<unknown>]> = {
  'roles/edit-role': [
    'roles',
    async (ctx, id, version) => {
      const { permissions } = await world.db.role.findUniqueOrThrow({ where: { id } });
      return editRole(ctx, { id, name: `Renamed ${id}`, description: '', permissions, version });
    },
  ],
  'required-connectors/require-connector': [
    'roles',
    (ctx, id, version) => requireConnector(ctx, { id, version, connectorId: null, breakGlassUserId: null, seen: null }),
  ],
  'roles/delete-role': ['roles', (ctx, id) => deleteRole(ctx, { id })],
  'tags/change-tags (role)': ['roles', (ctx, id) => changeTags(ctx, { kind: 'role', id, add: [], remove: [] })],
  'tags/change-tags (user)': ['users', (ctx, id) => changeTags(ctx, { kind: 'user', id, add: [], remove: [] })],
  'second-factor/reset-second-factor': ['users', (ctx, id) => resetSecondFactor(ctx, { id })],
  'users/choose-owner': [
    'users',
    async (ctx, id) => {
      await connector('1');
      const { id: authMethodId } = await world.db.authMethod.findFirstOrThrow();
      const name = randomUUID();
      const { id: crmId } = await world.db.crm.create({
        data: { name, reference: name, type: 'hubspot', authMethodId },
      });
      return chooseOwner(ctx, { id, crmId, ownerId: null });
    },
  ],
  'users/create-user-link': ['users', (ctx, id) => createUserLink(ctx, { id })],
  'users/delete-user': ['users', (ctx, id) => deleteUser(ctx, { id })],
  'users/disable-user': ['users', (ctx, id) => disableUser(ctx, { id })],
  'users/edit-user': ['users', async (ctx, id) => editUser(ctx, { id, ...(await formOf(id)), name: `Renamed ${id}` })],
  'users/enable-user': ['users', (ctx, id) => enableUser(ctx, { id })],
  'users/remove-identity': [
    'users',
    async (ctx, id) => {
      const { id: connectorId, authMethodId } = await connector();
      const provider = { portalId: '1', providerUserId: id, emailWhenLinked: '' };
      const identity = await world.db.ssoIdentity.create({
        data: { userId: id, connectorId, authMethodId, ...provider },
      });
      return removeIdentity(ctx, { id, identityId: identity.id });
    },
  ],
  'users/end-user-sessions': ['users', (ctx, id) => endUserSessions(ctx, { id })],
};
describe('changing other users and roles', () => {
  const touching = policies.filter(({ touches }) => touches.endsWith('not above oneself'));

  it.each(touching)("$verb: users can't change anyone with more rights", async ({ verb }) => {
    const [target, change] = TOUCHING[verb] ?? expect.fail(`${verb} touches others, and no case here shows it`);
    const person = await manager();
    const make = async (permissions: readonly Permission[]) =>
      target === 'roles' ? role(permissions) : user({ permissions });
    const stronger = await make(['users.access', LACKED]);
    await expect(change(ctxOf(person), stronger.id, stronger.version)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      key: target === 'roles' ? 'role_above_own_rights' : 'user_beyond_own_rights',
    });
    const weaker = await make(['users.access']);
    await change(ctxOf(person), weaker.id, weaker.version);
    await change(ctxOf(world.administrator), stronger.id, stronger.version);
  });
});

// Last: it makes more roles than one may have.
describe.each(withPermission)('$verb', ({ policy, permission }) => {
  const isRefusedFor = async (person: Person): Promise<boolean> => {
    const error = await attempt(policy, ctxOf(person));
    return error?.code === 'FORBIDDEN' && error.params?.['permission'] === permission;
  };

  it(`needs ${permission}, from every role and every key`, async () => {
    expect((await attempt(policy, world.ctx()))?.code).toBe('UNAUTHENTICATED');
    expect(await isRefusedFor(await personWith([]))).toBe(true);
    expect(await isRefusedFor(await personWith(PERMISSIONS.filter((other) => other !== permission)))).toBe(true);
    expect(await isRefusedFor(await personWith([permission]))).toBe(false);
    expect(await isRefusedFor(world.administrator)).toBe(false);
    for (const builtIn of BUILT_IN) {
      const rights = readPermissions({ builtIn, permissions: [] });
      expect(await isRefusedFor(await personWith([...rights])), builtIn).toBe(!rights.has(permission));
    }
    const key = { kind: 'api-key', apiKeyId: randomUUID(), name: 'Key', scopes: ['interactions.write'] } as const;
    expect((await attempt(policy, world.ctx(key)))?.code).toBe('FORBIDDEN');
  });

  it(policy.freshSignIn === 'always' ? 'needs a recent sign-in' : 'asks nobody at once to sign in again', async () => {
    const isAsked = async (ageMs: number) => (await attempt(policy, ctxOf(world.administrator, ageMs)))?.key;
    if (policy.freshSignIn === 'always') expect(await isAsked(OLD)).toBe('sign_in_again');
    else expect(await isAsked(OLD)).not.toBe('sign_in_again');
    expect(await isAsked(FRESH_MS - 10_000)).not.toBe('sign_in_again');
  });
});
