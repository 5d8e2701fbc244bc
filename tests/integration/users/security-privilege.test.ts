import { beforeEach, describe, expect, it } from 'vitest';
import { loadMethod } from '@/lib/services/connections/load-method';
import { PERMISSIONS, type Permission } from '@/lib/domain/base/permissions';
import { confirmPortalReplacement } from '@/lib/services/auth-methods/confirm-portal-replacement';
import { createRole } from '@/lib/services/roles/create-role';
import { duplicateRole } from '@/lib/services/roles/duplicate-role';
import { editRole } from '@/lib/services/roles/edit-role';
import { deleteRole } from '@/lib/services/roles/delete-role';
import { createUser } from '@/lib/services/users/create-user';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { deleteUser } from '@/lib/services/users/delete-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { editUser } from '@/lib/services/users/edit-user';
import { enableUser } from '@/lib/services/users/enable-user';
import { endUserSessions } from '@/lib/services/users/end-user-sessions';
import { removeIdentity } from '@/lib/services/users/remove-identity';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { cheapHash } from '../../support/cheap-password';
import {
  activatedMethod,
  HARBOR,
  LUMEN,
  startWorld,
  startActivationFlow,
  type Person,
} from '../../support/connect-world';

// Nobody becomes more than they are: not by changing themselves, others, roles, or who stands behind a sign-in.
const world = await startWorld();
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

const USERS: Permission[] = [
  'users.access',
  'users.create',
  'users.modify',
  'users.delete',
  'roles.access',
  'roles.create',
  'roles.modify',
  'roles.delete',
];
const rowOf = (person: Person) =>
  world.db.user.findUniqueOrThrow({ where: { id: person.actor.userId }, include: { profiles: true } });

async function formOf(person: Person) {
  const { name, email, roleId, isAdministrator, defaultProfileId, ssoConnectorId, language, version } =
    await rowOf(person);
  return { name, email, roleId, isAdministrator, profileIds: [], defaultProfileId, ssoConnectorId, language, version };
}

describe("a user with all permissions for users and roles, who isn't an administrator", () => {
  it("can't make anyone an administrator, including themselves", async () => {
    const clerk = await world.person({ permissions: USERS });
    const ctx = world.ctx(clerk.actor);
    await expect(
      editUser(ctx, { id: clerk.actor.userId, ...(await formOf(clerk)), isAdministrator: true }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', key: 'administrators_only' });
    const { version: _version, ...form } = await formOf(clerk);
    await expect(createUser(ctx, { ...form, email: 'new@example.com', isAdministrator: true })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await rowOf(clerk)).isAdministrator).toBe(false);
  });

  it("can't take over an administrator through address, link, connector or identity, or end their sessions", async () => {
    const clerk = await world.person({ permissions: USERS });
    const chief = await world.person({ isAdministrator: true });
    const ctx = world.ctx(clerk.actor);
    const id = chief.actor.userId;
    const form = await formOf(chief);
    const attempts: [string, () => Promise<unknown>][] = [
      ['address', () => editUser(ctx, { id, ...form, email: 'clerk@attacker.example' })],
      ['demotion', () => editUser(ctx, { id, ...form, isAdministrator: false })],
      ['link', () => createUserLink(ctx, { id })],
      ['disabling', () => disableUser(ctx, { id })],
      ['enabling', () => enableUser(ctx, { id })],
      ['sessions', () => endUserSessions(ctx, { id })],
      ['identity', () => removeIdentity(ctx, { id, identityId: crypto.randomUUID() })],
      ['deletion', () => deleteUser(ctx, { id })],
    ];
    for (const [name, attempt] of attempts)
      await expect(attempt(), name).rejects.toMatchObject({ code: 'FORBIDDEN', key: 'administrators_only' });
    expect(await formOf(chief)).toEqual(form);
    expect(await world.db.userLink.count({ where: { userId: id } })).toBe(0);
  });

  it("can't take over a user with more permissions, and can't grant those permissions", async () => {
    const clerk = await world.person({ permissions: USERS });
    const powerful = await world.person({ permissions: [...USERS, 'auth-methods.modify'] });
    const ctx = world.ctx(clerk.actor);
    await expect(createUserLink(ctx, { id: powerful.actor.userId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      key: 'user_beyond_own_rights',
    });
    const { roleId } = await rowOf(powerful);
    await expect(editUser(ctx, { id: clerk.actor.userId, ...(await formOf(clerk)), roleId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      key: 'role_beyond_own_rights',
    });
    const own = await world.db.role.findUniqueOrThrow({ where: { id: (await rowOf(clerk)).roleId } });
    await expect(
      editRole(ctx, {
        id: own.id,
        name: own.name,
        description: '',
        permissions: [...PERMISSIONS],
        version: own.version,
      }),
    ).rejects.toMatchObject({ key: 'rights_beyond_own' });
    await expect(
      createRole(ctx, { name: 'Everything', description: '', permissions: [...PERMISSIONS] }),
    ).rejects.toMatchObject({ key: 'rights_beyond_own' });
    await expect(duplicateRole(ctx, { id: roleId })).rejects.toMatchObject({ key: 'rights_beyond_own' });
    const unused = await world.db.role.create({ data: { name: 'Unused', permissions: ['settings.modify'] } });
    await expect(deleteRole(ctx, { id: unused.id })).rejects.toMatchObject({ key: 'role_above_own_rights' });
  });

  it('can manage an ordinary agent', async () => {
    const clerk = await world.person({ permissions: USERS });
    const agent = await world.person();
    await expect(createUserLink(world.ctx(clerk.actor), { id: agent.actor.userId })).resolves.toMatchObject({
      purpose: 'set_up',
    });
  });
});

describe("a user who can change methods and connectors, but isn't an administrator", () => {
  const RIGHTS: Permission[] = [
    'auth-methods.access',
    'auth-methods.create',
    'auth-methods.modify',
    'sso-connectors.access',
    'sso-connectors.modify',
  ];

  async function connectorOf(person: { isAdministrator: boolean }, methodId: string) {
    const connector = await world.db.ssoConnector.create({
      data: { name: `Way ${crypto.randomUUID()}`, reference: crypto.randomUUID(), authMethodId: methodId },
    });
    const user = await world.person({ isAdministrator: person.isAdministrator, connectorId: connector.id });
    return { connector, user };
  }

  it("can't connect their own HubSpot account for users with more permissions, at first or later", async () => {
    const mallory = await world.person({ permissions: RIGHTS });
    const fresh = await world.method();
    await connectorOf({ isAdministrator: true }, fresh);
    const first = await startActivationFlow(world, fresh, { portalId: HARBOR.portalId }, mallory);
    await mallory.browser.get(first.location);
    expect(await loadMethod(world.ctx(), world.db, fresh)).toMatchObject({
      status: 'disabled',
      refusal: 'not_permitted',
      portalId: null,
    });
    expect(await world.db.authGrant.count({ where: { authMethodId: fresh } })).toBe(0);

    const bound = await activatedMethod(world);
    await connectorOf({ isAdministrator: true }, bound);
    const replacement = await startActivationFlow(world, bound, { portalId: HARBOR.portalId }, mallory);
    await mallory.browser.get(replacement.location);
    await expect(
      confirmPortalReplacement(world.ctx(mallory.actor), { ...replacement, accept: true }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', key: 'people_beyond_own_rights' });
    expect(await loadMethod(world.ctx(), world.db, bound)).toMatchObject({
      status: 'enabled',
      portalId: String(LUMEN.portalId),
    });
  });

  it('can activate the same account again, and any account if only users like them sign in through it', async () => {
    const mallory = await world.person({ permissions: RIGHTS });
    const bound = await activatedMethod(world);
    await connectorOf({ isAdministrator: true }, bound);
    await mallory.browser.get((await startActivationFlow(world, bound, {}, mallory)).location);
    expect((await world.db.authMethod.findUniqueOrThrow({ where: { id: bound } })).activatedById).toBe(
      mallory.actor.userId,
    );

    const fresh = await world.method();
    await connectorOf({ isAdministrator: false }, fresh);
    await mallory.browser.get(
      (await startActivationFlow(world, fresh, { portalId: HARBOR.portalId }, mallory)).location,
    );
    expect((await world.db.authMethod.findUniqueOrThrow({ where: { id: fresh } })).portalId).toBe(
      String(HARBOR.portalId),
    );
  });

  it("can't move such a connector to a method with another account, or with none yet", async () => {
    const mallory = await world.person({ permissions: RIGHTS });
    const bound = await activatedMethod(world);
    const empty = await world.method();
    const elsewhere = await world.method();
    await world.administrator.browser.get(
      (await startActivationFlow(world, elsewhere, { portalId: HARBOR.portalId })).location,
    );
    const sameportal = await activatedMethod(world);
    const { connector } = await connectorOf({ isAdministrator: true }, bound);
    const move = (authMethodId: string) =>
      editConnector(world.ctx(mallory.actor), {
        id: connector.id,
        version: connector.version,
        name: connector.name,
        reference: connector.reference,
        enabled: true,
        authMethodId,
      });
    await expect(move(empty)).rejects.toMatchObject({ key: 'people_beyond_own_rights' });
    await expect(move(elsewhere)).rejects.toMatchObject({ key: 'people_beyond_own_rights' });
    await expect(move(sameportal)).resolves.toMatchObject({ version: connector.version + 1 });
  });
});

describe('the last administrator who can sign in', () => {
  async function onlyAble(): Promise<Person> {
    await world.db.user.updateMany({
      where: { isAdministrator: true },
      data: { passwordHash: null, ssoConnectorId: null },
    });
    const chief = await world.person({ isAdministrator: true });
    await world.db.user.update({
      where: { id: chief.actor.userId },
      data: { passwordHash: cheapHash('correct horse battery') },
    });
    return chief;
  }

  it("can't be disabled, demoted or deleted by someone who couldn't sign in again", async () => {
    const chief = await onlyAble();
    const ctx = world.ctx(world.administrator.actor);
    const id = chief.actor.userId;
    for (const attempt of [
      () => disableUser(ctx, { id }),
      () => deleteUser(ctx, { id }),
      async () => editUser(ctx, { id, ...(await formOf(chief)), isAdministrator: false }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', key: 'last_administrator' });
    }
  });

  it('keeps the connector if it is their only way to sign in', async () => {
    const chief = await onlyAble();
    const connector = await world.db.ssoConnector.create({
      data: { name: 'Only way', reference: 'only-way', authMethodId: await world.method() },
    });
    await world.db.user.update({
      where: { id: chief.actor.userId },
      data: { passwordHash: null, ssoConnectorId: connector.id },
    });
    const ctx = world.ctx(chief.actor);
    await expect(
      editUser(ctx, { id: chief.actor.userId, ...(await formOf(chief)), ssoConnectorId: null }),
    ).rejects.toMatchObject({ key: 'last_administrator' });
  });

  it('is kept when two administrators remove each other at the same time', async () => {
    const one = await onlyAble();
    const two = await world.person({ isAdministrator: true });
    await world.db.user.update({
      where: { id: two.actor.userId },
      data: { passwordHash: cheapHash('correct horse battery') },
    });
    const ends = await Promise.allSettled([
      disableUser(world.ctx(one.actor), { id: two.actor.userId }),
      disableUser(world.ctx(two.actor), { id: one.actor.userId }),
    ]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(
      await world.db.user.count({ where: { isAdministrator: true, status: 'active', passwordHash: { not: null } } }),
    ).toBe(1);
  });
});
