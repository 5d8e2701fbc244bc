import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { listApiKeys } from '@/lib/services/api-keys/queries';
import { revokeApiKey } from '@/lib/services/api-keys/revoke-api-key';
import { listMethods } from '@/lib/services/auth-methods/queries';
import { createCrm } from '@/lib/services/crms/create-crm';
import { listCrms } from '@/lib/services/crms/queries';
import { listHistoryActors, listHistory } from '@/lib/services/history/queries';
import { listInteractions } from '@/lib/services/interactions/queries';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { editProfile } from '@/lib/services/profiles/edit-profile';
import { listProfiles } from '@/lib/services/profiles/queries';
import { createRole } from '@/lib/services/roles/create-role';
import { listRoles } from '@/lib/services/roles/queries';
import { listConnectorAttempts, listUserAttempts } from '@/lib/services/sign-in-attempts/queries';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { listConnectors } from '@/lib/services/sso-connectors/queries';
import { createUser } from '@/lib/services/users/create-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { listUsers } from '@/lib/services/users/queries';
import { startWorld } from '../support/connect-world';

const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
const names = (list: { items: readonly { name: string }[] }) => list.items.map(({ name }) => name);
const asc = <Key extends string>(by: Key) => ({ by, direction: 'asc' as const });
const desc = <Key extends string>(by: Key) => ({ by, direction: 'desc' as const });

// Everything is made once, by the verbs, and only looked at afterwards.
const agents = await createRole(admin, { name: 'Agents', description: 'Élite du matin', permissions: [] });
const leads = await createRole(admin, { name: 'leads_paris', description: '', permissions: ['users.access'] });
const sales = await createProfile(admin, { name: 'Sales', description: '', crmIds: [], objects: [] });
const support = await createProfile(admin, { name: 'support', description: '', crmIds: [], objects: [] });
const method = await world.method();
const connector = await createConnector(admin, {
  name: 'Lumen',
  reference: 'lumen',
  type: 'hubspot',
  authMethodId: method,
  enabled: true,
});

async function user(
  name: string,
  roleId: string,
  profileIds: string[],
  ssoConnectorId: string | null,
): Promise<string> {
  const email = `${name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()}@lists.example`;
  return (
    await createUser(admin, {
      name,
      email,
      roleId,
      isAdministrator: false,
      profileIds,
      defaultProfileId: profileIds[0] ?? null,
      ssoConnectorId,
      language: 'fr',
    })
  ).id;
}
const dana = await user('Dana', agents.id, [sales.id], null);
const elodie = await user('Élodie', agents.id, [sales.id, support.id], connector.id);
const fred = await user('fred', leads.id, [support.id], connector.id);
await disableUser(admin, { id: dana });
await world.db.user.update({
  where: { id: fred },
  data: { failedPasswords: 5, lastSignInAt: new Date('2026-11-20T10:00:00Z') },
});
await world.db.user.update({ where: { id: elodie }, data: { lastSignInAt: new Date('2026-11-22T10:00:00Z') } });

describe('users', () => {
  const found = async (filter: Parameters<typeof listUsers>[1]) =>
    names(await listUsers(admin, { search: 'lists.example', ...filter }));

  it('can be filtered by role, profile, connector and state, separately and combined', async () => {
    expect(await found({ roleId: agents.id })).toEqual(['Dana', 'Élodie']);
    expect(await found({ profileId: support.id })).toEqual(['Élodie', 'fred']);
    expect(await found({ connectorId: connector.id })).toEqual(['Élodie', 'fred']);
    expect(await found({ status: 'active' })).toEqual(['Élodie']);
    expect(await found({ status: 'guessed' })).toEqual(['fred']);
    expect(await found({ status: 'disabled' })).toEqual(['Dana']);
    expect(
      await found({ roleId: agents.id, profileId: sales.id, connectorId: connector.id, status: 'active' }),
    ).toEqual(['Élodie']);
    expect(await found({ roleId: leads.id, profileId: sales.id })).toEqual([]);
  });

  it('can be searched ignoring case, also with accents, and literally', async () => {
    expect(names(await listUsers(admin, { search: 'éLO' }))).toEqual(['Élodie']);
    for (const search of ['%', '_', '\\', 'dana_lists']) expect(names(await listUsers(admin, { search }))).toEqual([]);
  });

  it('are sorted by locale; users who never signed in come last in both directions', async () => {
    expect(await found({})).toEqual(['Dana', 'Élodie', 'fred']);
    expect(await found({ sort: desc('name') })).toEqual(['fred', 'Élodie', 'Dana']);
    expect(await found({ sort: desc('last') })).toEqual(['Élodie', 'fred', 'Dana']);
    expect(await found({ sort: asc('last') })).toEqual(['fred', 'Élodie', 'Dana']);
    expect(await found({ sort: desc('email') })).toEqual(['fred', 'Élodie', 'Dana']);
  });

  it('are paged without gaps or duplicates', async () => {
    const roleId = (await createRole(admin, { name: 'Many', description: '', permissions: [] })).id;
    await world.db.user.createMany({
      data: Array.from({ length: PAGE_SIZE + 3 }, (_, index) => ({
        name: 'Same name',
        email: `many-${index}@pages.example`,
        roleId,
      })),
    });
    const [first, second, third] = [
      await listUsers(admin, { roleId }),
      await listUsers(admin, { roleId, page: 2 }),
      await listUsers(admin, { roleId, page: 3 }),
    ];
    expect([first.items.length, second.items.length, third.items.length, first.matching]).toEqual([
      PAGE_SIZE,
      3,
      0,
      PAGE_SIZE + 3,
    ]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(PAGE_SIZE + 3);
  });
});

describe('roles, profiles, connectors, CRMs and methods', () => {
  it('roles: sorted by name, users and last change; searched by name and description', async () => {
    const mine = async (filter: Parameters<typeof listRoles>[1]) =>
      names(await listRoles(admin, filter)).filter((name) => ['Agents', 'leads_paris'].includes(name));
    expect(await mine({})).toEqual(['Agents', 'leads_paris']);
    expect(await mine({ sort: desc('name') })).toEqual(['leads_paris', 'Agents']);
    expect(await mine({ sort: asc('users') })).toEqual(['leads_paris', 'Agents']);
    expect(await mine({ sort: desc('users') })).toEqual(['Agents', 'leads_paris']);
    expect(names(await listRoles(admin, { search: 'élite' }))).toEqual(['Agents']);
    expect(names(await listRoles(admin, { search: 's_p' }))).toEqual(['leads_paris']);
  });

  it('profiles: sorted by name ignoring case, users and last change', async () => {
    expect(names(await listProfiles(admin))).toEqual(['Sales', 'support']);
    const third = await createProfile(admin, { name: 'Retail', description: '', crmIds: [], objects: [] });
    expect(names(await listProfiles(admin, { sort: asc('users') }))[0]).toBe('Retail');
    await editProfile(admin, { id: third.id, name: 'retail', description: '', crmIds: [], objects: [], version: 1 });
    expect(names(await listProfiles(admin, { sort: desc('changed') }))[0]).toBe('retail');
    expect(names(await listProfiles(admin))).toEqual(['retail', 'Sales', 'support']);
  });

  it('connectors: by method, state and users', async () => {
    const other = await world.method();
    await createConnector(admin, {
      name: 'Harbor',
      reference: 'z-harbor',
      type: 'hubspot',
      authMethodId: other,
      enabled: false,
    });
    expect(names(await listConnectors(admin, { authMethodId: other }))).toEqual(['Harbor']);
    expect(names(await listConnectors(admin, { enabled: true }))).toEqual(['Lumen']);
    expect(names(await listConnectors(admin, { search: 'Z-HAR' }))).toEqual(['Harbor']);
    expect(names(await listConnectors(admin, { sort: desc('reference') }))).toEqual(['Harbor', 'Lumen']);
    expect(names(await listConnectors(admin, { sort: desc('users') }))).toEqual(['Lumen', 'Harbor']);
  });

  it('CRMs: by method, reference and number of profiles', async () => {
    const other = await world.method();
    const shown = await createCrm(admin, { name: 'alpha', reference: 'z', type: 'hubspot', authMethodId: method });
    await createCrm(admin, { name: 'Beta', reference: 'a', type: 'hubspot', authMethodId: other });
    await createProfile(admin, { name: 'With a CRM', description: '', crmIds: [shown.id], objects: [] });
    expect(names(await listCrms(admin))).toEqual(['alpha', 'Beta']);
    expect(names(await listCrms(admin, { authMethodId: other }))).toEqual(['Beta']);
    expect(names(await listCrms(admin, { sort: asc('reference') }))).toEqual(['Beta', 'alpha']);
    expect(names(await listCrms(admin, { sort: asc('profiles') }))).toEqual(['Beta', 'alpha']);
    expect(names(await listCrms(admin, { sort: desc('objects') }))).toEqual(['alpha', 'Beta']);
  });

  it('methods: by type, state and name', async () => {
    expect((await listMethods(admin, { provider: 'hubspot', status: 'disabled' })).matching).toBe(
      await world.db.authMethod.count(),
    );
    expect((await listMethods(admin, { status: 'enabled' })).items).toEqual([]);
    expect(names(await listMethods(admin, { sort: desc('name') }))).toEqual(names(await listMethods(admin)).reverse());
  });
});

describe('API keys', () => {
  it("can be found by name, first characters and state; revoked ones don't count for the limit", async () => {
    const telephone = await createApiKey(admin, { name: 'Telephone', scopes: ['interactions.write'] });
    const mail = await createApiKey(admin, { name: 'Mail', scopes: ['interactions.write'] });
    await revokeApiKey(admin, { id: mail.id });
    expect(names(await listApiKeys(admin))).toEqual(['Telephone', 'Mail']);
    expect(names(await listApiKeys(admin, { status: 'revoked' }))).toEqual(['Mail']);
    expect(names(await listApiKeys(admin, { status: 'active', search: 'TELE' }))).toEqual(['Telephone']);
    expect(names(await listApiKeys(admin, { search: telephone.key.slice(0, 8) }))).toContain('Telephone');
    expect(await listApiKeys(admin, { search: 'nothing' })).toMatchObject({
      items: [],
      matching: 0,
      total: 2,
      active: 1,
      limit: 50,
    });
  });
});

describe('the list of interactions', () => {
  const DAY = 24 * 60 * 60_000;
  const today = new Date();
  let apiKeyId: string;
  beforeAll(async () => {
    apiKeyId = (await createApiKey(admin, { name: 'PBX', scopes: ['interactions.write'] })).id;
  });
  const telephone = (at: Date) =>
    world.ctx({ kind: 'api-key', apiKeyId, name: 'PBX', scopes: ['interactions.write'] }, () => at);

  async function interaction(
    id: string,
    channel: 'voice' | 'email',
    direction: 'incoming' | 'outgoing',
    daysAgo: number,
    state?: 'sending' | 'logged' | 'failed',
  ): Promise<void> {
    const at = new Date(today.getTime() - daysAgo * DAY);
    const customer = channel === 'voice' ? { number: '+33 1 76 00 01 01' } : { email: 'Client_One@example.com' };
    const { interactionId } = await receiveInteraction(telephone(at), {
      source: 'pbx',
      id,
      sequence: 1,
      type: 'presented',
      at: at.toISOString(),
      channel,
      direction,
      agent: 'elodie@lists.example',
      customer,
    });
    await world.db.interaction.update({
      where: { id: interactionId },
      data: { createdAt: at, ...(state ? { state: 'ended' } : {}) },
    });
    const crm = await world.db.crm.findFirstOrThrow();
    if (state) await world.db.interactionAssignment.create({ data: { interactionId, crmId: crm.id, state } });
  }
  const found = async (filter: Parameters<typeof listInteractions>[1]) =>
    (await listInteractions(admin, filter)).items.map(({ externalId }) => externalId);

  it('can be filtered by state, channel, direction and period, and searched', async () => {
    await interaction('oldest', 'voice', 'incoming', 9, 'failed');
    await interaction('older', 'email', 'incoming', 5, 'sending');
    await interaction('old_one', 'voice', 'outgoing', 2, 'logged');
    await interaction('new', 'voice', 'incoming', 0);

    expect(await found({})).toEqual(['new', 'old_one', 'older', 'oldest']);
    expect(await found({ sort: asc('at') })).toEqual(['oldest', 'older', 'old_one', 'new']);
    expect(await found({ state: 'needs_administrator' })).toEqual(['oldest']);
    expect(await found({ state: 'waiting' })).toEqual(['older']);
    expect(await found({ state: 'without_customer' })).toEqual(['old_one']);
    expect(await found({ state: 'logged' })).toEqual([]);
    expect(await found({ state: 'not_logged' })).toEqual([]);
    expect(await found({ state: 'open' })).toEqual(['new']);
    expect(await found({ result: 'answered' })).toEqual([]);
    expect(await found({ result: 'missed' })).toEqual(['older', 'oldest']);
    expect(await found({ result: 'unanswered' })).toEqual(['old_one']);
    const elodie = await world.db.user.findUniqueOrThrow({ where: { email: 'elodie@lists.example' } });
    expect(await found({ agentId: elodie.id })).toEqual(['new', 'old_one', 'older', 'oldest']);
    expect(await found({ agentId: world.administrator.actor.userId })).toEqual([]);
    expect(await found({ channel: 'email' })).toEqual(['older']);
    expect(await found({ direction: 'outgoing' })).toEqual(['old_one']);
    const [from, to] = [new Date(today.getTime() - 6 * DAY), new Date(today.getTime() - DAY)];
    expect(await found({ from, to })).toEqual(['old_one', 'older']);
    expect(await found({ from })).toEqual(['new', 'old_one', 'older']);
    expect(await found({ to, channel: 'voice' })).toEqual(['old_one', 'oldest']);
    expect(await found({ search: 'OLD_' })).toEqual(['old_one']);
    expect(await found({ search: 'client_one@' })).toEqual(['older']);
    expect(await found({ search: '_______' })).toEqual([]);
    expect(await found({ search: 'élodie', channel: 'email' })).toEqual(['older']);
    expect((await listInteractions(admin, { channel: 'email' })).total).toBe(4);
  });

  describe('searching by number', () => {
    const DIGITS = '+33187654321';
    async function called(id: string, number: string, ourNumber?: string): Promise<string> {
      const event = {
        source: 'numbers',
        id,
        sequence: 1,
        type: 'presented',
        at: today.toISOString(),
        channel: 'voice',
        direction: 'incoming',
        agent: 'elodie@lists.example',
        customer: { number },
      } as const;
      return (await receiveInteraction(telephone(today), { ...event, ...(ourNumber ? { ourNumber } : {}) }))
        .interactionId;
    }
    beforeAll(async () => {
      await called('n-plus', DIGITS);
      await called('n-spaced', '01 87 65 43 21');
      await called('n-zeros', '0033187654321');
      await called('n-line', 'sip:+33187654321@198.51.100.7:5060');
      await called('n-berlin', '030 55443322', '+493055000000');
      await called('n-desk', '4711');
      await called('id-0187654399', '+442079460958');
      // As an earlier version left them: what the migration makes of a number is its digits.
      const old = await Promise.all([
        called('n-old-home', '01.87.65.43.21'),
        called('n-old-abroad', '00 33 (0)1 87 65 43 21'),
      ]);
      await world.db.interaction.update({ where: { id: old[0] ?? '' }, data: { numberKey: '0187654321' } });
      await world.db.interaction.update({ where: { id: old[1] ?? '' }, data: { numberKey: '00330187654321' } });
    });
    const ids = async (search: string, more: Parameters<typeof listInteractions>[1] = {}) =>
      (await found({ search, ...more })).sort();
    const ALL = ['n-line', 'n-old-abroad', 'n-old-home', 'n-plus', 'n-spaced', 'n-zeros'];

    it.each([
      DIGITS,
      '01 87 65 43 21',
      '0187654321',
      '+33 1 87 65 43 21',
      '0033 1 87.65.43.21',
      '+33 (0)1-87-65-43-21',
      '33187654321',
      'tel:+33187654321',
    ])('finds all interactions in any spelling: %s', async (text) => {
      expect(await ids(text)).toEqual(ALL);
    });

    it('finds part of a number, with and without country code', async () => {
      for (const part of ['87 65 43', '654321', '01 87 65', '+33 1 87 65', '0033187'])
        expect(await ids(part), part).toEqual(expect.arrayContaining(['n-line', 'n-plus', 'n-spaced', 'n-zeros']));
      expect(await ids('55 44 33')).toEqual(['n-berlin']);
    });

    it('parses a number by the country of the called line', async () => {
      expect(await ids('+49 30 55443322')).toEqual(['n-berlin']);
      expect(await ids('030 55443322')).toEqual(['n-berlin']);
    });

    it('finds an extension, and falls back to the ID if no number matches', async () => {
      expect(await ids('4711')).toEqual(['n-desk']);
      expect(await ids('01 87 65 43 99')).toEqual([]);
      expect(await ids('0187654399')).toEqual(['id-0187654399']);
    });

    it("respects other filters, and doesn't fall back to IDs because of them", async () => {
      expect(await ids(DIGITS, { direction: 'outgoing' })).toEqual([]);
      expect(await ids(DIGITS, { channel: 'voice', direction: 'incoming' })).toEqual(ALL);
      expect(await ids('+33 1 76 00 01 01', { state: 'needs_administrator' })).toEqual(['oldest']);
    });

    it('follows a number corrected by a later event, and forgets one that was hidden', async () => {
      const event = {
        source: 'numbers',
        id: 'n-corrected',
        at: today.toISOString(),
        channel: 'voice',
        direction: 'incoming',
        agent: 'elodie@lists.example',
      } as const;
      await receiveInteraction(telephone(today), {
        ...event,
        sequence: 1,
        type: 'presented',
        customer: { number: 'anonymous' },
      });
      expect(
        (await world.db.interaction.findFirstOrThrow({ where: { externalId: 'n-corrected' } })).numberKey,
      ).toBeNull();
      await receiveInteraction(telephone(today), {
        ...event,
        sequence: 2,
        type: 'accepted',
        customer: { number: '01 87 65 43 77' },
      });
      expect(await ids('+33187654377')).toEqual(['n-corrected']);
    });

    it('uses an index', async () => {
      const plan = await world.db.$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
        return tx.$queryRaw<
          object[]
        >`EXPLAIN SELECT 1 FROM "Interaction" WHERE "numberKey" IN ('33187654321', '0187654321')`;
      });
      expect(JSON.stringify(plan)).toContain('Interaction_numberKey_idx');
    });
  });
});

describe('the history', () => {
  it('can be filtered by module, entity, user and period, and paged without gaps', async () => {
    const clerk = await world.person({ permissions: ['profiles.access', 'profiles.create'] });
    const before = new Date();
    const ids: string[] = [];
    for (let index = 0; index < PAGE_SIZE - 40; index += 1)
      ids.push(
        (
          await createProfile(world.ctx(clerk.actor), {
            name: `By clerk ${index}`,
            description: '',
            crmIds: [],
            objects: [],
          })
        ).id,
      );
    const byClerk = await listHistory(admin, { actorId: clerk.actor.userId });
    expect(byClerk.items.map(({ entityId }) => entityId)).toEqual([...ids].reverse());
    expect(new Set(byClerk.items.map(({ entityType, actorName }) => `${entityType} ${actorName}`))).toEqual(
      new Set([`profile ${clerk.actor.name}`]),
    );
    expect((await listHistory(admin, { actorId: clerk.actor.userId, to: before })).items).toEqual([]);
    expect((await listHistory(admin, { actorId: clerk.actor.userId, from: before })).items).toHaveLength(ids.length);
    expect((await listHistory(admin, { entityType: 'role', actorId: clerk.actor.userId })).items).toEqual([]);
    expect(
      (await listHistory(admin, { entityType: 'profile', entityId: sales.id })).items.map(({ action }) => action),
    ).toEqual(['profile.created']);
    expect(await listHistoryActors(admin)).toContainEqual({ id: clerk.actor.userId, name: clerk.actor.name });

    // A page that ends in the middle of one instant loses nothing of it.
    await world.db.historyEntry.createMany({
      data: Array.from({ length: PAGE_SIZE + 7 }, (_, index) => ({
        at: new Date('2026-01-01T00:00:00Z'),
        action: 'tag.created',
        entityType: 'tag',
        entityId: `t${index}`,
        entityName: 'T',
        actorKind: 'system',
        actorName: 'x',
      })),
    });
    const first = await listHistory(admin, { entityType: 'tag' });
    const second = await listHistory(admin, { entityType: 'tag', cursor: first.nextCursor ?? '' });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([PAGE_SIZE, 7, null]);
    expect(new Set([...first.items, ...second.items].map(({ entityId }) => entityId)).size).toBe(PAGE_SIZE + 7);
  });
});

describe('attempts to sign in', () => {
  it('can be filtered by decision, for a connector and for a user, latest first', async () => {
    const attempt = (minute: number, allowed: boolean, userId: string | null) =>
      world.db.signInAttempt.create({
        data: {
          at: new Date(Date.UTC(2026, 10, 20, 9, minute)),
          way: 'sso',
          connectorId: connector.id,
          userId,
          allowed,
          reason: allowed ? null : 'not_assigned',
        },
      });
    await attempt(1, true, elodie);
    await attempt(2, false, dana);
    await attempt(3, false, elodie);
    await attempt(4, false, null);
    const minutes = (list: { items: { at: Date }[] }) => list.items.map(({ at }) => at.getUTCMinutes());
    expect(minutes(await listConnectorAttempts(admin, { connectorId: connector.id }))).toEqual([4, 3, 2, 1]);
    expect(minutes(await listConnectorAttempts(admin, { connectorId: connector.id, allowed: true }))).toEqual([1]);
    expect(minutes(await listConnectorAttempts(admin, { connectorId: connector.id, allowed: false }))).toEqual([
      4, 3, 2,
    ]);
    expect(minutes(await listUserAttempts(admin, { userId: elodie, allowed: false }))).toEqual([3]);
    expect(await listUserAttempts(admin, { userId: fred })).toEqual({ items: [], matching: 0 });
  });
});

describe('every list', () => {
  it('requires its permission', async () => {
    const stranger = world.ctx((await world.person({ permissions: ['settings.access'] })).actor);
    const calls: [string, () => Promise<unknown>][] = [
      ['users.access', () => listUsers(stranger, {})],
      ['roles.access', () => listRoles(stranger, {})],
      ['profiles.access', () => listProfiles(stranger)],
      ['sso-connectors.access', () => listConnectors(stranger)],
      ['crm.access', () => listCrms(stranger)],
      ['auth-methods.access', () => listMethods(stranger)],
      ['api-keys.access', () => listApiKeys(stranger)],
      ['interactions.access', () => listInteractions(stranger)],
      ['history.access', () => listHistory(stranger, {})],
      ['sso-connectors.access', () => listConnectorAttempts(stranger, { connectorId: connector.id })],
      ['users.access', () => listUserAttempts(stranger, { userId: dana })],
    ];
    for (const [permission, call] of calls) {
      const refusal = await call().then(
        () => null,
        (error: unknown) => error,
      );
      expect(refusal).toBeInstanceOf(AppError);
      expect(refusal).toMatchObject({ code: 'FORBIDDEN', params: { permission } });
    }
  });
});
