import { randomUUID } from 'node:crypto';
import { request as send } from 'node:http';
import pg from 'pg';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { BODY_LIMIT } from '@/lib/web/request-body';
import { PUBLIC_URL, startWorld } from '../support/connect-world';
import { takeWorkAfterAnswers } from '../support/after-answer';
import { otherRoutes, routes, type WalkedRoute } from '../support/route-walk';
import { serveRoutes } from '../support/route-server';

/**
 * What a refusal costs, for every route, every caller who is refused and every body that is meant to hurt, over real
 * sockets. Counted is work: statements, characters that are parsed, bytes that are answered, rows that stay. It is the
 * same on every machine, busy or not. CPU time is measured by `security-cpu`.
 */
takeWorkAfterAnswers();

const world = await startWorld();
const { port } = await serveRoutes();
const nobodySpecial = await world.person();
const keyWithoutScopes = `maker_${newSecret()}`;
await world.db.apiKey.create({
  data: {
    name: 'No scopes',
    prefix: 'maker_',
    keyHash: hashSecret(keyWithoutScopes),
    scopes: [],
    lastUsedAt: new Date(),
  },
});
const tables = (
  await world.db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
).map(({ name }) => name);
const everything = `SELECT ${tables.map((table) => `(SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM ${table} t) AS ${table}`).join(', ')}`;
/** Every row of every table, counters of the rate limiter included, in one line per table. */
const state = async (): Promise<unknown> => world.db.$queryRawUnsafe(everything);

const queries = vi.spyOn(pg.Client.prototype, 'query');
const parsed = vi.spyOn(JSON, 'parse');

interface Caller {
  name: string;
  headers: Record<string, string>;
  isAnonymous: boolean;
}
const CALLERS: Caller[] = [
  { name: 'anonymous', headers: {}, isAnonymous: true },
  { name: 'a made-up session', headers: { cookie: `maker.session=${'x'.repeat(500)}` }, isAnonymous: true },
  { name: 'a made-up key', headers: { authorization: `Bearer maker_${newSecret()}` }, isAnonymous: true },
  { name: 'a key without the scope', headers: { authorization: `Bearer ${keyWithoutScopes}` }, isAnonymous: false },
  {
    name: 'somebody without the right',
    headers: { cookie: [...nobodySpecial.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    isAnonymous: false,
  },
];
const LAST_ANONYMOUS = CALLERS.findLast(({ isAnonymous }) => isAnonymous);

const JSON_TYPE = { 'content-type': 'application/json' };
const names = (count: number) => `{${Array.from({ length: count }, (_, index) => `"unknown${index}":1`).join(',')}}`;
const BODIES: { name: string; text: string; headers?: Record<string, string> }[] = [
  { name: 'nothing', text: '{}' },
  { name: '60,000 unknown names', text: names(60_000) },
  { name: 'as many unknown names as fit', text: names(900) },
  {
    name: 'names as long as fit',
    text: `{${Array.from({ length: 30 }, (_, n) => `"${'\u0001'.repeat(400)}${n}":"\\u0000"`).join(',')}}`,
  },
  { name: 'lists, 10,000 deep', text: `${'['.repeat(10_000)}${']'.repeat(10_000)}` },
  { name: 'a list of as many numbers as fit', text: `[${'1,'.repeat(900)}1]` },
  { name: 'a text of 1 MB', text: `"${'a'.repeat(999_000)}"` },
  { name: 'more than any body', text: `"${'a'.repeat(1_000_000)}"` },
  { name: 'broken JSON', text: `${'{"a":'.repeat(20)}` },
  { name: 'another type', text: names(900), headers: { 'content-type': 'text/plain' } },
  { name: 'the length left open', text: names(40_000), headers: { 'transfer-encoding': 'chunked' } },
];

interface Answer {
  status: number;
  bytes: number;
  body: string;
  /** Characters that went through JSON.parse. */
  parsed: number;
  statements: number;
}

function ask(method: string, path: string, headers: Record<string, string>, text?: string): Promise<Answer> {
  queries.mockClear();
  parsed.mockClear();
  return new Promise((done, fail) => {
    const request = send({ port, host: '127.0.0.1', method, path, headers: { host: 'localhost', ...headers } });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        done({
          status: response.statusCode ?? 0,
          bytes: body.length + response.rawHeaders.join('    ').length,
          body: body.toString(),
          parsed: parsed.mock.calls.reduce((sum, [text]) => sum + String(text).length, 0),
          statements: queries.mock.calls.length,
        });
      });
    });
    request.on('error', fail);
    request.end(text);
  });
}

// For the row by which the first process knows its keys.
await ask('GET', '/api/health/ready', {});

const pathOf = ({ definition }: WalkedRoute) => definition.path.replaceAll(/\{\w+\}/g, () => randomUUID());
const sentBy = (route: WalkedRoute): typeof BODIES =>
  route.definition.method === 'GET' ? [{ name: 'no body', text: '' }] : BODIES;
/** Nothing is known of it, not even which methods it would take. */
const NO_ADDRESS = / \/api\/no\//;
const MOST_REPEATS = 4;
/** A stream is answered for as long as somebody listens. */
const walked = [...routes, ...otherRoutes].filter(({ definition }) => definition.path !== '/api/banner/stream');

beforeEach(async () => {
  // So that nobody's last-seen time falls due in between.
  await world.db.session.updateMany({ data: { lastSeenAt: new Date() } });
});

it.each(walked)('$name', async (route) => {
  const { method } = route.definition;
  const before = await state();
  for (const caller of CALLERS) {
    for (const body of sentBy(route)) {
      const what = `${caller.name}, ${body.name}`;
      const headers = {
        ...caller.headers,
        ...(method === 'GET' ? {} : { ...JSON_TYPE, origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' }),
        ...body.headers,
      };
      const once = () => ask(method, pathOf(route), headers, method === 'GET' ? undefined : body.text);
      // Asked again where more was counted than should be: something else in this process may have been at work. What the
      // answer itself costs is counted every time.
      const most = 1;
      let answer = await once();
      for (let again = 0; again < MOST_REPEATS && (answer.status === 429 || answer.statements > most); again += 1) {
        if (answer.status === 429) await world.resetLimits();
        answer = await once();
      }
      expect(answer.status, what).not.toBe(500);
      if (answer.status < 400) continue;
      expect(answer.bytes, `${what}: bytes`).toBeLessThan(body.text.length + 4_096);
      // Our own server refuses without a word what is larger than any body.
      const { error }: { error?: { fields?: object } } = answer.body === '' ? {} : JSON.parse(answer.body);
      expect(Object.keys(error?.fields ?? {}).length, `${what}: fields`).toBeLessThanOrEqual(20);
      expect(answer.parsed, `${what}: parsed`).toBeLessThanOrEqual(route.definition.bodyLimit ?? BODY_LIMIT);
      // Who may not come in is refused before anything they sent is read, at the price of looking who they are.
      if (answer.status === 401 || answer.status === 403) {
        expect(answer.parsed, `${what}: parsed`).toBeLessThan(1_000);
        expect(answer.statements, `${what}: statements`).toBeLessThanOrEqual(most);
      }
    }
    // The anonymous ones come first, and the rest may leave something.
    if (caller === LAST_ANONYMOUS) expect(await state(), 'an anonymous caller leaves a row').toEqual(before);
  }
});

describe('rate limits', () => {
  const guess = (path: string) =>
    ask(
      'POST',
      path,
      { ...JSON_TYPE, origin: PUBLIC_URL },
      JSON.stringify({ token: 'x', password: 'a long password' }),
    );

  it.each(['/api/set-password', '/api/setup'])('refuse %s without a query, a row or reading the body', async (path) => {
    const before = await state();
    const answers: Answer[] = [];
    for (let index = 0; index < 90; index += 1) answers.push(await guess(path));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(20);
    expect(answers.slice(-20).map((answer) => [answer.status, answer.statements])).toEqual(Array(20).fill([429, 0]));
    // Asked before the body: what it says makes no difference any more.
    expect((await ask('POST', path, { ...JSON_TYPE, origin: PUBLIC_URL }, '{"')).status).toBe(429);
    expect(await state()).toEqual(before);
  });

  it('leave one row for each password that was checked, and none for the others', async () => {
    const attempts = async () => world.db.signInAttempt.count();
    const before = await attempts();
    const ends = [];
    for (let index = 0; index < 60; index += 1)
      ends.push(await signInWithPassword(world.ctx(), { email: `nobody${index}@example.com`, password: 'x' }));
    expect(ends.filter((end) => end.kind === 'refused' && end.reason === 'slow_down')).toHaveLength(40);
    expect((await attempts()) - before).toBe(20);
  });

  it.each(routes.filter(({ definition: { limit } }) => limit?.endsWith('-by-user')))(
    "$name: one person has to wait, another doesn't",
    async (route) => {
      const { access } = route.definition;
      // The limit counts after the right.
      const rights = 'permission' in access && access.permission ? { permissions: [access.permission] } : {};
      const [one, other] = [await world.person(rights), await world.person(rights)];
      const cookieOf = (person: typeof other) => [...person.browser.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
      const call = async (person: typeof other) => {
        const { method } = route.definition;
        const headers = { ...JSON_TYPE, origin: PUBLIC_URL, cookie: cookieOf(person) };
        if (route.definition.path !== '/api/banner/stream')
          return (await ask(method, pathOf(route), headers, method === 'GET' ? undefined : '{}')).status;
        return statusOfStream(headers);
      };
      const statuses: number[] = [];
      for (let index = 0; index < 70; index += 1) statuses.push(await call(one));
      expect(statuses[0]).not.toBe(429);
      expect(statuses.slice(-5)).toEqual(Array(5).fill(429));
      expect(await call(other)).not.toBe(429);
    },
  );

  function statusOfStream(headers: Record<string, string>): Promise<number> {
    return new Promise((done, fail) => {
      const request = send({
        port,
        host: '127.0.0.1',
        path: '/api/banner/stream',
        headers: { host: 'localhost', ...headers },
      });
      request.on('error', fail);
      request.on('response', (response) => {
        done(response.statusCode ?? 0);
        response.on('error', () => undefined).destroy();
      });
      request.end();
    });
  }
});

describe('HEAD', () => {
  it.each(walked)('on $name changes nothing', async (route) => {
    if (route.definition.method !== 'GET') return;
    const cookie = [...world.administrator.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    // Long enough ago for a GET to write that somebody was seen.
    await world.db.session.updateMany({ data: { lastSeenAt: new Date(Date.now() - 10 * 60_000) } });
    const before = await state();
    const callers: Record<string, string>[] = [{}, { cookie }, { authorization: `Bearer ${keyWithoutScopes}` }];
    for (const headers of callers) {
      const { status, bytes } = await ask('HEAD', pathOf(route), headers);
      const isRoute = !NO_ADDRESS.test(route.name);
      expect(status).toBe(route.definition.answersHead ? 200 : isRoute ? 405 : 404);
      expect(bytes).toBeLessThan(4_096);
    }
    expect(await state()).toEqual(before);
  });
});
