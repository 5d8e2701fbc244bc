import { expect, it } from 'vitest';
import { startWorld } from '../../support/connect-world';
import { secondFactorWorld } from '../../support/second-factor-world';
import { runScript } from '../../support/run-script';

const world = await startWorld();
const { account, addTotp, password } = secondFactorWorld(world);

const command = (...args: string[]) => runScript('scripts/reset-second-factor.ts', ...args);

it('gives a lone administrator a way back in, and the history says so', { timeout: 120_000 }, async () => {
  const lone = await account({ isAdministrator: true });
  await addTotp(lone);
  await password(lone);
  expect(await command(lone.email.toUpperCase())).toMatchObject({ code: 0 });
  const { userId } = lone;
  expect(await world.db.secondFactor.count({ where: { userId } })).toBe(0);
  expect(await world.db.recoveryCode.count({ where: { userId } })).toBe(0);
  expect(await world.db.session.count({ where: { userId, revokedAt: null } })).toBe(0);
  expect(await world.db.historyEntry.findFirst({ where: { action: 'user.second-factor-reset' } })).toMatchObject({
    entityId: userId,
    actorKind: 'system',
    actorName: 'npm run reset-second-factor',
  });
});

it('says what is wrong, and does nothing then', { timeout: 120_000 }, async () => {
  const bare = await account();
  expect(await command(bare.email)).toEqual({ code: 1, output: `${bare.email} has no second factor.\n` });
  expect(await command(bare.email, 'more')).toMatchObject({ code: 2 });
});
