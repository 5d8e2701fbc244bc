import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findBrowserNonce } from '@/lib/services/sessions/remember-account';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import {
  activatedMethod,
  Browser,
  LUMEN,
  PUBLIC_URL,
  SIGN_IN_CALLBACK,
  startWorld,
  startSignInFlow,
} from '../../support/connect-world';
import { serveRoutes } from '../../support/route-server';
import { startIdentityProvider, oidcSettings } from '../../support/identity-provider';
import { takeWorkAfterAnswers } from '../../support/after-answer';

/** A whole shift and a neighbour who means harm, all behind the address of one office. */
const OFFICE = { ip: '198.51.100.7' };
const PAGE = { accept: 'text/html,application/xhtml+xml' };

// As far as an anonymous visitor is concerned, nothing happens after the answer.
takeWorkAfterAnswers();

const world = await startWorld();
const { port } = await serveRoutes({ trustedProxies: 1 });
const newBrowser = () => new Browser(port);
const methodId = await activatedMethod(world);
const [connector, other] = await Promise.all(
  ['shift', 'other'].map((reference) =>
    world.db.ssoConnector.create({ data: { name: reference, reference, authMethodId: methodId } }),
  ),
);
const LEA = 'lea@atelier-lumen.example';
await world.person({ email: LEA, connectorId: connector?.id ?? '' });

beforeEach(async () => {
  await world.db.signInAttempt.deleteMany();
});

const start = (browser: Browser, reference = 'shift') => browser.get(`/api/sso/login/${reference}`, OFFICE);
const stateOf = (response: Response) => new URL(response.headers.get('location') ?? '').searchParams.get('state') ?? '';

/** From the login URL to the Banner, through the real consent. */
async function signIn(browser = newBrowser()): Promise<string> {
  return goOn(browser, await start(browser));
}

async function goOn(browser: Browser, started: Response): Promise<string> {
  const { location } = await world.control<{ location: string }>('POST', '/consent', {
    url: started.headers.get('location'),
    email: LEA,
    portalId: LUMEN.portalId,
  });
  const answer = await browser.get(location, OFFICE);
  // Whatever else was answered, so that a failure says why.
  return answer.headers.get('location') ?? `${answer.status} ${await answer.text()}`;
}

/** As many statuses as were seen. */
function tally(responses: Response[]): Record<number, number> {
  return responses.reduce<Record<number, number>>(
    (sum, { status }) => ({ ...sum, [status]: (sum[status] ?? 0) + 1 }),
    {},
  );
}

const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, work));

it('500 agents sign in from one address, and nothing of it is counted', async () => {
  const counted = vi.spyOn(world.deployment.limits, 'take');
  const before = await world.db.oAuthTransaction.count();
  // All at the login URL at once: the shift begins. Nothing is stored of that.
  const browsers = Array.from({ length: 500 }, newBrowser);
  const starts = await Promise.all(browsers.map((browser) => start(browser)));
  expect(tally(starts)).toEqual({ 303: 500 });
  expect(await world.db.oAuthTransaction.count()).toBe(before);

  const ends: string[] = [];
  const goOnFrom = async (from: number) => {
    for (let index = from; index < 500; index += 10) {
      const [browser, started] = [browsers[index], starts[index]];
      if (browser && started) ends.push(await goOn(browser, started));
    }
  };
  await Promise.all(Array.from({ length: 10 }, (_, from) => goOnFrom(from)));
  expect(ends).toEqual(Array(500).fill(`${PUBLIC_URL}/banner`));
  // No limit stands in the way of the next 500, however fast they come.
  expect(counted).not.toHaveBeenCalled();
}, 600_000);

describe('a neighbour stops nobody', () => {
  const agentsGetIn = async () => {
    // The browsers of new colleagues, which nobody knows yet.
    expect(await times(5, () => signIn())).toEqual(Array(5).fill(`${PUBLIC_URL}/banner`));
  };

  it.each(['shift', 'other', 'nobody-knows-this'])('with 100 starts through %s', async (reference) => {
    const rows = await world.db.oAuthTransaction.count();
    const starts = tally(await times(100, () => start(newBrowser(), reference)));
    expect(starts).toEqual(reference === 'nobody-knows-this' ? { 303: 60, 429: 40 } : { 303: 100 });
    expect(await world.db.oAuthTransaction.count()).toBe(rows);
    await agentsGetIn();
  });

  it('with starts through a connector that is switched off: sixty are stored', async () => {
    await world.db.ssoConnector.update({ where: { id: other?.id ?? '' }, data: { enabled: false } });
    await times(80, () => start(newBrowser(), 'other'));
    await world.db.ssoConnector.update({ where: { id: other?.id ?? '' }, data: { enabled: true } });
    expect(await world.db.signInAttempt.count({ where: { reason: 'connector_disabled' } })).toBe(60);
    await agentsGetIn();
  });

  it.each([
    ['the same address', OFFICE],
    ['another address', { ip: '203.0.113.9' }],
  ])('with callbacks that they made up, or took from another browser, from %s', async (_name, from) => {
    const taken = stateOf(await start(newBrowser()));
    const stray = (state: string) => newBrowser().get(`${SIGN_IN_CALLBACK}?state=${state}&code=x`, from);
    const answers = [...(await times(50, () => stray('A'.repeat(43)))), ...(await times(50, () => stray(taken)))];
    expect(tally(answers)).toEqual({ 303: 60, 429: 40 });
    await agentsGetIn();
  });

  it('with failures at the provider, of which sixty are stored', async () => {
    const fail = async (answer: string) => {
      const browser = newBrowser();
      const state = stateOf(await start(browser));
      return browser.get(`${SIGN_IN_CALLBACK}?state=${state}&${answer}`, OFFICE);
    };
    // Codes first: after sixty failures they would wait for their turn, which has a test of its own.
    const answers = [
      ...(await times(20, () => fail('code=na1-made-up'))),
      ...(await times(70, () => fail('error=access_denied'))),
    ];
    expect(tally(answers)).toEqual({ 303: 90 });
    expect(await world.db.signInAttempt.count({ where: { allowed: false } })).toBe(60);
    await agentsGetIn();

    // The administrator sees the failure of somebody who works here, flood or not: their browser is known.
    const known = newBrowser();
    await signIn(known);
    const state = stateOf(await start(known));
    await known.get(`${SIGN_IN_CALLBACK}?state=${state}&error=access_denied`, OFFICE);
    expect(await world.db.signInAttempt.count({ where: { allowed: false } })).toBe(61);
  });
});

it('invented codes ask the provider one after the other, and whoever has a real one still gets in', async () => {
  const known = newBrowser();
  await signIn(known);
  const invent = async () => {
    const browser = newBrowser();
    const address = `${SIGN_IN_CALLBACK}?state=${stateOf(await start(browser))}&code=na1-made-up`;
    return { browser, address };
  };
  await Promise.all((await times(60, invent)).map(({ browser, address }) => browser.get(address, OFFICE)));
  const flood = await times(70, invent);
  const rows = await world.db.oAuthTransaction.count();
  world.calls.forget();
  const flooding = Promise.all(flood.map(async ({ browser, address }) => (await browser.get(address, OFFICE)).status));
  // A browser that is known here has a budget of its own, and doesn't wait behind 50 others.
  expect(await signIn(known)).toBe(`${PUBLIC_URL}/banner`);
  const statuses = await flooding;
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  const through = statuses.filter((status) => status === 303).length;
  // What was refused asked nobody and left nothing, and could be tried again.
  expect(world.calls.tokenRequests().length).toBe(through + 1);
  expect(await world.db.oAuthTransaction.count()).toBe(rows + through + 1);
  // A colleague's new browser, at the same address and connector, waits for its turn and is let in.
  expect(await signIn()).toBe(`${PUBLIC_URL}/banner`);
}, 120_000);

describe('a flow that the browser carries is used once', () => {
  const back = async (browser: Browser) =>
    (await startSignInFlow(world, 'shift', browser, { email: LEA, portalId: LUMEN.portalId })).location;
  const refused = `${PUBLIC_URL}/connect/sign-in-refused?reason=not_for_this_request`;
  const isBanner = (response: Response) => response.headers.get('location') === `${PUBLIC_URL}/banner`;
  const aliveSessions = () => world.db.session.count({ where: { revokedAt: null, connectorId: connector?.id ?? '' } });
  beforeEach(async () => {
    await world.db.session.deleteMany({ where: { connectorId: connector?.id ?? '' } });
  });

  it('E28: two tabs both come back to the Banner, and share a session', async () => {
    const browser = newBrowser();
    const [first, second] = [await back(browser), await back(browser)];
    expect([isBanner(await browser.get(first)), isBanner(await browser.get(second))]).toEqual([true, true]);
    const sessions = await world.db.session.findMany({ where: { connectorId: connector?.id ?? '' } });
    expect(sessions).toMatchObject([{ revokedAt: null }]);
    expect(await world.db.signInAttempt.count({ where: { allowed: false } })).toBe(0);
    // A later sign-in in the same browser is a new session, as ever.
    expect(isBanner(await browser.get(await back(browser)))).toBe(true);
    expect([
      await aliveSessions(),
      await world.db.session.count({ where: { revokedReason: 'newer_sign_in' } }),
    ]).toEqual([1, 1]);
  });

  it('E28: both at the same moment', async () => {
    const browser = newBrowser();
    const tabs = [await back(browser), await back(browser)];
    expect((await Promise.all(tabs.map((tab) => browser.get(tab)))).map(isBanner)).toEqual([true, true]);
    expect(await world.db.signInAttempt.count({ where: { allowed: false } })).toBe(0);
  });

  it('again by the back button, or by a copy of the browser: refused, and the session stays', async () => {
    const browser = newBrowser();
    const address = await back(browser);
    const copies = [browser, browser.copy(), browser.copy(), browser.copy()];
    const answers = await Promise.all(copies.map((copy) => copy.get(address)));
    expect(answers.filter(isBanner)).toHaveLength(1);
    const winner = copies[answers.findIndex(isBanner)] ?? browser;
    for (const copy of [winner, ...copies]) expect((await copy.get(address)).headers.get('location')).toBe(refused);
    expect(await aliveSessions()).toBe(1);
  });

  it('by nobody else in the same browser: another person in another tab takes its place', async () => {
    const browser = newBrowser();
    const first = await back(browser);
    const jonas = 'jonas@atelier-lumen.example';
    await world.person({ email: jonas, connectorId: connector?.id ?? '' });
    const { location } = await startSignInFlow(world, 'shift', browser, { email: jonas, portalId: LUMEN.portalId });
    expect([isBanner(await browser.get(first)), isBanner(await browser.get(location))]).toEqual([true, true]);
    expect(await aliveSessions()).toBe(1);
  });
});

describe('a browser is known once somebody signed in with it', () => {
  const isKnown = (browser: Browser, account: string) =>
    findBrowserNonce(world.ctx(), { cookie: browser.cookies.get('maker.known-browser'), account }) !== null;

  it('through HubSpot, and through an identity provider', async () => {
    const browser = newBrowser();
    await start(browser);
    expect(browser.cookies.has('maker.known-browser')).toBe(false);
    await signIn(browser);
    expect([isKnown(browser, connector?.id ?? ''), isKnown(browser, other?.id ?? '')]).toEqual([true, false]);

    const provider = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
    onTestFinished(() => provider.close());
    provider.accounts.set('ada', { sub: 'ada', email: 'ada@example.org', email_verified: true });
    const { id } = await createConnector(world.ctx(world.administrator.actor), {
      name: 'Identity provider',
      reference: 'idp',
      type: 'oidc',
      enabled: true,
      oidc: oidcSettings(provider),
    });
    await world.person({ email: 'ada@example.org', connectorId: id });
    const back = await provider.consent((await start(browser, 'idp')).headers.get('location') ?? '', 'ada');
    expect((await browser.get(back, OFFICE)).headers.get('location')).toBe(`${PUBLIC_URL}/banner`);
    expect([isKnown(browser, connector?.id ?? ''), isKnown(browser, id)]).toEqual([true, true]);
  });
});

it.each([
  ['en', 'Too many requests. Try again in a minute.'],
  ['fr', 'Trop de requêtes. Réessayez dans une minute.'],
])('a person who is told to wait reads it as a page, in %s', async (locale, sentence) => {
  await world.resetLimits();
  const stray = () =>
    newBrowser().get(`${SIGN_IN_CALLBACK}?state=x&code=y`, {
      ...OFFICE,
      headers: { ...PAGE, 'accept-language': locale },
    });
  const answers = await times(61, stray);
  const refused = answers.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused?.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(refused?.headers.get('refresh')).toBe(`0; url=${PUBLIC_URL}/connect/sign-in-refused?reason=slow_down`);
  const text = await refused?.text();
  expect(text).toContain(`<html lang="${locale}">`);
  expect(text).toContain(sentence);
});
