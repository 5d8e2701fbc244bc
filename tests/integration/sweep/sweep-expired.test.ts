import { expect, it, vi } from 'vitest';
import { editSettings } from '@/lib/services/settings/edit-settings';
import { loadSettings } from '@/lib/services/settings/load-settings';
import { sweepExpired } from '@/lib/services/sweep/sweep-expired';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
const DAY_MS = 24 * 60 * 60_000;
const sweep = () => sweepExpired(world.ctx({ kind: 'system', name: 'sweep' }));

async function attempts(count: number, days: number): Promise<void> {
  const at = new Date(Date.now() - days * DAY_MS);
  const data = { way: 'password', email: `${days}@example.com`, allowed: false, at } as const;
  await world.db.signInAttempt.createMany({ data: Array.from({ length: count }, () => data) });
}
const left = async () =>
  (await world.db.signInAttempt.groupBy({ by: ['email'], _count: true, orderBy: { email: 'asc' } })).map(
    ({ email, _count }) => [email, _count],
  );

it('deletes sign-in attempts once they are older than the setting says, a thousand at a time', async () => {
  await attempts(2500, 181);
  await attempts(3, 179);
  await attempts(2, 8);
  const statements = vi.spyOn(world.db, '$executeRaw');
  await sweep();
  // Three for the attempts, one for flows of which there is none.
  expect(statements).toHaveBeenCalledTimes(4);
  statements.mockRestore();
  expect(await left()).toEqual([
    ['179@example.com', 3],
    ['8@example.com', 2],
  ]);

  const { version, ...settings } = await loadSettings(world.db);
  await editSettings(world.ctx(world.administrator.actor), { ...settings, signInAttemptDays: 7, version });
  await sweep();
  expect(await left()).toEqual([]);
});

it('deletes authorisations a day after they expired', async () => {
  const flow = (stateHash: string, expiresAt: Date) =>
    world.db.oAuthTransaction.create({
      data: { stateHash, purpose: 'test', browserHash: 'x', redirectUri: 'x', pkceVerifier: 'x', expiresAt },
    });
  await flow('old', new Date(Date.now() - DAY_MS - 60_000));
  await flow('recent', new Date(Date.now() - DAY_MS + 60_000));
  await sweep();
  expect((await world.db.oAuthTransaction.findMany()).map(({ stateHash }) => stateHash)).toEqual(['recent']);
});
