import { request as send } from 'node:http';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '@/lib/platform/password';
import { PUBLIC_URL, startWorld } from '../../support/connect-world';
import { serveRoutes } from '../../support/route-server';

/** What next-auth answers for us: signing in and out by form, over real HTTP, as our pages and as somebody who means harm. */
const world = await startWorld();
const { port } = await serveRoutes();
const PASSWORD = 'correct horse battery';
const SIGN_IN = '/api/auth/callback/credentials';
const SIGN_OUT = '/api/auth/signout';

interface Answer {
  status: number;
  body: string;
  headers: string;
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
        done({
          status: response.statusCode ?? 0,
          body,
          headers: response.rawHeaders.join('    '),
          cookies: response.headers['set-cookie'] ?? [],
        }),
      );
    });
    request.end(text);
  });
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL };
const JSON_TYPE = { 'content-type': 'application/json', origin: PUBLIC_URL };
const firstPart = (cookie: string | undefined) => cookie?.split(';')[0] ?? '';

async function token(): Promise<{ csrfToken: string; cookie: string }> {
  const { body, cookies } = await ask('GET', '/api/auth/csrf');
  const { csrfToken }: { csrfToken: string } = JSON.parse(body);
  return { csrfToken, cookie: firstPart(cookies.find((cookie) => cookie.startsWith('maker.csrf='))) };
}

async function post(path: string, fields: Record<string, string>, cookie = ''): Promise<Answer> {
  const own = await token();
  const text = new URLSearchParams({ csrfToken: own.csrfToken, json: 'true', ...fields }).toString();
  return ask('POST', path, { ...FORM, cookie: [own.cookie, cookie].filter(Boolean).join('; ') }, text);
}

async function account() {
  const { actor } = await world.person();
  await world.db.user.update({ where: { id: actor.userId }, data: { passwordHash: await hashPassword(PASSWORD) } });
  return actor;
}
const alive = (userId: string) => world.db.session.count({ where: { userId, revokedAt: null } });

beforeEach(() => world.resetLimits());

describe('a form of our own', () => {
  it('signs in, and signs out only the session whose cookie it shows', async () => {
    const { userId, email } = await account();
    const other = await account();
    await world.db.session.deleteMany({ where: { userId } });
    const signedIn = await post(SIGN_IN, { email, password: PASSWORD, callbackUrl: '/' });
    expect([signedIn.status, JSON.parse(signedIn.body)]).toEqual([200, { url: `${PUBLIC_URL}/` }]);
    const session = firstPart(signedIn.cookies.find((cookie) => cookie.startsWith('maker.session=')));
    expect(await alive(userId)).toBe(1);

    const before = await alive(other.userId);
    expect((await post(SIGN_OUT, {})).status).toBe(200);
    expect([await alive(userId), await alive(other.userId)]).toEqual([1, before]);
    const signedOut = await post(SIGN_OUT, { callbackUrl: '/login?notice=signed_out' }, session);
    expect(JSON.parse(signedOut.body)).toEqual({ url: `${PUBLIC_URL}/login?notice=signed_out` });
    expect(signedOut.headers.toLowerCase()).toContain('clear-site-data');
    expect([await alive(userId), await alive(other.userId)]).toEqual([0, before]);
  });

  it.each([SIGN_IN, SIGN_OUT])(
    '%s without the token of its form changes nothing, also with somebody else’s',
    async (path) => {
      const { userId, email } = await account();
      const attempts = await world.db.signInAttempt.count();
      const [mine, other] = [await token(), await token()];
      for (const csrfToken of ['', 'x', other.csrfToken, `${mine.csrfToken} `]) {
        const text = new URLSearchParams({ csrfToken, email, password: PASSWORD }).toString();
        const answer = await ask('POST', path, { ...FORM, cookie: mine.cookie }, text);
        expect([answer.status, answer.headers.toLowerCase()]).toEqual([
          403,
          expect.not.stringContaining('clear-site-data'),
        ]);
      }
      expect(await world.db.signInAttempt.count()).toBe(attempts);
      expect(await alive(userId)).toBe(1);
    },
  );
});

describe('a form of somebody who means harm', () => {
  const bound = (sent: number) => sent + 4_096;

  it.each(['/é', '/表', '/%E8%A1%A8', '/maker?a='])('is not answered with more than it brought: %s', async (part) => {
    for (const length of [100, 290, 600, 1_900, 5_000]) {
      const callbackUrl = `/maker${part.repeat(length)}`.slice(0, length);
      const own = await token();
      const text = new URLSearchParams({ csrfToken: own.csrfToken, callbackUrl }).toString();
      const json = JSON.stringify({ csrfToken: own.csrfToken, callbackUrl });
      for (const [headers, sent] of [
        [FORM, text],
        [JSON_TYPE, json],
      ] as const) {
        const answer = await ask('POST', SIGN_OUT, { ...headers, cookie: own.cookie }, sent);
        expect(answer.status).toBeLessThan(500);
        expect(Buffer.byteLength(answer.body) + answer.headers.length, `${length}`).toBeLessThan(
          bound(Buffer.byteLength(sent)),
        );
      }
    }
  });

  it('is not answered with a cookie for each that it made up', async () => {
    const { csrfToken, cookie } = await token();
    const made = Array.from({ length: 700 }, (_, index) => `maker.session.${index}=x`).join('; ');
    const next = `maker.next=/${'é'.repeat(100)}`;
    const text = `csrfToken=${csrfToken}`;
    const answer = await ask('POST', SIGN_OUT, { ...FORM, cookie: `${cookie}; ${encodeURI(next)}; ${made}` }, text);
    expect(answer.cookies.length).toBeLessThan(4);
    expect(answer.body.length + answer.headers.length).toBeLessThan(bound(text.length));
  });

  it.each([
    null,
    [],
    'text',
    7,
    { csrfToken: {} },
    { csrfToken: ['x'] },
    { email: { contains: '' } },
    { email: ['a@example.com', 'b@example.com'] },
    { password: null },
    { password: 1 },
    { callbackUrl: { href: '/' } },
    { callbackUrl: 'x'.repeat(301) },
    { json: true },
    { made: 'up' },
    { redirect: 'https://attacker.example' },
  ])('is 400 where a value is not what it should be: %j', async (wrong) => {
    const attempts = await world.db.signInAttempt.count();
    const { csrfToken, cookie } = await token();
    const isObject = typeof wrong === 'object' && wrong !== null && !Array.isArray(wrong);
    const body = JSON.stringify(isObject ? { csrfToken, email: 'a@example.com', password: 'x', ...wrong } : wrong);
    for (const path of [SIGN_IN, SIGN_OUT]) {
      const answer = await ask('POST', path, { ...JSON_TYPE, cookie }, body);
      expect([answer.status, answer.cookies]).toEqual([400, []]);
      expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    }
    expect(await world.db.signInAttempt.count()).toBe(attempts);
  });

  it.each([
    ['too many fields', FORM, 'a&'.repeat(2_000)],
    ['no type', { origin: PUBLIC_URL }, 'email=x'],
    ['another type', { ...FORM, 'content-type': 'text/plain' }, 'email=x'],
    ['a multipart form', { ...FORM, 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['half a value of JSON', JSON_TYPE, '{"csrfToken": "'],
  ])('is 400: %s', async (_name, headers, text) => {
    for (const path of [SIGN_IN, SIGN_OUT]) expect((await ask('POST', path, headers, text)).status).toBe(400);
  });

  it('is answered as a wrong password for what no address or password can be', async () => {
    for (const fields of [
      { email: 'x'.repeat(5_000), password: 'x' },
      { email: 'a\u0000@example.com', password: 'x' },
      { email: 'a@example.com', password: 'x'.repeat(5_000) },
    ]) {
      const answer = await post(SIGN_IN, fields);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('error=wrong_credentials');
      expect(answer.body.length).toBeLessThan(200);
    }
  });
});

describe('a failure of our own', () => {
  it('while signing in says nothing of the inside, and signs nobody in', async () => {
    const { userId, email } = await account();
    const before = await alive(userId);
    const take = vi
      .spyOn(world.deployment.passwordTurns.strangers, 'take')
      .mockRejectedValue(new Error('password authentication failed for user "maker" at 10.0.0.7:5432'));
    const answer = await post(SIGN_IN, { email, password: PASSWORD });
    take.mockRestore();
    expect(answer.status).toBe(500);
    expect(answer.body + answer.headers).not.toContain('10.0.0.7');
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'INTERNAL', reference: expect.any(String) } });
    expect(await alive(userId)).toBe(before);
  });

  it('while signing out is not reported as signed out', async () => {
    const { browser } = await world.person();
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await world.asOwner('ALTER TABLE "Session" RENAME TO "SessionAway"');
    const answer = await post(SIGN_OUT, {}, cookie);
    await world.asOwner('ALTER TABLE "SessionAway" RENAME TO "Session"');
    expect(answer.status).toBe(500);
    expect(answer.headers.toLowerCase()).not.toContain('clear-site-data');
    expect((await ask('GET', '/api/account/sessions', { cookie })).status).toBe(200);
  });
});
