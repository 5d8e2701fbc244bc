import { setImmediate } from 'node:timers/promises';
import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { POST as signInRoute } from '@/app/api/auth/[...nextauth]/route';
import { PASSWORD_TURNS, PASSWORD_TURN_RETRY_SECONDS } from '@/lib/domain/people/limits';
import { hashPassword } from '@/lib/platform/password';
import { createTurns } from '@/lib/platform/turns';
import { deriveCtx } from '@/lib/services/context';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { choosePassword } from '@/lib/services/users/choose-password';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { Browser, PUBLIC_URL, startWorld } from '../../support/connect-world';
import { serveRoutes } from '../../support/route-server';

/**
 * A wrong password costs a hash on purpose, so what strangers can have hashed has a bound of its own: under a flood from
 * addresses and for accounts that are never the same, everybody else goes on working. Here, each rest of the strangers' line
 * lasts until the test ends it, and every check before it took one tick.
 */
const world = await startWorld();
let ticks = 0;
const rests: number[] = [];
let endRest = () => {};
let restsAreHeld = true;
const clock = {
  now: () => ticks,
  sleep: async (ms: number) => {
    rests.push(ms);
    if (restsAreHeld)
      await new Promise<void>((done) => {
        endRest = done;
      });
  },
};
// With fewer places, so that the line is empty soon after the flood.
const line = createTurns({ ...PASSWORD_TURNS.strangers, groups: 4, clock });
world.deployment.passwordTurns = {
  strangers: {
    isFull: (group) => line.isFull(group),
    take: (group, work, restsAfter) =>
      line.take(
        group,
        async () => {
          const checked = await work();
          ticks += 1;
          return checked;
        },
        restsAfter,
      ),
  },
  known: createTurns(PASSWORD_TURNS.known),
};
const { port } = await serveRoutes({ trustedProxies: 1 });
const PASSWORD = 'correct horse battery';
const LOOPS = 12;

let addresses = 0;
const newAddress = () => {
  addresses += 1;
  return `2001:db8:${addresses.toString(16)}::1`;
};
const from = (ip: string) => deriveCtx(world.ctx({ kind: 'anonymous' }), { client: { ip, userAgent: 'vitest' } });
const signIn = (email: string, password: string, knownBrowser: string | null = null) =>
  signInWithPassword(from(newAddress()), { email, password, knownBrowser });
const hashed = async () => world.db.signInAttempt.count({ where: { allowed: false } });
/** What the sign-in form is told before its body is read. */
const formAnswer = () =>
  signInRoute(
    new NextRequest(`${PUBLIC_URL}/api/auth/callback/credentials`, {
      method: 'POST',
      headers: { origin: PUBLIC_URL, 'x-maker-client-ip': newAddress() },
      body: 'x'.repeat(10_000),
    }),
    { params: Promise.resolve({ nextauth: ['callback', 'credentials'] }) },
  );

it('checks one at a time and rests, leaves a row only for what was checked, and lets known browsers in', async () => {
  const { actor } = await world.person();
  const agent = await world.person();
  const banner = new Browser(port);
  for (const [name, value] of agent.browser.cookies) banner.cookies.set(name, value);
  await world.db.user.update({ where: { id: actor.userId }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const first = await signIn(actor.email, PASSWORD);
  if (first.kind !== 'signed-in') throw new Error('The right password was refused');
  // It was right.
  expect(rests).toEqual([]);

  const answers = { wrong_credentials: 0, slow_down: 0, other: 0 };
  let isOver = false;
  const before = await hashed();
  const loops = Array.from({ length: LOOPS }, async (_, loop) => {
    for (let round = 0; !isOver; round += 1) {
      const answer = await signIn(`flood-${loop}-${round}@example.com`, 'a wrong password');
      const reason = answer.kind === 'refused' ? answer.reason : 'other';
      answers[reason === 'connector_required' ? 'other' : reason] += 1;
      await setImmediate();
    }
  });
  try {
    for (let checked = 1; checked <= 2; checked += 1) {
      const refused = answers.slow_down;
      await expect.poll(() => rests.length, { timeout: 60_000 }).toBe(checked);
      await expect.poll(() => answers.slow_down, { timeout: 60_000 }).toBeGreaterThan(refused + LOOPS);
      const early = await formAnswer();
      expect([early.status, early.headers.get('retry-after')]).toEqual([429, String(PASSWORD_TURN_RETRY_SECONDS)]);

      // Somebody who was here before, and somebody with a link: neither stands in the strangers' line, which is full.
      expect((await signIn(actor.email, PASSWORD, first.knownBrowser)).kind).toBe('signed-in');
      for (let count = 0; count < 10; count += 1) {
        expect((await new Browser(port).get('/api/health')).status).toBe(200);
        if (count % 2 === 0) expect((await banner.get('/api/banner')).status).toBe(200);
      }
      expect((await hashed()) - before).toBe(checked);
      endRest();
    }
    const { url } = await createUserLink(world.ctx(world.administrator.actor), { id: actor.userId });
    const token = new URL(url).searchParams.get('token') ?? '';
    await choosePassword(from(newAddress()), { token, password: 'another horse battery' });
  } finally {
    isOver = true;
    restsAreHeld = false;
    endRest();
  }
  await Promise.all(loops);
  expect(answers.other).toBe(0);
  // Whoever was refused left nothing, and whoever was not waited for three quarters of the time.
  expect((await hashed()) - before).toBe(answers.wrong_credentials);
  expect(rests).toEqual(Array(answers.wrong_credentials).fill(3));
  expect(await world.db.passwordWait.count()).toBeLessThanOrEqual(3 * (answers.wrong_credentials + 1));
});
