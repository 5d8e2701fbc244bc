import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadMethod } from '@/lib/services/connections/load-method';
import {
  activatedMethod,
  Browser,
  LUMEN,
  PUBLIC_URL,
  SandboxRefusal,
  startWorld,
  startActivationFlow,
  startSignInFlow,
} from '../../support/connect-world';

// S-03: PKCE is always sent, and nothing leans on it: a provider that ignores it changes no refusal.
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
  await world.db.rateLimit.deleteMany();
});

const signIn = (browser: Browser) =>
  startSignInFlow(world, 'hubspot', browser, { email: LUMEN.admin, portalId: LUMEN.portalId });
const REFUSED = `${PUBLIC_URL}/connect/sign-in-refused?reason=not_for_this_request`;

describe.each(['enforces', 'ignores'])('a provider that %s PKCE', (mode) => {
  beforeAll(() => world.control('POST', '/settings', { 'oauth.pkce': mode }));

  it('receives challenge and verifier in both flows, which succeed', async () => {
    world.calls.forget();
    const browser = new Browser();
    const flow = await signIn(browser);
    expect((await browser.get(flow.location)).headers.get('location')).toBe(`${PUBLIC_URL}/banner`);
    const activation = await startActivationFlow(world, methodId);
    await world.administrator.browser.get(activation.location);
    for (const { authorizeUrl } of [flow, activation])
      expect(new URL(authorizeUrl).searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    const verifiers = world.calls
      .tokenRequests()
      .map(({ body }) => new URLSearchParams(body).get('code_verifier') ?? '');
    expect(verifiers).toHaveLength(2);
    for (const verifier of verifiers) expect(verifier).toMatch(/^[\w-]{43}$/);
    expect(new Set(verifiers).size).toBe(2);
  });

  it.each<[string, (location: string, own: Browser) => Promise<Response>]>([
    ['another browser', (location) => new Browser().get(location)],
    [
      'another browser with an authorization flow of its own',
      async (location) => {
        const other = new Browser();
        await signIn(other);
        return other.get(location);
      },
    ],
    [
      'the code of somebody else put behind an own state',
      async (location, own) => {
        const victim = await signIn(new Browser());
        const url = new URL(victim.location);
        url.searchParams.set('state', `${new URL(location).searchParams.get('state')?.slice(0, -1)}_`);
        return own.get(url.href);
      },
    ],
    [
      'an authorization flow that was used',
      async (location, own) => {
        const copy = own.copy();
        await own.get(location);
        return copy.get(location);
      },
    ],
  ])('rejects %s', async (_name, send) => {
    const browser = new Browser();
    const flow = await signIn(browser);
    expect((await send(flow.location, browser)).headers.get('location')).toBe(REFUSED);
  });
});

it('if it enforces PKCE, a stolen code is useless in another flow of the same browser', async () => {
  await world.control('POST', '/settings', { 'oauth.pkce': 'enforces' });
  const stolen = new URL((await signIn(new Browser())).location).searchParams.get('code') ?? '';
  const browser = new Browser();
  const own = new URL((await signIn(browser)).location);
  own.searchParams.set('code', stolen);
  expect((await browser.get(own.href)).headers.get('location')).toBe(
    `${PUBLIC_URL}/connect/sign-in-refused?reason=code_refused&connector=hubspot`,
  );
});

it('a provider that rejects unknown parameters shows its own page: no callback arrives and nothing is enabled', async () => {
  await world.control('POST', '/settings', { 'oauth.pkce': 'rejects' });
  await expect(signIn(new Browser())).rejects.toBeInstanceOf(SandboxRefusal);
  const fresh = await world.method();
  await expect(startActivationFlow(world, fresh)).rejects.toBeInstanceOf(SandboxRefusal);
  expect(await loadMethod(world.ctx(), world.db, fresh)).toMatchObject({
    status: 'activating',
    portalId: null,
  });
  await world.control('POST', '/settings', { 'oauth.pkce': 'enforces' });
});
