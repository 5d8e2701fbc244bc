import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startWorld } from '../../support/connect-world';
import { secondFactorWorld } from '../../support/second-factor-world';

const world = await startWorld();
const { account, addTotp, password } = secondFactorWorld(world);

async function command(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/reset-second-factor.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'silent' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code] = await once(child, 'close');
  return { code, output };
}

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
