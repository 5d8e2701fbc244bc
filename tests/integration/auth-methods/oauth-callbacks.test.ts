import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import { createSealer, hashSecret } from '@/lib/platform/crypto';
import {
  ACTIVATION_CALLBACK,
  activatedMethod,
  Browser,
  LUMEN,
  PUBLIC_URL,
  SIGN_IN_CALLBACK,
  startWorld,
  startActivationFlow,
  startSignInFlow,
  type ActivationFlow,
} from '../../support/connect-world';

const world = await startWorld();
let methodId: string;

beforeAll(async () => {
  methodId = await activatedMethod(world);
  const connector = await world.db.ssoConnector.create({
    data: { name: 'HubSpot', reference: 'hubspot', authMethodId: methodId },
  });
  await world.person({ email: LUMEN.admin, connectorId: connector.id });
});
beforeEach(async () => {
  // The limits have a test of their own.
  await world.db.rateLimit.deleteMany();
});

/** A flow to the provider and back. */
interface Flow {
  name: string;
  purpose: 'activate' | 'sign_in';
  callback: string;
  refusedAt: string;
  /** A browser that is allowed to start an attempt. */
  browser(): Browser;
  start(browser: Browser): Promise<ActivationFlow>;
}

const signIn = (browser: Browser) =>
  startSignInFlow(world, 'hubspot', browser, { email: LUMEN.admin, portalId: LUMEN.portalId });

const activationFlow: Flow = {
  name: 'activation',
  purpose: 'activate',
  callback: ACTIVATION_CALLBACK,
  refusedAt: '/connect/not-for-this-request',
  browser: () => world.administrator.browser,
  start: (browser) => startActivationFlow(world, methodId, {}, { ...world.administrator, browser }),
};
const signInFlow: Flow = {
  name: 'sign-in',
  purpose: 'sign_in',
  callback: SIGN_IN_CALLBACK,
  refusedAt: '/connect/sign-in-refused?reason=not_for_this_request',
  browser: () => new Browser(),
  start: signIn,
};
const flows = [activationFlow, signInFlow];
const otherFlow = (flow: Flow) => (flow === activationFlow ? signInFlow : activationFlow);

interface Attempt {
  flow: Flow;
  attempt: ActivationFlow;
  browser: Browser;
  /** The callback URL, to be tampered with. */
  url: URL;
}

function withoutFlowCookies(browser: Browser): Browser {
  const copy = browser.copy();
  for (const name of copy.cookies.keys()) if (name.includes('txn-')) copy.cookies.delete(name);
  return copy;
}

function withForgedFlowCookies(browser: Browser): Browser {
  const copy = browser.copy();
  for (const name of copy.cookies.keys())
    if (name.includes('txn-')) copy.cookies.set(name, randomBytes(32).toString('base64url'));
  return copy;
}

function without(url: URL, name: string): string {
  url.searchParams.delete(name);
  return url.href;
}

function withState(url: URL, state: string): string {
  url.searchParams.set('state', state);
  return url.href;
}

/** S-02. The first fourteen are the table's; each is refused on the same page, without a word to the provider. */
const refusals: [name: string, send: (attempt: Attempt) => Promise<Response>][] = [
  ['no state', ({ url, browser }) => browser.get(without(url, 'state'))],
  ['no cookie', ({ url, browser }) => withoutFlowCookies(browser).get(url.href)],
  ['neither state nor cookie', ({ url, browser }) => withoutFlowCookies(browser).get(without(url, 'state'))],
  ['an empty state', ({ url, browser }) => browser.get(withState(url, ''))],
  ['two states', ({ url, browser, attempt }) => browser.get(`${url.href}&state=${attempt.state}`)],
  [
    'a state in array syntax',
    ({ url, browser, attempt }) => browser.get(`${without(url, 'state')}&state[]=${attempt.state}`),
  ],
  [
    'another browser that has an attempt of its own',
    async ({ flow, url }) => {
      const other = flow === signInFlow ? new Browser() : (await world.person({ isAdministrator: true })).browser;
      await flow.start(other);
      world.calls.forget();
      return other.get(url.href);
    },
  ],
  [
    'an attempt of another deployment',
    async ({ flow, url, browser, attempt }) => {
      if (flow === activationFlow) {
        await world.db.oAuthTransaction.delete({ where: { stateHash: hashSecret(attempt.state) } });
        return browser.get(url.href);
      }
      // Nothing is stored of a sign-in: its cookie was sealed with the other deployment's key.
      const { sealer } = world.deployment;
      world.deployment.sealer = createSealer([{ id: 'k1', key: Buffer.alloc(32, 8) }]);
      onTestFinished(() => void (world.deployment.sealer = sealer));
      return browser.get(url.href);
    },
  ],
  [
    'an answer of another provider',
    ({ url, browser }) => {
      url.searchParams.set('iss', 'https://login.attacker.example');
      return browser.get(url.href);
    },
  ],
  [
    'an attempt of the other purpose',
    ({ flow, url, browser }) => {
      url.pathname = otherFlow(flow).callback;
      return browser.get(url.href);
    },
  ],
  [
    'an attempt that was used',
    async ({ url, browser }) => {
      const again = browser.copy();
      await browser.get(url.href);
      world.calls.forget();
      return again.get(url.href);
    },
  ],
  [
    'an attempt that took too long',
    ({ url, browser }) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + TRANSACTION_MS + 1 });
      onTestFinished(() => void vi.useRealTimers());
      return browser.get(url.href);
    },
  ],
  ['a state cut short', ({ url, browser, attempt }) => browser.get(withState(url, attempt.state.slice(0, -1)))],
  ['a state in capitals', ({ url, browser, attempt }) => browser.get(withState(url, attempt.state.toUpperCase()))],

  ['a code and an error', ({ url, browser }) => browser.get(`${url.href}&error=access_denied`)],
  ['neither code nor error', ({ url, browser }) => browser.get(without(url, 'code'))],
  ['two codes', ({ url, browser }) => browser.get(`${url.href}&code=na1-other`)],
  [
    'a cookie of the right name with another secret',
    ({ url, browser }) => withForgedFlowCookies(browser).get(url.href),
  ],
];

describe.each(flows)('a callback of $name is refused', (flow) => {
  it.each(refusals)('with %s', async (name, send) => {
    const browser = flow.browser();
    const attempt = await flow.start(browser);
    const before = await world.db.authMethod.findUniqueOrThrow({ where: { id: methodId } });
    world.calls.forget();

    const response = await send({ flow, attempt, browser, url: new URL(attempt.location) });

    const page = name === 'an attempt of the other purpose' ? otherFlow(flow).refusedAt : flow.refusedAt;
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(PUBLIC_URL + page);
    expect(response.headers.getSetCookie().filter((line) => line.includes('session'))).toEqual([]);
    expect(world.calls.all()).toEqual([]);
    if (name !== 'an attempt that was used')
      expect(await world.db.authMethod.findUniqueOrThrow({ where: { id: methodId } })).toEqual(before);
  });

  it('199 of 200 times at once, with exactly one token request', async () => {
    // Counting 200 requests takes its time on a busy machine, and is not what is proved here.
    const limits = vi.spyOn(world.deployment.limits, 'take').mockResolvedValue({ retryAfterSeconds: null });
    onTestFinished(() => limits.mockRestore());
    const browser = flow.browser();
    const attempt = await flow.start(browser);
    world.calls.forget();
    const copies = Array.from({ length: 200 }, () => browser.copy());
    const responses = await Promise.all(
      copies.map((copy, index) => copy.get(attempt.location, { ip: `198.51.100.${index}` })),
    );
    expect(
      responses.filter((response) => response.headers.get('location') === PUBLIC_URL + flow.refusedAt),
    ).toHaveLength(199);
    expect(world.calls.tokenRequests()).toHaveLength(1);
  });
});

describe('the activation callback is refused for another user', () => {
  it('who signed in with the same browser in the meantime', async () => {
    const starter = await world.person({ isAdministrator: true });
    const attempt = await startActivationFlow(world, methodId, {}, starter);
    const { browser } = await world.person({ isAdministrator: true });
    for (const [name, value] of starter.browser.cookies) if (name.includes('txn-')) browser.cookies.set(name, value);
    world.calls.forget();
    const response = await browser.get(attempt.location);
    expect(response.headers.get('location')).toBe(`${PUBLIC_URL}/connect/not-for-this-request`);
    expect(world.calls.all()).toEqual([]);
  });

  it('whose session has ended in the meantime', async () => {
    const starter = await world.person({ isAdministrator: true });
    const attempt = await startActivationFlow(world, methodId, {}, starter);
    await world.db.session.update({ where: { id: starter.actor.sessionId }, data: { revokedAt: new Date() } });
    world.calls.forget();
    const response = await starter.browser.get(attempt.location);
    expect(response.headers.get('location')).toBe(`${PUBLIC_URL}/connect/not-for-this-request`);
    expect(world.calls.all()).toEqual([]);
  });

  it('whose permission was withdrawn in the meantime, before any code is exchanged', async () => {
    const starter = await world.person({ permissions: ['auth-methods.access', 'auth-methods.modify'] });
    const attempt = await startActivationFlow(world, methodId, {}, starter);
    const user = await world.db.user.findUniqueOrThrow({ where: { id: starter.actor.userId } });
    await world.db.role.update({ where: { id: user.roleId }, data: { permissions: ['auth-methods.access'] } });
    world.calls.forget();
    const response = await starter.browser.get(attempt.location);
    expect(response.headers.get('location')).toBe(`${PUBLIC_URL}/connect/activation/${attempt.transactionId}`);
    expect(world.calls.all()).toEqual([]);
    expect(await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: attempt.transactionId } })).toMatchObject({
      outcome: 'refused',
      reason: 'not_permitted',
    });
  });
});

describe('starting a flow', () => {
  it('S-01: an activation starts only with a permitted POST from our own pages', async () => {
    const { browser } = world.administrator;
    const path = `/api/authclients/${methodId}/activate`;
    const stranger = await world.person();
    const before = await world.db.oAuthTransaction.count();
    const answers = [
      await new Browser().post(path),
      await stranger.browser.post(path),
      await browser.post(path, {}, { headers: { origin: 'https://attacker.example' } }),
      await browser.post(path, {}, { headers: { origin: 'null' } }),
      await browser.post(path, {}, { headers: { 'sec-fetch-site': 'cross-site' } }),
      await browser.post(path, {}, { headers: { 'content-type': 'text/plain' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 403, 403, 400]);
    expect(await world.db.oAuthTransaction.count()).toBe(before);
  });

  it('S-01, S-25: a stored attempt identifies its user and contains no usable secret', async () => {
    const { browser, actor } = world.administrator;
    const attempt = await startActivationFlow(world, methodId);
    const second = await startActivationFlow(world, methodId);
    const row = await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: attempt.transactionId } });
    const secret = browser.cookies.get(`maker.txn-${attempt.transactionId}`) ?? '';
    expect(row).toMatchObject({
      purpose: 'activate',
      authMethodId: methodId,
      userId: actor.userId,
      sessionId: actor.sessionId,
      stateHash: hashSecret(attempt.state),
      browserHash: hashSecret(secret),
      redirectUri: PUBLIC_URL + ACTIVATION_CALLBACK,
      outcome: 'started',
    });
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(600_000);
    expect(Buffer.from(attempt.state, 'base64url')).toHaveLength(32);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(row.pkceVerifier).toMatch(/^v1\.k1\./);
    expect(JSON.stringify(row)).not.toContain(attempt.state);
    expect(second.state).not.toBe(attempt.state);
  });

  it('S-03: every start sends a challenge, and the exchange sends its verifier', async () => {
    const browser = new Browser();
    const attempt = await signIn(browser);
    const asked = new URL(attempt.authorizeUrl).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    world.calls.forget();
    await browser.get(attempt.location);
    const verifier = new URLSearchParams(world.calls.tokenRequests()[0]?.body).get('code_verifier') ?? '';
    expect(Buffer.from(hashSecret(verifier), 'hex').toString('base64url')).toBe(asked.get('code_challenge'));
  });

  it('S-05: client secret and code are sent in a POST body, never in a URL', async () => {
    const browser = new Browser();
    const attempt = await signIn(browser);
    world.calls.forget();
    await browser.get(attempt.location);
    expect(world.calls.all().length).toBeGreaterThan(1);
    for (const { url, headers } of world.calls.all()) {
      expect(url.search).toBe('');
      expect(JSON.stringify([...headers])).not.toContain(world.app.clientSecret);
    }
    expect(world.calls.tokenRequests()[0]?.body).toContain('client_secret=');
  });

  it('S-14: too many callbacks that belong to no flow are told to wait, by address', async () => {
    const ip = '203.0.113.77';
    const stray = (from: string) => new Browser().get(`${SIGN_IN_CALLBACK}?state=x&code=y`, { ip: from });
    const callbacks = await Promise.all(Array.from({ length: 61 }, () => stray(ip)));
    const refused = callbacks.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await stray('203.0.113.78')).status).toBe(303);
  });

  it('stores at most five attempts per browser, and no unbounded data', async () => {
    const before = await world.db.oAuthTransaction.count();
    const browser = new Browser();
    for (let index = 0; index < 9; index += 1) await browser.get('/api/sso/login/hubspot', { ip: '203.0.113.80' });
    expect([...browser.cookies.keys()].filter((name) => name.includes('txn-'))).toHaveLength(5);
    expect(await world.db.oAuthTransaction.count()).toBe(before);

    // Each one that comes back is a row for as long as its cookie, and takes fifty old ones with it.
    const attempts = [];
    for (let index = 0; index < 3; index += 1) {
      const other = new Browser();
      attempts.push({ other, location: (await signIn(other)).location });
    }
    for (const { other, location } of attempts)
      await other.get(`${location}&error=access_denied`.replace(/code=[^&]*&?/, ''));
    const stale = new Date(Date.now() - TRANSACTION_MS - 1);
    await world.db.oAuthTransaction.updateMany({ where: { purpose: 'sign_in' }, data: { expiresAt: stale } });
    await world.db.oAuthTransaction.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({
        stateHash: `stale ${index}`,
        purpose: 'sign_in' as const,
        browserHash: '',
        redirectUri: '',
        pkceVerifier: '',
        expiresAt: stale,
      })),
    });
    const expired = async () =>
      world.db.oAuthTransaction.count({ where: { purpose: 'sign_in', expiresAt: { lt: new Date() } } });
    const rows = await expired();
    expect(rows).toBeGreaterThanOrEqual(63);
    const last = new Browser();
    const back = await signIn(last);
    await last.get(back.location);
    expect(await expired()).toBe(rows - 50);
  });
});

describe('S-10: no part of the response reaches a page or a log', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "';alert(1)//",
    'javascript:alert(1)',
    '%3Csvg%2Fonload%3D1%3E',
    '\r\nSet-Cookie: a=b',
    '{{7*7}}',
    '${7*7}',
  ];
  it.each(corpus)('%j', async (text) => {
    for (const name of ['error', 'error_description', 'error_uri', 'code', 'state', 'iss', 'scope']) {
      for (const callback of [ACTIVATION_CALLBACK, SIGN_IN_CALLBACK]) {
        const response = await world.administrator.browser
          .copy()
          .get(`${callback}?${new URLSearchParams({ [name]: text })}`);
        const whole = `${JSON.stringify([...response.headers])}${await response.text()}`;
        expect(response.status).toBe(303);
        expect(whole).not.toContain(text);
        expect(whole).not.toContain(encodeURIComponent(text));
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      }
    }
  });

  it('neither code, state nor token is logged', async () => {
    const browser = new Browser();
    const attempt = await signIn(browser);
    world.calls.forget();
    await browser.get(attempt.location);
    await browser.get(attempt.location);
    const code = new URL(attempt.location).searchParams.get('code') ?? '';
    const verifier = new URLSearchParams(world.calls.tokenRequests()[0]?.body).get('code_verifier') ?? '';
    const introspected =
      new URLSearchParams(world.calls.all().find(({ url }) => url.pathname.endsWith('/introspect'))?.body).get(
        'token',
      ) ?? '';
    const logs = world.logs();
    expect(logs).toContain('a sign-in through a connector was decided');
    for (const secret of [code, attempt.state, verifier, introspected, world.app.clientSecret]) {
      expect(secret).not.toBe('');
      expect(logs).not.toContain(secret);
    }
  });
});

/** Whatever a visitor adds, the redirect goes to the provider with our own callback URL, or to one of our pages. */
function expectNoForeignRedirect(response: Response): void {
  const location = response.headers.get('location');
  if (location === null) return;
  const url = new URL(location);
  if (url.origin === new URL(world.sandboxUrl).origin)
    expect(url.searchParams.get('redirect_uri')).toBe(PUBLIC_URL + SIGN_IN_CALLBACK);
  else expect(location).toMatch(/^http:\/\/localhost:3220\/(connect\/[a-z-]+(\?reason=[a-z_]+)?|banner)$/);
}

describe('S-12: no open redirects', () => {
  const corpus = [
    '//attacker.example',
    '///attacker.example',
    '/\\attacker.example',
    '\\\\attacker.example',
    '\\/attacker.example',
    '/\t/attacker.example',
    '/\n/attacker.example',
    '/\r/attacker.example',
    '%2f%2fattacker.example',
    '%2F%2Fattacker.example',
    '/%2fattacker.example',
    '/%5cattacker.example',
    '%5c%5cattacker.example',
    '%09//attacker.example',
    '%0a//attacker.example',
    '%0d%0a//attacker.example',
    'https:attacker.example',
    'https:/attacker.example',
    'https://attacker.example',
    'http:attacker.example',
    'HTTPS://attacker.example',
    'hTTps:attacker.example',
    '//attacker.example@localhost:3220',
    'https://localhost:3220@attacker.example',
    'https://localhost:3220.attacker.example',
    'https://attacker.example#localhost:3220',
    'https://attacker.example?localhost:3220',
    'https://attacker.example\\@localhost:3220',
    '@attacker.example',
    '/@attacker.example',
    '.attacker.example',
    '/.attacker.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://attacker.example/x',
    'about:blank',
    '／／attacker.example',
    '/／attacker.example',
    '⁄⁄attacker.example',
    '∕∕attacker.example',
    '//attacker。example',
    '//ⓐttacker.example',
    '//attacker.example%00',
    '//attacker.example%E2%80%AE',
    '../../../attacker.example',
    '/../..//attacker.example',
    '/.//attacker.example',
    '/..//attacker.example',
    '/./\\attacker.example',
    '/banner//attacker.example',
    '/banner/..//attacker.example',
    '//[::1]',
    '//0x7f.1',
    '//2130706433',
    '//127.1',
    '//%6c%6f%63%61%6c',
  ];
  it('resists sixty encodings', () => expect(new Set(corpus).size).toBe(60));

  it.each(corpus)('%j', async (spelling) => {
    for (const name of ['next', 'returnTo', 'redirect_uri', 'url']) {
      expectNoForeignRedirect(
        await new Browser().get(`/api/sso/login/hubspot?${new URLSearchParams({ [name]: spelling })}`),
      );
    }
    expectNoForeignRedirect(await new Browser().get(`/api/sso/login/${encodeURIComponent(spelling)}`));
    expectNoForeignRedirect(
      await new Browser().get(`${SIGN_IN_CALLBACK}?${new URLSearchParams({ state: spelling, code: spelling })}`),
    );
    expectNoForeignRedirect(
      await new Browser().get(`${ACTIVATION_CALLBACK}?${new URLSearchParams({ state: spelling, error: spelling })}`),
    );
  });

  it('after a successful sign-in too', async () => {
    const browser = new Browser();
    const attempt = await signIn(browser);
    const response = await browser.get(`${attempt.location}&next=https://attacker.example&returnTo=//attacker.example`);
    expect(response.headers.get('location')).toBe(`${PUBLIC_URL}/banner`);
  });
});

describe('S-13: our URL comes from the configuration', () => {
  const hostile = [
    'host',
    'forwarded',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-port',
    'x-forwarded-prefix',
    'x-original-url',
    'x-rewrite-url',
  ];
  it.each(hostile)('whatever %s says', async (name) => {
    const headers = {
      [name]:
        name === 'forwarded'
          ? 'host=attacker.example;proto=https'
          : name === 'x-forwarded-port'
            ? '6666'
            : 'attacker.example',
    };
    const browser = new Browser();
    const start = await browser.get('/api/sso/login/hubspot', { headers });
    expect(new URL(start.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
      PUBLIC_URL + SIGN_IN_CALLBACK,
    );
    expect(start.headers.get('location')).not.toContain('attacker');

    const activation = await world.administrator.browser.post(`/api/authclients/${methodId}/activate`, {}, { headers });
    const { authorizeUrl }: { authorizeUrl: string } = await activation.json();
    expect(new URL(authorizeUrl).searchParams.get('redirect_uri')).toBe(PUBLIC_URL + ACTIVATION_CALLBACK);

    for (const callback of [SIGN_IN_CALLBACK, ACTIVATION_CALLBACK]) {
      const refused = await browser.get(`${callback}?state=x&code=y`, { headers });
      expect(new URL(refused.headers.get('location') ?? '').origin).toBe(PUBLIC_URL);
    }
  });
});
