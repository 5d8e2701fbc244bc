import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harbor, kestrel, lumen } from '../seed/portals';
import { authorizeUrl, startTestSandbox, type SandboxClient, type TestApp } from '../testing/sandbox-client';

let sandbox: SandboxClient;
let app: TestApp;
let cookie: string;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  app = await sandbox.createApp({
    redirectUrls: ['http://localhost:3000/callback', 'https://maker.example/cb?fixed=1'],
    scopes: ['oauth', 'crm.objects.contacts.read'],
    conditionallyRequiredScopes: ['tickets'],
    optionalScopes: ['crm.objects.custom.read'],
  });
  cookie = await sandbox.signIn('lea@atelier-lumen.example');
});
afterAll(() => sandbox.close());

const open = (extra: Record<string, string> = {}, as = cookie) =>
  sandbox.request(authorizeUrl(sandbox.url, app, extra), { headers: { cookie: as } });

describe("requests that end on HubSpot's error page, without a callback", () => {
  const refused: [string, Record<string, string>, string][] = [
    ['an unknown client', { client_id: '00000000-0000-0000-0000-000000000000' }, 'This app cannot be found'],
    ['an empty client', { client_id: '' }, 'This app cannot be found'],
    [
      'a redirect URL that is not the app’s',
      { redirect_uri: 'http://localhost:3000/other' },
      'The redirect URL does not match',
    ],
    [
      'a redirect URL with a slash more',
      { redirect_uri: 'http://localhost:3000/callback/' },
      'The redirect URL does not match',
    ],
    [
      'a redirect URL with a query more',
      { redirect_uri: 'http://localhost:3000/callback?a=1' },
      'The redirect URL does not match',
    ],
    ['no scope', { scope: '' }, 'The scopes are missing'],
    ['a required scope left out', { scope: 'oauth' }, 'Required by the app and missing'],
    [
      'a scope that the app does not have',
      { scope: 'oauth crm.objects.contacts.read forms' },
      'Asked for and not set on the app: forms',
    ],
    [
      'an optional scope asked for firmly',
      { scope: 'oauth crm.objects.contacts.read crm.objects.custom.read' },
      'optional_scope',
    ],
    ['a conditionally required scope asked for as optional', { optional_scope: 'tickets' }, 'Not optional on the app'],
    ['a foreign optional scope', { optional_scope: 'forms' }, 'Asked for and not set on the app: forms'],
    [
      'a challenge method that does not exist',
      { code_challenge: 'a'.repeat(43), code_challenge_method: 'S512' },
      'code_challenge_method',
    ],
    [
      'a challenge that is too short',
      { code_challenge: 'abc', code_challenge_method: 'S256' },
      'code_challenge has 43',
    ],
  ];
  it.each(refused)('refuses %s', async (_name, extra, sentence) => {
    const response = await open(extra);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain(sentence);
  });

  it('refuses a duplicate parameter', async () => {
    const response = await sandbox.request(`${authorizeUrl(sandbox.url, app)}&state=a&state=b`, {
      headers: { cookie },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('sent more than once');
  });

  it('refuses a user without permission to connect apps', async () => {
    const viewer = await sandbox.signIn('viewer@atelier-lumen.example');
    const response = await open({}, viewer);
    expect(response.status).toBe(403);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('You do not have permission to connect apps');
  });

  it("refuses an account the user isn't in, on the page and on submit", async () => {
    const path = new URL(authorizeUrl(sandbox.url, app));
    path.pathname = `/oauth/${kestrel.portalId}/authorize`;
    for (const method of ['GET', 'POST']) {
      const response = await sandbox.request(path.href, {
        method,
        headers: { cookie },
        ...(method === 'POST' ? { body: new URLSearchParams({ decision: 'connect' }) } : {}),
      });
      expect(response.status).toBe(403);
      expect(response.headers.get('location')).toBeNull();
    }
  });

  it('refuses an account that lacks the feature for a required scope, and drops an optional one', async () => {
    const enterprise = await sandbox.createApp({ scopes: ['oauth', 'crm.objects.custom.read'] });
    const dana = await sandbox.signIn('dana@harbor-supply.example');
    const response = await sandbox.request(authorizeUrl(sandbox.url, enterprise), { headers: { cookie: dana } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Enterprise');
    const optional = await open({ optional_scope: 'crm.objects.custom.read' }, dana);
    expect(optional.status).toBe(200);
    expect(await optional.text()).not.toContain('crm.objects.custom.read</code>');
  });

  it('escapes the query', async () => {
    const response = await open({ client_id: '"><script>alert(1)</script>' });
    expect(await response.text()).not.toContain('<script>alert');
  });
});

describe('a successful authorization', () => {
  it('requires sign-in first and returns with the whole query', async () => {
    const response = await sandbox.request(authorizeUrl(sandbox.url, app, { state: 'a b&c' }));
    expect(response.status).toBe(303);
    const login = new URL(response.headers.get('location') ?? '', sandbox.url);
    expect(login.pathname).toBe('/login');
    expect(new URL(login.searchParams.get('next') ?? '', sandbox.url).searchParams.get('state')).toBe('a b&c');
  });

  it('shows a choice of accounts if there are several, and skips it if there is one', async () => {
    const admin = await sandbox.signIn('admin@atelier-lumen.example');
    const choice = await (await open({}, admin)).text();
    expect(choice).toContain(`/oauth/${lumen.portalId}/authorize?`);
    expect(choice).toContain(`/oauth/${harbor.portalId}/authorize?`);
    expect(choice).toContain(harbor.domain);
    expect(await (await open()).text()).toContain(`Connect ${'Test app'} to HubSpot`);
  });

  it('sends code and state to exactly the redirect URL, keeping its query', async () => {
    const path = new URL(
      authorizeUrl(sandbox.url, app, { redirect_uri: 'https://maker.example/cb?fixed=1', state: 'x=1&y' }),
    );
    path.pathname = `/oauth/${lumen.portalId}/authorize`;
    const response = await sandbox.postForm(path.href, { decision: 'connect' }, { headers: { cookie } });
    expect(response.status).toBe(303);
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe('https://maker.example/cb');
    expect(back.searchParams.get('fixed')).toBe('1');
    expect(back.searchParams.get('state')).toBe('x=1&y');
    expect(back.searchParams.get('code')).toMatch(/^eu1-[0-9a-f]{4}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it.each([
    [
      'access_denied',
      (location: string | null) => expect(new URL(location ?? '').searchParams.get('error')).toBe('access_denied'),
    ],
    ['error-page', (location: string | null) => expect(location).toBeNull()],
    ['silent', (location: string | null) => expect(location).toBe('/')],
  ])('handles cancelling as the setting says: %s', async (mode, check) => {
    await sandbox.control('settings', { 'oauth.cancel': mode });
    const path = new URL(authorizeUrl(sandbox.url, app, { state: 's' }));
    path.pathname = `/oauth/${lumen.portalId}/authorize`;
    const response = await sandbox.postForm(path.href, { decision: 'cancel' }, { headers: { cookie } });
    check(response.headers.get('location'));
  });
});

it('refuses a cross-site form', async () => {
  const path = new URL(authorizeUrl(sandbox.url, app));
  path.pathname = `/oauth/${lumen.portalId}/authorize`;
  for (const origin of ['https://evil.example', 'null']) {
    const response = await sandbox.postForm(path.href, { decision: 'connect' }, { headers: { cookie, origin } });
    expect(response.status).toBe(403);
  }
});
