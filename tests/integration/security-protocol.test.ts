import { describe, expect, it } from 'vitest';
import { configureArticle } from '../support/article-world';
import {
  ACTIVATION_CALLBACK,
  Browser,
  LUMEN,
  PUBLIC_URL,
  SIGN_IN_CALLBACK,
  startActivationFlow,
  startSignInFlow,
  startWorld,
  type Person,
} from '../support/connect-world';
import { takeWorkAfterAnswers } from '../support/after-answer';
import { callRoute, routeNamed } from '../support/route-walk';

takeWorkAfterAnswers();

const world = await startWorld();
const article = await configureArticle(world);
const connector = await world.db.ssoConnector.create({
  data: { name: 'HubSpot', reference: 'hubspot', authMethodId: article.methodId },
});
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe("a browser gets a page in the user's language", () => {
  const opened: [name: string, address: string, page: string, limit: number][] = [
    // The URL of a connector that is there is never too much.
    ['a login URL of no connector', '/api/sso/login/nobody-knows-this', '/connect/sign-in-refused?reason=', 60],
    ['the callback of a sign-in', `${SIGN_IN_CALLBACK}?state=x&code=y`, '/connect/sign-in-refused?reason=', 60],
    [
      'the callback of an activation',
      `${ACTIVATION_CALLBACK}?state=x&code=y`,
      '/connect/not-for-this-request?reason=',
      60,
    ],
  ];

  it.each(opened)('%s, after too many requests', async (_name, address, page, limit) => {
    for (let index = 0; index < limit; index += 1) await new Browser().get(address);
    for (const [language, sentence] of [
      ['en', 'Too many requests'],
      ['fr', 'Trop de requêtes'],
    ] as const) {
      const answer = await new Browser().get(address, { headers: { ...HTML, 'accept-language': language } });
      const text = await answer.text();
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('refresh')).toBe(`0; url=${PUBLIC_URL}${page}slow_down`);
      expect(text).toContain(`<html lang="${language}">`);
      expect(text).toContain(sentence);
    }
    // A program is told in its own way.
    const told = await new Browser().get(address);
    expect([told.status, told.headers.get('content-type')]).toEqual([429, 'application/json']);
  });

  it.each(opened)('%s, after an internal error', async (_name, address, page) => {
    const { limits } = world.deployment;
    world.deployment.limits = { ...limits, take: () => Promise.reject(new Error('<b>gone</b>')) };
    try {
      const answer = await new Browser().get(address, { headers: HTML });
      expect([answer.status, answer.headers.get('refresh')]).toEqual([500, `0; url=${PUBLIC_URL}${page}failed`]);
      expect(await answer.text()).not.toContain('gone');
    } finally {
      world.deployment.limits = limits;
    }
  });

  it('shows nothing from the URL', async () => {
    const answer = await callRoute(routeNamed('GET /api/sso/login/{reference}'), {
      params: { reference: `"><script>alert(1)</script>${'x'.repeat(400)}` },
      headers: HTML,
    });
    expect([answer.status, (await answer.text()).includes('script')]).toEqual([400, false]);
  });
});

describe('HEAD consumes nothing', () => {
  const head = (route: string, location: string, browser: Browser) =>
    callRoute(routeNamed(route), {
      browser,
      method: 'HEAD',
      query: Object.fromEntries(new URL(location, PUBLIC_URL).searchParams),
    });

  it('of a sign-in: the callback still signs in afterwards', async () => {
    await world.person({ email: LUMEN.admin, connectorId: connector.id });
    const browser = new Browser();
    const { location } = await startSignInFlow(world, 'hubspot', browser, {
      email: LUMEN.admin,
      portalId: LUMEN.portalId,
    });
    expect((await head('GET /api/sso/login/oauth/callback', location, browser)).status).toBe(405);
    const end = await browser.get(location);
    expect(end.headers.get('location')).toBe(`${PUBLIC_URL}/banner`);
  });

  it('of an activation: the callback still activates afterwards', async () => {
    const methodId = await world.method();
    const { location, transactionId } = await startActivationFlow(world, methodId);
    const { browser } = world.administrator;
    expect((await head('GET /api/authclients/hbdnakz/fzefdzs', location, browser)).status).toBe(405);
    const end = await browser.get(location);
    expect(end.headers.get('location')).toBe(`${PUBLIC_URL}/connect/activation/${transactionId}`);
    expect(await world.db.authMethod.findUniqueOrThrow({ where: { id: methodId }, select: { status: true } })).toEqual({
      status: 'enabled',
    });
  });

  it('of a login URL: no flow is started', async () => {
    const before = await world.db.oAuthTransaction.count();
    const route = routeNamed('GET /api/sso/login/{reference}');
    const answer = await callRoute(route, { params: { reference: 'hubspot' }, method: 'HEAD' });
    expect([answer.status, answer.headers.get('allow'), await world.db.oAuthTransaction.count()]).toEqual([
      405,
      'GET',
      before,
    ]);
    expect([answer.headers.get('location'), ...answer.headers.getSetCookie()]).toEqual([null]);
  });
});

it('a missing record is reported as not found, not as a CRM failure', async () => {
  const object = await world.db.crmObject.findFirstOrThrow({ where: { apiName: 'contacts' } });
  for (const method of ['GET', 'PATCH'] as const) {
    const route = routeNamed(`${method} /api/banner/cards/{objectId}/{recordId}`);
    const field = await world.db.crmField.findFirstOrThrow({ where: { objectId: object.id, apiName: 'firstname' } });
    const answer = await callRoute(route, {
      browser: article.agent.browser,
      params: { objectId: object.id, recordId: '999999999999' },
      body: { values: { [field.id]: 'x' } },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { error: { code: 'NOT_FOUND', key: 'provider_not_found' } },
    ]);
  }
});

describe("an agent's streams", () => {
  const stream = async (person: Person) => {
    const answer = await callRoute(routeNamed('GET /api/banner/stream'), {
      browser: person.browser,
      keepsStream: true,
    });
    if (!answer.body) throw new Error(`answered ${answer.status}`);
    return answer.body.getReader();
  };

  it('the sixth replaces the first, which is told and closes', async () => {
    const agent = await world.person();
    const readers = [];
    for (let index = 0; index < 7; index += 1) readers.push(await stream(agent));
    for (const reader of readers.slice(0, 2)) {
      const heard = await untilEnd(reader);
      expect(heard).toContain('event: replaced\n');
    }
    for (const reader of readers.slice(2)) {
      expect(Buffer.from((await reader.read()).value ?? []).toString()).toContain('event: ready');
      await reader.cancel();
    }
    // Those that closed left their places.
    const again = await stream(agent);
    expect(Buffer.from((await again.read()).value ?? []).toString()).toContain('event: ready');
    await again.cancel();
  });
});

async function untilEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let heard = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return heard;
    heard += Buffer.from(value).toString();
  }
}
