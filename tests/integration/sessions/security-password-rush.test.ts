import { request as send } from 'node:http';
import { beforeEach, expect, it } from 'vitest';
import { PASSWORD_TURNS } from '@/lib/domain/people/limits';
import { hashPassword } from '@/lib/platform/password';
import { createTurns } from '@/lib/platform/turns';
import { PUBLIC_URL, startWorld } from '../../support/connect-world';
import { serveRoutes } from '../../support/route-server';

/** Many passwords from one address at the same moment: an office whose shift begins, or somebody who guesses. */
const world = await startWorld();
const { port } = await serveRoutes();
// However slow this machine is, nobody waits too long here.
const clock = { now: () => 0, sleep: async () => undefined };
world.deployment.passwordTurns.strangers = createTurns({ ...PASSWORD_TURNS.strangers, clock });
const PASSWORD = 'correct horse battery';
const passwordHash = await hashPassword(PASSWORD);
beforeEach(() => world.resetLimits());

interface Answer {
  status: number;
  body: string;
  cookies: string[];
}
function ask(method: string, path: string, headers: Record<string, string> = {}, text?: string): Promise<Answer> {
  return new Promise((done, fail) => {
    const request = send({ port, host: '127.0.0.1', method, path, headers: { host: 'localhost', ...headers } });
    request.on('error', fail);
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, body, cookies: response.headers['set-cookie'] ?? [] }),
      );
    });
    request.end(text);
  });
}

/** As the form does it, in a browser that nobody used before. */
async function signIn(email: string, password: string): Promise<Answer> {
  const { body, cookies } = await ask('GET', '/api/auth/csrf');
  const { csrfToken }: { csrfToken: string } = JSON.parse(body);
  const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
  return ask(
    'POST',
    '/api/auth/callback/credentials',
    { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL, cookie },
    new URLSearchParams({ csrfToken, email, password }).toString(),
  );
}

it('lets an office in that signs in at once behind one address, with new browsers', async () => {
  const people = [];
  for (let index = 0; index < 26; index += 1) people.push((await world.person()).actor);
  await world.db.user.updateMany({
    where: { id: { in: people.map(({ userId }) => userId) } },
    data: { passwordHash },
  });
  const answers = await Promise.all(people.map(({ email }) => signIn(email, PASSWORD)));
  expect(answers.map(({ status }) => status)).toEqual(Array(people.length).fill(200));
  expect(answers.every(({ cookies }) => cookies.some((line) => line.startsWith('maker.session=')))).toBe(true);
});

it('looks at twenty guesses from one address, however many come at once', async () => {
  const before = await world.db.signInAttempt.count();
  const answers = await Promise.all(
    Array.from({ length: 90 }, (_, index) => signIn(`nobody-${index}@example.com`, 'a wrong password')),
  );
  const looked = answers.filter(({ body }) => body.includes('wrong_credentials'));
  expect(looked).toHaveLength(20);
  expect(answers.filter(({ body }) => body.includes('slow_down'))).toHaveLength(70);
  expect((await world.db.signInAttempt.count()) - before).toBe(20);
});
