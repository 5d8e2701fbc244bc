import { expect, it } from 'vitest';
import type { UserActor } from '@/lib/services/context';
import { editSettings } from '@/lib/services/settings/edit-settings';
import { loadSettings } from '@/lib/services/settings/load-settings';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
const OLD = new Date(Date.now() - 20 * 60_000);

async function edit(actor: UserActor, change: { secondFactorGraceDays?: number; sessionsPerUser?: number }) {
  const { version, ...settings } = await loadSettings(world.db);
  return editSettings(world.ctx(actor), { ...settings, ...change, version });
}

it('leaves the grace period of second factors to administrators who signed in a moment ago', async () => {
  const { actor } = await world.person({ permissions: ['settings.access', 'settings.modify'] });
  const administrator = world.administrator.actor;

  await expect(edit(actor, { secondFactorGraceDays: 90 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    fields: { secondFactorGraceDays: { key: 'grace_days_administrators' } },
  });
  await expect(edit({ ...administrator, signedInAt: OLD }, { secondFactorGraceDays: 90 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    key: 'sign_in_again',
  });
  expect((await loadSettings(world.db)).secondFactorGraceDays).toBe(14);

  await edit(administrator, { secondFactorGraceDays: 7 });
  expect((await loadSettings(world.db)).secondFactorGraceDays).toBe(7);
});

it('asks for neither when another setting changes', async () => {
  const { actor } = await world.person({ permissions: ['settings.access', 'settings.modify'] });
  await edit({ ...actor, signedInAt: OLD }, { sessionsPerUser: 3 });
  expect((await loadSettings(world.db)).sessionsPerUser).toBe(3);
});
