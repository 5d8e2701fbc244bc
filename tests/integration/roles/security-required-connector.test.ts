import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import type { UserActor } from '@/lib/services/context';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import { editMethod } from '@/lib/services/auth-methods/edit-method';
import { readHome } from '@/lib/services/home/queries';
import { duplicateRole } from '@/lib/services/roles/duplicate-role';
import { readRoleSignIn } from '@/lib/services/required-connectors/read-role-sign-in';
import { requireConnector } from '@/lib/services/required-connectors/require-connector';
import { confirmSignIn } from '@/lib/services/sessions/confirm-sign-in';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { deleteConnector } from '@/lib/services/sso-connectors/delete-connector';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { createUser } from '@/lib/services/users/create-user';
import { choosePassword } from '@/lib/services/users/choose-password';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { deleteUser } from '@/lib/services/users/delete-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { editUser } from '@/lib/services/users/edit-user';
import { readOwnAccount } from '@/lib/services/users/read-own-account';
import { activatedMethod, Browser, PUBLIC_URL, SIGN_IN_CALLBACK, startWorld } from '../../support/connect-world';
import { startIdentityProvider, oidcSettings, type OidcSettings } from '../../support/identity-provider';
import { PASSWORD, secondFactorWorld } from '../../support/second-factor-world';

const world = await startWorld();
const provider = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
afterAll(() => provider.close());
const { as, anonymous, account, addPasskey, ask, answer } = secondFactorWorld(world);

const admin = world.administrator;
const byAdmin = () => world.ctx(admin.actor);
let keeper: UserActor;
let connector: { id: string; reference: string };
let made = 0;

const oidc = (change: Partial<OidcSettings> = {}) => oidcSettings(provider, change);

async function newConnector(change = {}): Promise<{ id: string; reference: string }> {
  made += 1;
  const reference = `idp-${made}`;
  const { id } = await createConnector(byAdmin(), {
    name: reference,
    reference,
    type: 'oidc',
    enabled: true,
    oidc: oidc(change),
  });
  return { id, reference };
}

async function passTest(id = connector.id): Promise<void> {
  const started = startedTestSchema.parse(await (await admin.browser.post(`/api/sso/connectors/${id}/test`)).json());
  const back = await provider.consent(started.authorizeUrl ?? '', 'ada');
  expect((await admin.browser.get(back)).headers.get('location')).toContain('/connect/sign-in-test/');
}

async function edit(change: { enabled?: boolean; oidc?: object }, id = connector.id): Promise<unknown> {
  const { version, name, reference } = await world.db.ssoConnector.findUniqueOrThrow({ where: { id } });
  const input = { ...oidc({ clientSecret: '' }), ...change.oidc };
  return editConnector(byAdmin(), { id, version, name, reference, enabled: change.enabled ?? true, oidc: input });
}

const roleIdOf = async ({ userId }: UserActor) =>
  (await world.db.user.findUniqueOrThrow({ where: { id: userId } })).roleId;

/** Shows the list, as the page does, and saves. */
async function requireFor(
  roleId: string,
  options: { connectorId?: string | null; breakGlass?: UserActor | null; by?: UserActor; seen?: string } = {},
) {
  const { connectorId = connector.id, breakGlass = keeper, by = admin.actor } = options;
  const breakGlassUserId = breakGlass?.userId ?? null;
  const { version, lockedOut } = await readRoleSignIn(world.ctx(by), {
    id: roleId,
    ...(connectorId === null ? {} : { connectorId }),
    ...(breakGlassUserId === null ? {} : { breakGlassUserId }),
  });
  const seen = options.seen ?? lockedOut.seen;
  return requireConnector(world.ctx(by), { id: roleId, version, connectorId, breakGlassUserId, seen });
}

const at = (field: string, key: string) => ({ code: 'INVALID_INPUT', fields: { [field]: { key } } });
const isOpen = async ({ sessionId }: UserActor) =>
  (await world.db.session.findUnique({ where: { id: sessionId } }))?.revokedAt === null;
const lastAttempt = ({ userId }: UserActor) =>
  world.db.signInAttempt.findFirstOrThrow({ where: { userId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
const password = (actor: UserActor) => signInWithPassword(anonymous(), { email: actor.email, password: PASSWORD });

async function formOf(id: string) {
  const { name, email, roleId, isAdministrator, ssoConnectorId, language, version } =
    await world.db.user.findUniqueOrThrow({ where: { id } });
  return {
    id,
    name,
    email,
    roleId,
    isAdministrator,
    ssoConnectorId,
    language,
    version,
    profileIds: [],
    defaultProfileId: null,
  };
}

beforeEach(async () => {
  await world.db.role.updateMany({ data: { requiredConnectorId: null } });
  await world.db.user.updateMany({ data: { isBreakGlass: false, ssoConnectorId: null } });
  provider.misbehave({});
  provider.accounts.clear();
  provider.accounts.set('ada', { sub: 'ada', email: 'ada@example.org', email_verified: true });
  keeper = await account({ isAdministrator: true });
  connector = await newConnector();
});

describe('which connector a role can require', () => {
  it('one whose test passed since its last change', async () => {
    await world.db.user.deleteMany({ where: { email: 'ada@example.org' } });
    await world.person({ email: 'ada@example.org', connectorId: connector.id });
    const { actor } = await world.person();
    const roleId = await roleIdOf(actor);
    await expect(requireFor(roleId)).rejects.toMatchObject(at('connectorId', 'connector_untested'));
    await passTest();
    await edit({ oidc: { scopes: ['openid', 'email', 'profile'] } });
    await expect(requireFor(roleId)).rejects.toMatchObject(at('connectorId', 'connector_untested'));
    await edit({ enabled: false });
    await expect(requireFor(roleId)).rejects.toMatchObject(at('connectorId', 'connector_disabled'));
    await edit({});
    await passTest();
    await requireFor(roleId);
    expect(await world.db.role.findUnique({ where: { id: roleId } })).toMatchObject({
      requiredConnectorId: connector.id,
    });
    await expect(requireFor(roleId, { connectorId: randomUUID() })).rejects.toMatchObject(
      at('connectorId', 'not_offered'),
    );
  });

  it('and since the last change of its authentication method', async () => {
    const authMethodId = await activatedMethod(world);
    made += 1;
    const { id } = await createConnector(byAdmin(), {
      name: `HubSpot ${made}`,
      reference: `hubspot-${made}`,
      type: 'hubspot',
      enabled: true,
      authMethodId,
    });
    const tested = { testedVersion: 1, testedMethodVersion: 1, testedAt: new Date() };
    await world.db.ssoConnector.update({ where: { id }, data: tested });
    const roleId = await roleIdOf((await world.person()).actor);
    await expect(requireFor(roleId, { connectorId: id })).rejects.toMatchObject(
      at('connectorId', 'connector_untested'),
    );
    const { version, name } = await world.db.authMethod.findUniqueOrThrow({ where: { id: authMethodId } });
    await world.db.ssoConnector.update({ where: { id }, data: { testedMethodVersion: version } });
    await requireFor(roleId, { connectorId: id });

    // What its users sign in through is not changed under them.
    await expect(deactivateMethod(byAdmin(), { id: authMethodId, version })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      key: 'method_is_required',
    });
    const { environment, clientId, requiredScopes, optionalScopes } = await world.db.authMethod.findUniqueOrThrow({
      where: { id: authMethodId },
    });
    const form = { id: authMethodId, name, environment, clientId, requiredScopes, optionalScopes };
    await expect(editMethod(byAdmin(), { ...form, version, clientSecret: 'another-secret' })).rejects.toMatchObject(
      at('clientSecret', 'method_setting_is_required'),
    );
    await expect(editMethod(byAdmin(), { ...form, version, optionalScopes: [] })).rejects.toMatchObject(
      at('optionalScopes', 'method_setting_is_required'),
    );
    await editMethod(byAdmin(), { ...form, version, name: `${name} renamed` });
    await requireFor(roleId, { connectorId: null, breakGlass: null });
    await deactivateMethod(byAdmin(), { id: authMethodId, version: version + 1 });
    await expect(requireFor(roleId, { connectorId: id })).rejects.toMatchObject(
      at('connectorId', 'connector_not_working'),
    );
  });

  it('none while groups of another connector get the role, and no group of another once it is required', async () => {
    const roleId = await roleIdOf((await world.person()).actor);
    const table = { groupsClaim: 'groups', groupRoles: [{ group: 'staff', roleId }] };
    await world.db.ssoConnector.update({ where: { id: connector.id }, data: { testedVersion: 1 } });
    const other = await newConnector(table);
    await expect(requireFor(roleId)).rejects.toMatchObject(at('connectorId', 'role_of_other_groups'));
    await deleteConnector(byAdmin(), { id: other.id });
    await requireFor(roleId);
    await expect(newConnector(table)).rejects.toMatchObject(
      at('oidc.groupRoles.0.roleId', 'role_requires_other_connector'),
    );
    await edit({ oidc: { ...table, admitsWithoutGroup: true } });
  });
});

const tested = () => world.db.ssoConnector.update({ where: { id: connector.id }, data: { testedVersion: 1 } });

describe('who decides it', () => {
  it('needs a recent sign-in, and all the rights of the role', async () => {
    await tested();
    const roleId = await roleIdOf((await world.person({ permissions: ['settings.modify'] })).actor);
    const old = { ...admin.actor, signedInAt: new Date(Date.now() - 20 * 60_000) };
    await expect(requireFor(roleId, { by: old })).rejects.toMatchObject({ key: 'sign_in_again' });
    const { actor: weaker } = await world.person({ permissions: ['roles.access', 'roles.modify'] });
    await expect(requireFor(roleId, { by: weaker })).rejects.toMatchObject({ key: 'role_above_own_rights' });

    // A role without rights whose users are administrators all the same.
    const other = await world.person({ isAdministrator: true });
    await expect(requireFor(await roleIdOf(other.actor), { by: weaker })).rejects.toMatchObject({
      key: 'required_connector_beyond_own',
    });
  });

  it('a break-glass administrator is named by an administrator, and has a password', async () => {
    await tested();
    const roleId = await roleIdOf((await world.person()).actor);
    await expect(requireFor(roleId, { breakGlass: null })).rejects.toMatchObject(at('breakGlassUserId', 'required'));
    const { actor: noPassword } = await world.person({ isAdministrator: true });
    const noAdministrator = await account();
    for (const breakGlass of [noPassword, noAdministrator])
      await expect(requireFor(roleId, { breakGlass })).rejects.toMatchObject(at('breakGlassUserId', 'not_offered'));
    const { actor: modifier } = await world.person({ permissions: ['roles.access', 'roles.modify'] });
    await expect(requireFor(roleId, { by: modifier })).rejects.toMatchObject({ key: 'administrators_only' });
    await requireFor(roleId);
    // Once there is one, the rest is theirs to decide.
    await requireFor(roleId, { by: modifier, connectorId: null, breakGlass: null });
    await requireFor(roleId, { by: modifier, breakGlass: null });
  });

  it('sees who could no longer sign in, as it is when they save', async () => {
    await tested();
    const { actor: bare } = await world.person();
    const roleId = await roleIdOf(bare);
    const other = await newConnector();
    const join = (actor: UserActor, data = {}) =>
      world.db.user.update({ where: { id: actor.userId }, data: { roleId, ...data } });
    const { actor: elsewhere } = await world.person({ connectorId: other.id });
    const { actor: reached } = await world.person({ connectorId: connector.id });
    const { actor: chief } = await world.person({ isAdministrator: true, connectorId: connector.id });
    const { actor: gone } = await world.person();
    await join(elsewhere);
    await join(reached);
    await join(chief);
    await join(gone, { status: 'disabled' });
    await join(keeper);
    const { lockedOut } = await readRoleSignIn(byAdmin(), {
      id: roleId,
      connectorId: connector.id,
      breakGlassUserId: keeper.userId,
    });
    expect(lockedOut).toMatchObject({
      count: 3,
      items: expect.arrayContaining([
        { id: bare.userId, name: bare.name, reason: 'no_connector' },
        { id: elsewhere.userId, name: elsewhere.name, reason: 'other_connector' },
        { id: chief.userId, name: chief.name, reason: 'administrators_not_admitted' },
      ]),
      isOneself: false,
      endsOwnSession: false,
    });
    // Somebody else comes before it is saved.
    const { actor: late } = await world.person();
    await join(late);
    await expect(requireFor(roleId, { seen: lockedOut.seen })).rejects.toMatchObject({
      code: 'CONFLICT',
      key: 'locked_out_unseen',
    });
    await expect(requireFor(roleId, { seen: '' })).rejects.toMatchObject({ key: 'locked_out_unseen' });
    expect(await world.db.role.findUnique({ where: { id: roleId } })).toMatchObject({ requiredConnectorId: null });
    await requireFor(roleId);
    const entry = await world.db.historyEntry.findFirstOrThrow({
      where: { action: 'role.connector-required' },
      orderBy: { at: 'desc' },
    });
    expect(entry).toMatchObject({ entityId: roleId, actorId: admin.actor.userId });
    expect(entry.after).toMatchObject({ requiredConnector: connector.reference });
    expect(
      await world.db.historyEntry.count({ where: { action: 'user.break-glass-named', entityId: keeper.userId } }),
    ).toBe(1);
  });

  it('is not locked out by it, nor is the one who was exempt until now unseen', async () => {
    await tested();
    const roleId = await roleIdOf(admin.actor);
    await expect(requireFor(roleId)).rejects.toMatchObject({ key: 'locks_out_oneself' });
    const keepersRole = await roleIdOf(keeper);
    await requireFor(keepersRole);
    const next = await account({ isAdministrator: true });
    const { lockedOut } = await readRoleSignIn(byAdmin(), {
      id: keepersRole,
      connectorId: connector.id,
      breakGlassUserId: next.userId,
    });
    expect(lockedOut.items).toEqual([{ id: keeper.userId, name: keeper.name, reason: 'no_connector' }]);
    await requireFor(keepersRole, { breakGlass: next });
    expect(await isOpen(keeper)).toBe(false);
  });
});

describe('a required connector', () => {
  /** A person of a role that requires it, and the role. */
  async function required(options: { reach?: boolean; permissions?: string[] } = {}) {
    await tested();
    const person = await account({
      permissions: options.permissions ?? [],
      ...(options.reach === false ? {} : { connectorId: connector.id }),
    });
    const roleId = await roleIdOf(person);
    await requireFor(roleId);
    return { person, roleId };
  }

  it('ends the sessions that began another way, and no others', async () => {
    await tested();
    const { actor } = await world.person({ connectorId: connector.id });
    const { actor: through } = await world.person({ connectorId: connector.id });
    const { actor: stranger } = await world.person();
    const roleId = await roleIdOf(actor);
    await world.db.user.update({ where: { id: through.userId }, data: { roleId } });
    await world.db.session.update({ where: { id: through.sessionId }, data: { connectorId: connector.id } });
    expect(await requireFor(roleId)).toMatchObject({ endedSessions: 1 });
    expect(await world.db.session.findUnique({ where: { id: actor.sessionId } })).toMatchObject({
      revokedReason: 'connector_required',
    });
    expect(await isOpen(through)).toBe(true);
    expect(await isOpen(stranger)).toBe(true);
    expect(await isOpen(keeper)).toBe(true);
  });

  it('refuses the password and the passkey, and says which connector only to who proved who they are', async () => {
    await tested();
    const person = await account({ connectorId: connector.id });
    const { passkey } = await addPasskey(person);
    const roleId = await roleIdOf(person);
    await requireFor(roleId);
    expect(await signInWithPassword(anonymous(), { email: person.email, password: 'wrong wrong wrong' })).toEqual({
      kind: 'refused',
      reason: 'wrong_credentials',
    });
    expect(await password(person)).toMatchObject({
      kind: 'refused',
      reason: 'connector_required',
      connector: { reference: connector.reference },
    });
    expect(await lastAttempt(person)).toMatchObject({ way: 'password', allowed: false, reason: 'connector_required' });
    const { options, challengeTicket } = await ask('first');
    await expect(answer(challengeTicket, passkey.use(options))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      key: 'connector_required',
      // From which the page makes the link to it.
      details: { connector: { name: connector.reference, reference: connector.reference } },
    });
    expect(await lastAttempt(person)).toMatchObject({ way: 'passkey', allowed: false, reason: 'connector_required' });
    expect(await world.db.session.count({ where: { userId: person.userId, revokedAt: null } })).toBe(0);
    // Right passwords are no guesses.
    expect(await world.db.user.findUnique({ where: { id: person.userId } })).toMatchObject({ failedPasswords: 1 });
  });

  it('lets its users in through it, and through no other', async () => {
    const { person } = await required();
    await world.db.user.update({ where: { id: person.userId }, data: { email: `ada-${made}@example.org` } });
    provider.accounts.set('ada', { sub: 'ada', email: `ada-${made}@example.org`, email_verified: true });
    const signIn = async (reference: string) => {
      const browser = new Browser();
      const start = (await browser.get(`/api/sso/login/${reference}`)).headers.get('location') ?? '';
      return (await browser.get(await provider.consent(start, 'ada'))).headers.get('location');
    };
    expect(await signIn(connector.reference)).toBe(`${PUBLIC_URL}/banner`);
    const other = await newConnector();
    await world.db.user.update({ where: { id: person.userId }, data: { ssoConnectorId: other.id } });
    expect(await signIn(other.reference)).toContain('reason=other_connector_required');
  });

  it('makes links to a password useless', async () => {
    await tested();
    const person = await account();
    const { url } = await createUserLink(byAdmin(), { id: person.userId });
    await requireFor(await roleIdOf(person));
    const token = new URL(url).searchParams.get('token') ?? '';
    await expect(choosePassword(anonymous(), { token, password: 'a long new passphrase' })).rejects.toMatchObject({
      key: 'connector_required',
    });
    await expect(createUserLink(byAdmin(), { id: person.userId })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      key: 'password_link_useless',
    });
    await createUserLink(byAdmin(), { id: keeper.userId });
  });

  it('is not disabled, deleted, or changed in what people sign in with', async () => {
    const { roleId } = await required();
    await expect(edit({ enabled: false })).rejects.toMatchObject(at('enabled', 'connector_is_required'));
    const changes: [string, object][] = [
      ['issuer', { issuer: 'https://login.example.com', clientSecret: 'another' }],
      ['clientId', { clientId: 'another', clientSecret: 'another' }],
      ['clientSecret', { clientSecret: 'another' }],
      ['scopes', { scopes: ['openid'] }],
    ];
    for (const [field, change] of changes)
      await expect(edit({ oidc: change })).rejects.toMatchObject(at(`oidc.${field}`, 'setting_is_required'));
    await edit({ oidc: { administratorsMaySignIn: true } });
    await expect(edit({ oidc: { administratorsMaySignIn: false } })).rejects.toMatchObject(
      at('oidc.administratorsMaySignIn', 'setting_is_required'),
    );
    // Who is in none of the groups would be left outside.
    const staff = {
      administratorsMaySignIn: true,
      groupsClaim: 'groups',
      groupRoles: [{ group: 'staff', roleId }],
    };
    await expect(edit({ oidc: staff })).rejects.toMatchObject(at('oidc.groupsClaim', 'setting_is_required'));
    await edit({ oidc: { ...staff, admitsWithoutGroup: true } });
    await expect(edit({ oidc: staff })).rejects.toMatchObject(at('oidc.admitsWithoutGroup', 'setting_is_required'));
    await world.db.user.updateMany({ data: { ssoConnectorId: null } });
    await expect(deleteConnector(byAdmin(), { id: connector.id })).rejects.toMatchObject({ code: 'IN_USE' });
  });

  it('is asked of whoever gets the role, and of its copy', async () => {
    const { person, roleId } = await required();
    const other = await world.person();
    const form = await formOf(other.actor.userId);
    await expect(editUser(byAdmin(), { ...form, roleId })).rejects.toMatchObject(
      at('ssoConnectorId', 'role_requires_connector'),
    );
    await expect(
      editUser(byAdmin(), { ...form, roleId, isAdministrator: true, ssoConnectorId: connector.id }),
    ).rejects.toMatchObject(at('ssoConnectorId', 'connector_admits_no_administrators'));
    const { id: _id, version: _version, ...fields } = form;
    await expect(
      createUser(byAdmin(), { ...fields, name: 'New', email: `new-${made}@example.com`, roleId }),
    ).rejects.toMatchObject(at('ssoConnectorId', 'role_requires_connector'));
    await editUser(byAdmin(), { ...form, roleId, ssoConnectorId: connector.id });
    expect(await isOpen(other.actor)).toBe(false);
    await expect(editUser(byAdmin(), { ...(await formOf(person.userId)), ssoConnectorId: null })).rejects.toMatchObject(
      at('ssoConnectorId', 'role_requires_connector'),
    );
    const copy = await duplicateRole(byAdmin(), { id: roleId });
    expect(await world.db.role.findUnique({ where: { id: copy.id } })).toMatchObject({
      requiredConnectorId: connector.id,
    });
  });

  it('somebody locked out can still be renamed', async () => {
    const { person } = await required({ reach: false });
    await editUser(byAdmin(), { ...(await formOf(person.userId)), name: 'Renamed' });
  });

  it('leaves no session behind when somebody signs in at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      await world.resetLimits();
      await tested();
      const person = await account();
      const roleId = await roleIdOf(person);
      const [signedIn] = await Promise.allSettled([password(person), password(person), requireFor(roleId)]);
      expect(signedIn.status).toBe('fulfilled');
      expect(await world.db.session.count({ where: { userId: person.userId, revokedAt: null } })).toBe(0);
    }
  });
});

describe('the break-glass administrator', () => {
  beforeEach(async () => {
    await tested();
    await requireFor(await roleIdOf(keeper));
  });

  it('signs in with a password, and everybody who looks after users hears of it', async () => {
    expect((await readHome(byAdmin())).attention.breakGlass).toBeNull();
    expect(await password(keeper)).toMatchObject({ kind: 'signed-in' });
    expect((await readHome(byAdmin())).attention.breakGlass).toMatchObject({
      userId: keeper.userId,
      name: keeper.name,
    });
    const { actor: auditor } = await world.person({ permissions: ['users.access'] });
    expect((await readHome(as(auditor))).attention.breakGlass).toMatchObject({ userId: keeper.userId });
    const { actor: agent } = await world.person();
    expect((await readHome(as(agent))).attention.breakGlass).toBeNull();
    expect(await readOwnAccount(as(keeper))).toMatchObject({
      rule: { kind: 'break-glass' },
      breakGlassUsedAt: expect.any(Date),
    });
    const entry = await world.db.historyEntry.findFirstOrThrow({ where: { action: 'user.break-glass-used' } });
    expect(entry).toMatchObject({ entityId: keeper.userId, actorKind: 'system' });
    expect(entry.after).toMatchObject({ requiredConnector: connector.reference, with: 'password', ip: '192.0.2.1' });
    expect(
      (await readHome(world.ctx(admin.actor, () => new Date(Date.now() + 8 * 24 * 60 * 60_000)))).attention.breakGlass,
    ).toBeNull();
  });

  it('confirms with a password in place without a further alert', async () => {
    await confirmSignIn(as(keeper), { password: PASSWORD });
    expect(
      await world.db.historyEntry.count({ where: { action: 'user.break-glass-used', entityId: keeper.userId } }),
    ).toBe(0);
  });

  it('stays while a role requires a connector', async () => {
    const id = keeper.userId;
    for (const leave of [
      () => disableUser(byAdmin(), { id }),
      () => deleteUser(byAdmin(), { id }),
      async () => editUser(byAdmin(), { ...(await formOf(id)), isAdministrator: false }),
    ])
      await expect(leave()).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', key: 'break_glass_needed' });
    await requireFor(await roleIdOf(keeper), { connectorId: null, breakGlass: null });
    await disableUser(byAdmin(), { id });
    await expect(requireFor(await roleIdOf(keeper), { breakGlass: null })).rejects.toMatchObject(
      at('breakGlassUserId', 'required'),
    );
  });
});
