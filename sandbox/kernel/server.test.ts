import { request as rawRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestSandbox, type SandboxClient } from '../testing/sandbox-client';

let sandbox: SandboxClient;
afterEach(() => sandbox.close());

const tokenSchema = z.object({ accessToken: z.string() });
const details = '/account-info/2026-09/details';

async function token(): Promise<{ headers: { authorization: string } }> {
  const { accessToken } = tokenSchema.parse(await (await sandbox.control('tokens', {})).json());
  return { headers: { authorization: `Bearer ${accessToken}` } };
}

describe('limits', () => {
  it('refuse the 111th call of an app in ten seconds, and say so in the headers', async () => {
    let time = 1_800_000_000_000;
    sandbox = await startTestSandbox({ now: () => time });
    const auth = await token();
    const first = await sandbox.request(details, auth);
    expect(first.headers.get('x-hubspot-ratelimit-max')).toBe('110');
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBe('109');
    expect(first.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000');
    expect(first.headers.get('x-hubspot-ratelimit-daily')).toBeNull();
    for (let call = 2; call <= 110; call += 1) expect((await sandbox.request(details, auth)).status).toBe(200);
    const refused = await sandbox.request(details, auth);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(await refused.json()).toMatchObject({
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
      message: 'You have reached your ten_secondly_rolling limit.',
    });
    time += 10_000;
    expect((await sandbox.request(details, auth)).status).toBe(200);
  });

  it('count per day, and send Retry-After, if a setting says so', async () => {
    sandbox = await startTestSandbox();
    await sandbox.control('settings', { 'limits.daily': 1, 'limits.retryAfter': true });
    const auth = await token();
    expect((await sandbox.request(details, auth)).status).toBe(200);
    const refused = await sandbox.request(details, auth);
    expect(await refused.json()).toMatchObject({ policyName: 'DAILY' });
    expect(refused.headers.get('retry-after')).toBe('86400');
  });
});

describe('list paging', () => {
  it.each([
    '/crm/objects/2026-09/contacts?limit=2&properties=email',
    '/crm/owners/2026-09?limit=1',
    '/settings/users/2026-09?limit=1',
  ])('links to the next page of %s', async (path) => {
    sandbox = await startTestSandbox();
    const auth = await token();
    const pageSchema = z.object({
      results: z.array(z.object({ id: z.string() })),
      paging: z.object({ next: z.object({ after: z.string(), link: z.string() }) }),
    });
    const { results, paging } = pageSchema.parse(await (await sandbox.request(path, auth)).json());
    expect(paging.next.link).toBe(`${sandbox.url}${path}&after=${paging.next.after}`);
    const next = pageSchema.parse(await (await sandbox.request(paging.next.link, auth)).json());
    expect(next.results.map(({ id }) => id)).not.toContain(results[0]?.id);
  });
});

describe('faults', () => {
  const install = { method: 'DELETE', path: '/appinstalls/*' };
  const uninstall = async (auth: { headers: { authorization: string } }) =>
    sandbox.request('/appinstalls/2026-09/external-install', { method: 'DELETE', ...auth });
  const effects = async () => {
    const body = z
      .object({ entries: z.array(z.looseObject({ type: z.string() })) })
      .parse(await (await sandbox.control('ledger?type=oauth.uninstalled', undefined, 'GET')).json());
    return body.entries.length;
  };

  it('refuse an invalid definition', async () => {
    sandbox = await startTestSandbox();
    for (const body of [
      { status: 99 },
      { times: 0 },
      { unknown: true },
      { reset: 'before', status: 500 },
      { delayMs: -1 },
    ]) {
      expect((await sandbox.control('faults', body)).status).toBe(400);
    }
    expect((await sandbox.control('faults/7', undefined, 'DELETE')).status).toBe(404);
  });

  it('respond before or after the effect', async () => {
    sandbox = await startTestSandbox();
    const auth = await token();
    await sandbox.control('faults', { ...install, status: 503 });
    expect((await uninstall(auth)).status).toBe(503);
    expect(await effects()).toBe(0);
    await sandbox.control('faults', { ...install, status: 502, when: 'after' });
    expect((await uninstall(auth)).status).toBe(502);
    expect(await effects()).toBe(1);
  });

  it('reset the connection before or after the effect', async () => {
    sandbox = await startTestSandbox();
    const auth = await token();
    await sandbox.control('faults', { ...install, reset: 'before' });
    await expect(uninstall(auth)).rejects.toThrow('fetch failed');
    expect(await effects()).toBe(0);
    await sandbox.control('faults', { ...install, reset: 'after' });
    await expect(uninstall(auth)).rejects.toThrow('fetch failed');
    expect(await effects()).toBe(1);
  });

  it('match method and path, skip requests, and end after their count', async () => {
    sandbox = await startTestSandbox();
    const auth = await token();
    await sandbox.control('faults', { method: 'GET', path: '/account-info/*/details', status: 500, times: 2, skip: 1 });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await sandbox.request(details, auth)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('send HTML, truncated JSON, custom JSON, or a slow response', async () => {
    sandbox = await startTestSandbox();
    const auth = await token();
    await sandbox.control('faults', { path: details, html: '<h1>Bad gateway</h1>', status: 502 });
    const html = await sandbox.request(details, auth);
    expect([html.status, html.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    await sandbox.control('faults', { path: details, malformed: true });
    const half = await (await sandbox.request(details, auth)).text();
    expect(() => JSON.parse(half) as unknown).toThrow(SyntaxError);
    await sandbox.control('faults', { path: details, json: { a: 1 }, headers: { 'Retry-After': '3' } });
    const given = await sandbox.request(details, auth);
    expect([await given.json(), given.headers.get('retry-after')]).toEqual([{ a: 1 }, '3']);
    await sandbox.control('faults', { path: details, drip: { bytes: 60, everyMs: 1 } });
    expect(await (await sandbox.request(details, auth)).json()).toMatchObject({ accountType: 'STANDARD' });
  });

  it('never affect the control API', async () => {
    sandbox = await startTestSandbox();
    await sandbox.control('faults', { path: '*', status: 500, times: 100 });
    expect((await sandbox.request('/')).status).toBe(500);
    expect((await sandbox.control('faults', undefined, 'DELETE')).status).toBe(204);
    expect((await sandbox.request('/')).status).toBe(200);
  });
});

describe('control API', () => {
  it('refuses unknown requests with a sentence', async () => {
    sandbox = await startTestSandbox();
    const refused: [string, unknown][] = [
      ['settings', { 'oauth.pkce': 'sometimes' }],
      ['settings', { nothing: 1 }],
      ['settings', { 'limits.burst': '9' }],
      ['settings', { 'limits.burst': -1 }],
      ['clock', {}],
      ['clock', { set: 'tomorrow' }],
      ['clock', { advanceMs: 1e300 }],
      ['tokens', { scopes: 'oauth' }],
      ['apps', { redirectUrls: ['http://127.0.0.1/cb'] }],
      ['apps', { redirectUrls: ['http://maker.example/cb'] }],
      ['apps', { redirectUrls: ['http://localhost/cb'], scopes: ['nonsense'] }],
      ['consent', { url: 'x', email: 'y' }],
    ];
    for (const [path, body] of refused) {
      const response = await sandbox.control(path, body);
      expect([path, body, response.status]).toEqual([path, body, 400]);
      expect(z.object({ message: z.string().min(5) }).parse(await response.json())).toBeTruthy();
    }
    expect((await sandbox.request('/__sandbox/tokens', { method: 'POST', body: '{' })).status).toBe(400);
    expect((await sandbox.request('/__sandbox/reset')).status).toBe(405);
    expect((await sandbox.control('tokens', { portalId: 1 })).status).toBe(404);
  });

  it('applies a group of settings completely or not at all', async () => {
    sandbox = await startTestSandbox();
    await sandbox.control('settings', { 'limits.burst': 5, 'oauth.pkce': 'sometimes' });
    const body = z
      .object({ settings: z.array(z.looseObject({ key: z.string(), value: z.unknown() })) })
      .parse(await (await sandbox.control('settings', undefined, 'GET')).json());
    expect(body.settings.find((setting) => setting.key === 'limits.burst')?.value).toBe(110);
  });

  it('moves the clock and filters the ledger', async () => {
    sandbox = await startTestSandbox({ now: () => 1_800_000_000_000 });
    expect(await (await sandbox.control('clock', { advanceMs: 5 })).json()).toMatchObject({ now: 1_800_000_000_005 });
    expect(await (await sandbox.control('clock', { set: '2030-01-01T00:00:00Z' })).json()).toMatchObject({
      iso: '2030-01-01T00:00:00.000Z',
    });
    await token();
    const ledger = z
      .object({ total: z.number(), entries: z.array(z.looseObject({ type: z.string() })) })
      .parse(await (await sandbox.control('ledger?type=clock', undefined, 'GET')).json());
    expect(ledger.entries.map((entry) => entry.type)).toEqual(['clock.moved', 'clock.moved']);
    expect((await sandbox.control('ledger?limit=0', undefined, 'GET')).status).toBe(400);
  });
});

describe('the host name', () => {
  function ask(host: string, path: string): Promise<{ status: number; location: string | undefined }> {
    return new Promise((resolve, reject) => {
      const { port } = new URL(sandbox.url);
      const call = rawRequest({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      });
      call.on('error', reject);
      call.end();
    });
  }

  it('redirects pages from localhost, accepts API calls there, and refuses other names', async () => {
    sandbox = await startTestSandbox();
    const { port } = new URL(sandbox.url);
    expect(await ask(`localhost:${port}`, '/login?next=%2Fdeveloper')).toEqual({
      status: 307,
      location: `${sandbox.url}/login?next=%2Fdeveloper`,
    });
    expect((await ask(`localhost:${port}`, details)).status).toBe(401);
    expect((await ask(`localhost:${port}`, '/__sandbox/clock')).status).toBe(200);
    expect((await ask('evil.example', '/__sandbox/ledger')).status).toBe(421);
  });

  it('serves only pages: no repository, environment or source', async () => {
    sandbox = await startTestSandbox();
    for (const path of [
      '/.git/config',
      '/.env',
      '/server.ts',
      '/__sandbox/assets/../../server.ts',
      '/__sandbox/assets/assets.ts',
      '/package.json',
    ]) {
      expect([path, (await sandbox.request(path)).status]).toEqual([path, 404]);
    }
    const unknownApi = await sandbox.request('/crm/nowhere');
    expect([unknownApi.status, unknownApi.headers.get('content-type')]).toEqual([
      404,
      'application/json;charset=utf-8',
    ]);
    expect((await sandbox.request(`/${'a'.repeat(17_000)}`)).status).toBe(414);
    expect((await sandbox.request('/%E0%A4%A')).status).toBe(400);
  });
});
