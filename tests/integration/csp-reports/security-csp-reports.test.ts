import { request as send } from 'node:http';
import pg from 'pg';
import { beforeEach, expect, it, vi } from 'vitest';
import { listCspReports } from '@/lib/services/csp-reports/queries';
import { sweepExpired } from '@/lib/services/sweep/sweep-expired';
import { PUBLIC_URL, startWorld } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { serveRoutes } from '../../support/route-server';

// A route that anybody may call, and that writes: what it can leave behind, and what it costs.
takeWorkAfterAnswers();

const world = await startWorld();
const { port } = await serveRoutes({ trustedProxies: 1 });
const queries = vi.spyOn(pg.Client.prototype, 'query');
beforeEach(async () => {
  await world.db.cspReport.deleteMany();
});

interface Sent {
  type?: string;
  headers?: Record<string, string>;
}

function report(body: string, { type = 'application/csp-report', headers = {} }: Sent = {}): Promise<number> {
  queries.mockClear();
  return new Promise((done, fail) => {
    const request = send({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/csp-reports',
      headers: { host: 'localhost', 'content-type': type, ...headers },
    });
    request.on('error', fail);
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode ?? 0));
    });
    request.end(body);
  });
}

const legacy = (blocked: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    'csp-report': {
      'document-uri': `${PUBLIC_URL}/set-password?token=secret`,
      'effective-directive': 'script-src-elem',
      'blocked-uri': blocked,
      ...more,
    },
  });
const modern = (...blocked: string[]) =>
  JSON.stringify(
    blocked.map((blockedURL) => ({
      type: 'csp-violation',
      age: 10,
      url: `${PUBLIC_URL}/maker`,
      body: { documentURL: `${PUBLIC_URL}/maker`, effectiveDirective: 'img-src', blockedURL, sample: 'secret' },
    })),
  );
const REPORTS_JSON = { type: 'application/reports+json' };
const stored = async () =>
  (await world.db.cspReport.findMany({ orderBy: [{ directive: 'asc' }, { blocked: 'asc' }] })).map(
    ({ directive, blocked, count }) => [directive, blocked, count],
  );

it('counts both formats by directive and kind of origin', async () => {
  expect(await report(legacy('inline'))).toBe(204);
  expect(await report(legacy('https://evil.example/path?user=secret'))).toBe(204);
  expect(await report(legacy('https://other.example/'))).toBe(204);
  expect(await report(legacy('', { 'effective-directive': undefined, 'violated-directive': "style-src 'self'" }))).toBe(
    204,
  );
  expect(await report(modern('data', `${PUBLIC_URL}/x`, 'chrome-extension', 'data:abc'), REPORTS_JSON)).toBe(204);
  expect(await stored()).toEqual([
    ['img-src', 'data', 2],
    ['img-src', 'extension', 1],
    ['img-src', 'own', 1],
    ['script-src-elem', 'inline', 1],
    ['script-src-elem', 'site', 2],
    ['style-src', 'other', 1],
  ]);
});

it('stores no address, and nothing else that was sent', async () => {
  await report(legacy('https://evil.example/path?user=secret', { 'script-sample': 'secret', referrer: 'secret' }));
  await report(modern('https://evil.example/secret'), REPORTS_JSON);
  expect(JSON.stringify(await world.db.cspReport.findMany())).not.toMatch(/secret|evil/);
});

it('is filled with a closed list, whatever strangers make up', async () => {
  for (let round = 0; round < 10; round += 1)
    await report(
      JSON.stringify(
        Array.from({ length: 40 }, (_, index) => ({
          type: 'csp-violation',
          body: {
            documentURL: PUBLIC_URL,
            effectiveDirective: `made-up-${round}-${index}`,
            blockedURL: `scheme${round}x${index}:x`,
          },
        })),
      ),
      REPORTS_JSON,
    );
  // Only the first 20 of each request are counted.
  expect(await stored()).toEqual([['other', 'other', 200]]);
});

it.each<[string, string, Sent, number]>([
  ['JSON of an ordinary page', legacy('inline'), { type: 'application/json' }, 400],
  ['a form', legacy('inline'), { type: 'text/plain' }, 400],
  ['another site', legacy('inline'), { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['what is no JSON', 'report', {}, 400],
  ['another object', '{"a":1}', {}, 400],
  ['a body that is too large', legacy('x'.repeat(70_000)), {}, 400],
  ['lists, 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, REPORTS_JSON, 400],
])('refuses %s without a query', async (_what, body, sent, status) => {
  expect(await report(body, sent)).toBe(status);
  expect(queries).not.toHaveBeenCalled();
  expect(await stored()).toEqual([]);
});

it.each<[string, string, Sent]>([
  ['about another site', legacy('inline', { 'document-uri': 'https://elsewhere.example/' }), {}],
  ['of other types', JSON.stringify([{ type: 'deprecation', body: { id: 'x' } }, null, 5]), REPORTS_JSON],
  ['without any', '[]', REPORTS_JSON],
])('leaves out reports %s', async (_what, body, sent) => {
  expect(await report(body, sent)).toBe(204);
  expect(queries).not.toHaveBeenCalled();
});

it('refuses a flood from one address before reading it, and nobody else', async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 40; index += 1) statuses.push(await report(legacy('inline')));
  expect(statuses).toEqual([...Array(20).fill(204), ...Array(20).fill(429)]);
  expect(await report('{"')).toBe(429);
  expect(queries).not.toHaveBeenCalled();
  expect(await stored()).toEqual([['script-src-elem', 'inline', 20]]);
  expect(await report(legacy('inline'), { headers: { 'x-forwarded-for': '203.0.113.9' } })).toBe(204);
});

it('costs no more than 60 statements a minute, from however many addresses', async () => {
  for (let index = 0; index < 80; index += 1)
    expect(await report(legacy('inline'), { headers: { 'x-forwarded-for': `203.0.113.${index}` } })).toBe(204);
  expect(queries).not.toHaveBeenCalled();
  expect(await stored()).toEqual([['script-src-elem', 'inline', 60]]);
});

it('does not prolong the session of the browser that reports', async () => {
  const person = await world.person();
  const long = new Date(Date.now() - 20 * 60_000);
  await world.db.session.update({ where: { id: person.actor.sessionId }, data: { lastSeenAt: long } });
  const cookie = [...person.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  expect(await report(legacy('inline'), { headers: { cookie } })).toBe(204);
  const after = await world.db.session.findUniqueOrThrow({ where: { id: person.actor.sessionId } });
  expect(after.lastSeenAt).toEqual(long);
});

it('shows who may see the settings what was reported in the last 30 days, and keeps it no longer', async () => {
  await report(legacy('inline'));
  await report(modern('data', 'data'), REPORTS_JSON);
  const day = new Date(Date.now() - 31 * 24 * 60 * 60_000);
  await world.db.cspReport.create({
    data: { day, directive: 'img-src', blocked: 'site', count: 9, lastAt: day },
  });
  const shown = await listCspReports(world.ctx(world.administrator.actor));
  expect(shown.map(({ directive, blocked, count }) => [directive, blocked, count])).toEqual([
    ['img-src', 'data', 2],
    ['script-src-elem', 'inline', 1],
  ]);
  const nobodySpecial = await world.person();
  await expect(listCspReports(world.ctx(nobodySpecial.actor))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await sweepExpired(world.ctx());
  expect(await world.db.cspReport.count()).toBe(2);
});
