import { beforeEach, describe, expect, it } from 'vitest';
import { editRole } from '@/lib/services/roles/edit-role';
import { editSettings } from '@/lib/services/settings/edit-settings';
import { loadSettings } from '@/lib/services/settings/load-settings';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { editUser } from '@/lib/services/users/edit-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { createRole } from '@/lib/services/roles/create-role';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { revokeApiKey } from '@/lib/services/api-keys/revoke-api-key';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { readApiKey } from '@/lib/services/api-keys/read-api-key';
import type { Ctx } from '@/lib/services/context';
import { startWorld } from '../support/connect-world';

// S-77: rights and state are looked at again inside the transaction that writes, and nobody overwrites what they did not see.
const world = await startWorld();
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});
const admin = () => world.ctx(world.administrator.actor);
const ROUNDS = 125;

/** Two clients read the same version and save at the same moment, round after round. */
async function race(thing: {
  read(): Promise<{ version: number; text: string }>;
  save(version: number, text: string): Promise<unknown>;
}): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await thing.read();
    const texts = [`first ${round}`, `second ${round}`];
    const ends = await Promise.allSettled(texts.map((text) => thing.save(before.version, text)));
    const winners = ends.flatMap((end, index) => (end.status === 'fulfilled' ? [texts[index]] : []));
    expect(winners).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'CONFLICT', key: 'changed_meanwhile' });
    expect(await thing.read()).toEqual({ version: before.version + 1, text: winners[0] });
  }
}

describe(`of two concurrent saves, ${ROUNDS} times, one is told about the conflict`, () => {
  it('a role', async () => {
    const { id } = await createRole(admin(), { name: 'Raced', description: 'zero', permissions: [] });
    await race({
      read: async () => {
        const { version, description } = await world.db.role.findUniqueOrThrow({ where: { id } });
        return { version, text: description };
      },
      save: (version, text) => editRole(admin(), { id, version, name: 'Raced', description: text, permissions: [] }),
    });
  });

  it('a user', async () => {
    const { actor } = await world.person();
    const { roleId, email } = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    await race({
      read: async () => {
        const { version, name } = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
        return { version, text: name };
      },
      save: (version, text) =>
        editUser(admin(), {
          id: actor.userId,
          version,
          name: text,
          email,
          roleId,
          isAdministrator: false,
          profileIds: [],
          defaultProfileId: null,
          ssoConnectorId: null,
          language: 'en',
        }),
    });
  });

  it('a connector', async () => {
    const authMethodId = await world.method();
    const { id } = await world.db.ssoConnector.create({ data: { name: 'zero', reference: 'raced', authMethodId } });
    await race({
      read: async () => {
        const { version, name } = await world.db.ssoConnector.findUniqueOrThrow({ where: { id } });
        return { version, text: name };
      },
      save: (version, name) =>
        editConnector(admin(), { id, version, name, reference: 'raced', authMethodId, enabled: true }),
    });
  });

  it('the settings, of ten', async () => {
    const { version } = await loadSettings(world.db);
    const ends = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        editSettings(admin(), {
          version,
          defaultLanguage: 'en',
          sessionsPerUser: 1 + (index % 5),
          secondFactorGraceDays: 14,
          signInAttemptDays: 180,
        }),
      ),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await loadSettings(world.db)).version).toBe(version + 1);
  });
});

describe('access is checked again when writing', () => {
  const attempt = (ctx: Ctx) =>
    createRole(ctx, { name: `Late ${crypto.randomUUID()}`, description: '', permissions: [] });

  it('a permission withdrawn in the meantime', async () => {
    const { actor } = await world.person({ permissions: ['roles.create'] });
    const { roleId } = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    await world.db.role.update({ where: { id: roleId }, data: { permissions: [] } });
    await expect(attempt(world.ctx(actor))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('administrator rights withdrawn in the meantime', async () => {
    const { actor } = await world.person({ isAdministrator: true });
    await world.db.user.update({ where: { id: actor.userId }, data: { isAdministrator: false } });
    await expect(attempt(world.ctx(actor))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('a session that ended, a user who was disabled', async () => {
    const ended = await world.person({ isAdministrator: true });
    await world.db.session.update({ where: { id: ended.actor.sessionId }, data: { revokedAt: new Date() } });
    await expect(attempt(world.ctx(ended.actor))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const disabled = await world.person();
    await disableUser(admin(), { id: disabled.actor.userId });
    await expect(attempt(world.ctx({ ...disabled.actor, isAdministrator: true }))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('an API key revoked between check and write', async () => {
    const { id, key } = await createApiKey(admin(), { name: 'Short-lived', scopes: ['interactions.write'] });
    const actor = await readApiKey(world.ctx(), { authorization: `Bearer ${key}` });
    await revokeApiKey(admin(), { id });
    const event = {
      source: 'pbx',
      id: 'late',
      sequence: 1,
      type: 'missed',
      at: new Date().toISOString(),
      channel: 'voice',
      direction: 'incoming',
    } as const;
    await expect(receiveInteraction(world.ctx(actor), event)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      key: 'api_key_revoked',
    });
    expect(await world.db.interaction.count()).toBe(0);
  });
});
