import { beforeEach, describe, expect, it } from 'vitest';
import { PUBLIC_URL, startWorld } from '../support/connect-world';
import { callRoute, routes, type RouteCall } from '../support/route-walk';

// S-60: nothing changes by a request that another site could make a browser send, signed with its cookies.
const world = await startWorld();
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

/** Sent by the browser itself, without cookies and with types of its own: its folder has the tests. */
const sentByBrowser = routes.filter(({ definition }) => definition.isSentByBrowser);
const changing = routes.filter((route) => route.definition.method !== 'GET' && !sentByBrowser.includes(route));
const byCookie = changing.filter(
  ({ definition }) => !('apiScope' in definition.access && definition.access.permission === undefined),
);

const foreign: [name: string, headers: NonNullable<RouteCall['headers']>][] = [
  ['no origin', { origin: null }],
  ['an empty origin', { origin: '' }],
  ['the origin null, of a sandboxed frame', { origin: 'null' }],
  ['another site', { origin: 'https://attacker.example' }],
  ['a subdomain', { origin: PUBLIC_URL.replace('localhost', 'evil.localhost') }],
  ['a host that begins like ours', { origin: `${PUBLIC_URL}.attacker.example` }],
  ['another port', { origin: PUBLIC_URL.replace(/\d+$/, '6666') }],
  ['another scheme', { origin: PUBLIC_URL.replace('http:', 'https:') }],
  ['ours with a path', { origin: `${PUBLIC_URL}/` }],
  ['ours twice', { origin: `${PUBLIC_URL}, https://attacker.example` }],
  ['ours in capitals', { origin: PUBLIC_URL.toUpperCase() }],
  ['ours, but the browser says cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['ours, but the browser says same-site', { 'sec-fetch-site': 'same-site' }],
  ['ours, but the browser says none', { 'sec-fetch-site': 'none' }],
  ['the public address only as a referrer', { origin: null, referer: `${PUBLIC_URL}/maker` }],
];

/** What a form or a plain request of another site can send without asking first. */
const untyped: [name: string, headers: NonNullable<RouteCall['headers']>][] = [
  ['no content type', { 'content-type': null }],
  ['text', { 'content-type': 'text/plain' }],
  ['text that mentions JSON', { 'content-type': 'text/plain; application/json' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['something that ends like JSON', { 'content-type': 'application/csp-report+json' }],
];

const traces = async () => ({
  history: await world.db.historyEntry.count(),
  users: await world.db.user.count(),
  sessions: await world.db.session.count({ where: { revokedAt: null } }),
});

it('only reports of the content policy are sent by browsers, and none changes anything for anybody', () => {
  expect(sentByBrowser.map(({ name }) => name)).toEqual(['POST /api/csp-reports']);
  expect(sentByBrowser.map(({ definition }) => definition.access)).toEqual([{ public: true }]);
});

it.each(byCookie)('$name refuses requests from other sites', async (route) => {
  const before = await traces();
  for (const [name, headers] of foreign) {
    const response = await callRoute(route, { browser: world.administrator.browser, headers });
    expect(response.status, name).toBe(403);
    expect(await response.json(), name).toMatchObject({ error: { code: 'FORBIDDEN', key: 'foreign_origin' } });
  }
  expect(await traces()).toEqual(before);
});

it.each(changing)('$name refuses what a form or a simple request can send', async (route) => {
  const before = await traces();
  for (const [name, headers] of untyped) {
    const response = await callRoute(route, { browser: world.administrator.browser, headers });
    expect(response.status, name).toBe(400);
    expect(await response.json(), name).toMatchObject({ error: { key: 'content_type' } });
  }
  expect(await traces()).toEqual(before);
});

it('accepts the same request from one of our pages', async () => {
  for (const route of byCookie) {
    const { browser } = await world.person({ isAdministrator: true });
    const answer = await callRoute(route, { browser, headers: { 'content-type': 'application/json; charset=utf-8' } });
    expect(await answer.text(), route.name).not.toMatch(/"key":"(foreign_origin|content_type)"/);
  }
});

describe('a GET stays a GET', () => {
  const reading = routes.filter(({ definition }) => definition.method === 'GET' && !('public' in definition.access));
  it.each(reading)('$name, whatever method its headers and URL claim', async (route) => {
    const before = await traces();
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      await callRoute(route, { browser: world.administrator.browser, headers: { [name]: 'DELETE' } });
    await callRoute(route, { browser: world.administrator.browser, query: { _method: 'DELETE' } });
    expect(await traces()).toEqual(before);
  });
});
