import { expect, it } from 'vitest';
import type { Settings } from '@/lib/domain/base/settings';
import type { UserActor } from '@/lib/services/context';
import { editSettings } from '@/lib/services/settings/edit-settings';
import { loadSettings } from '@/lib/services/settings/load-settings';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
const OLD = new Date(Date.now() - 20 * 60_000);

async function edit(actor: UserActor, change: Partial<Settings>) {
  const { version, ...settings } = await loadSettings(world.db);
  return editSettings(world.ctx(actor), { ...settings, ...change, version });
}

it.each([
  ['secondFactorGraceDays', 14],
  ['signInAttemptDays', 180],
] as const)('leaves %s to administrators who signed in a moment ago', async (name, unchanged) => {
  const { actor } = await world.person({ permissions: ['settings.access', 'settings.modify'] });
  const administrator = world.administrator.actor;

  await expect(edit(actor, { [name]: 90 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    fields: { [name]: { key: 'setting_administrators' } },
  });
  await expect(edit({ ...administrator, signedInAt: OLD }, { [name]: 90 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    key: 'sign_in_again',
  });
  expect((await loadSettings(world.db))[name]).toBe(unchanged);

  await edit(administrator, { [name]: 8 });
  expect((await loadSettings(world.db))[name]).toBe(8);
});

it('asks for neither when another setting changes', async () => {
  const { actor } = await world.person({ permissions: ['settings.access', 'settings.modify'] });
  await edit({ ...actor, signedInAt: OLD }, { sessionsPerUser: 3 });
  expect((await loadSettings(world.db)).sessionsPerUser).toBe(3);
});
