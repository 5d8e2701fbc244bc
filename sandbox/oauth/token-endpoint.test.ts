import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lumen } from '../seed/portals';
import {
  oauthErrorSchema,
  pkcePair,
  startTestSandbox,
  tokenBodySchema,
  tokenFields,
  type SandboxClient,
  type TestApp,
} from '../testing/sandbox-client';

let sandbox: SandboxClient;
let app: TestApp;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  app = await sandbox.createApp();
});
afterAll(() => sandbox.close());
afterEach(async () => {
  await sandbox.control('settings', {
    'oauth.pkce': 'enforces',
    'oauth.refreshTokens': 'unchanged',
    'oauth.secondConsent': 'same-refresh-token',
    'oauth.v1TokenBody': 'full',
    'oauth.codeReuse': 'refused',
    'oauth.clientCredentials': 'v3-and-2026-03',
  });
});

const endpoint = '/oauth/2026-03/token';
const versions = ['/oauth/v1/token', '/oauth/v3/token', '/oauth/2026-03/token', '/oauth/2026-09/token'];

async function newCode(extra: Record<string, string> = {}, email = 'lea@atelier-lumen.example'): Promise<string> {
  return (await sandbox.consent({ app, email, extra })).searchParams.get('code') ?? '';
}

function exchange(code: string, changes: Record<string, string> = {}, path = endpoint): Promise<Response> {
  return sandbox.postForm(path, {
    ...tokenFields(app, { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri }),
    ...changes,
  });
}

function refresh(token: string, path = endpoint): Promise<Response> {
  return sandbox.postForm(path, tokenFields(app, { grant_type: 'refresh_token', refresh_token: token }));
}

async function newTokens() {
  return tokenBodySchema.parse(await (await exchange(await newCode())).json());
}

async function expectRefusal(response: Response, error: string, status: string) {
  expect(response.status).toBe(400);
  expect(oauthErrorSchema.parse(await response.json())).toMatchObject({ error, status });
}

describe('refused token requests', () => {
  it.each([
    ['an unknown grant type', { grant_type: 'password' }, 'unsupported_grant_type', 'BAD_GRANT_TYPE'],
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client', 'BAD_CLIENT_ID'],
    ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client', 'BAD_CLIENT_SECRET'],
    ['an unknown code', { code: 'eu1-0000-0000-0000-0000-000000000000' }, 'invalid_grant', 'BAD_AUTH_CODE'],
    ['another redirect URL', { redirect_uri: 'http://localhost:3000/elsewhere' }, 'invalid_grant', 'BAD_REDIRECT_URI'],
    ['a verifier nobody announced', { code_verifier: pkcePair().verifier }, 'invalid_grant', 'BAD_CODE_VERIFIER'],
  ])('refuses %s', async (_name, changes, error, status) => {
    await expectRefusal(await exchange(await newCode(), changes), error, status);
  });

  it('refuses a code the second time', async () => {
    const code = await newCode();
    expect((await exchange(code)).status).toBe(200);
    await expectRefusal(await exchange(code), 'invalid_grant', 'BAD_AUTH_CODE');
  });

  it('keeps the tokens when a code is reused, or revokes them if the setting says so', async () => {
    await sandbox.control('settings', { 'oauth.secondConsent': 'new-refresh-token' });
    const code = await newCode();
    const tokens = tokenBodySchema.parse(await (await exchange(code)).json());
    const other = await sandbox.createApp();
    await expectRefusal(await exchange(code), 'invalid_grant', 'BAD_AUTH_CODE');
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
    await sandbox.control('settings', { 'oauth.codeReuse': 'revokes-tokens' });
    await expectRefusal(
      await exchange(code, { client_id: other.clientId, client_secret: other.clientSecret }),
      'invalid_grant',
      'BAD_AUTH_CODE',
    );
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
    await expectRefusal(await exchange(code), 'invalid_grant', 'BAD_AUTH_CODE');
    await expectRefusal(await refresh(tokens.refresh_token), 'invalid_grant', 'BAD_REFRESH_TOKEN');
    const details = await sandbox.request('/account-info/2026-09/details', {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(details.status).toBe(401);
  });

  it('refuses an expired code', async () => {
    const code = await newCode();
    await sandbox.control('clock', { advanceSeconds: 61 });
    await expectRefusal(await exchange(code), 'invalid_grant', 'BAD_AUTH_CODE');
  });

  it("refuses another app's code", async () => {
    const other = await sandbox.createApp();
    await expectRefusal(
      await exchange(await newCode(), { client_id: other.clientId, client_secret: other.clientSecret }),
      'invalid_grant',
      'BAD_AUTH_CODE',
    );
  });

  it('refuses credentials in the query, except in v1', async () => {
    const { refresh_token } = await newTokens();
    const query = new URLSearchParams(tokenFields(app, { grant_type: 'refresh_token', refresh_token }));
    for (const path of versions) {
      const response = await sandbox.postForm(`${path}?${query}`, {});
      expect([path, response.status]).toEqual([path, path === '/oauth/v1/token' ? 200 : 400]);
    }
  });

  it('ignores unrelated query parameters', async () => {
    expect((await exchange(await newCode(), {}, `${endpoint}?trace=1`)).status).toBe(200);
  });

  it('refuses a JSON body and other methods', async () => {
    const json = await sandbox.request(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(415);
    expect((await sandbox.request(endpoint)).status).toBe(405);
  });
});

describe('tokens', () => {
  it.each(versions)('are issued and refreshed at %s', async (path) => {
    const response = await exchange(await newCode(), {}, path);
    expect(response.status).toBe(200);
    const tokens = tokenBodySchema.parse(await response.json());
    expect(tokens).toMatchObject({ hub_id: lumen.portalId, scopes: app.scopes, expires_in: 1800 });
    const refreshed = tokenBodySchema.parse(await (await refresh(tokens.refresh_token, path)).json());
    expect(refreshed.refresh_token).toBe(tokens.refresh_token);
    expect(refreshed.access_token).not.toBe(tokens.access_token);
  });

  it('have four fields in v1 if the setting says so', async () => {
    await sandbox.control('settings', { 'oauth.v1TokenBody': 'four-fields' });
    const body: unknown = await (await exchange(await newCode(), {}, '/oauth/v1/token')).json();
    expect(Object.keys(Object(body)).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
  });

  it('stay the same at a second consent, or are renewed, depending on the setting', async () => {
    const first = await newTokens();
    expect((await newTokens()).refresh_token).toBe(first.refresh_token);
    await sandbox.control('settings', { 'oauth.secondConsent': 'new-refresh-token' });
    expect((await newTokens()).refresh_token).not.toBe(first.refresh_token);
  });
});

describe('PKCE', () => {
  it('accepts the right verifier, and uses up the code on a wrong one', async () => {
    const { verifier, challenge } = pkcePair();
    const parameters = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await exchange(await newCode(parameters), { code_verifier: verifier })).status).toBe(200);
    const code = await newCode(parameters);
    await expectRefusal(
      await exchange(code, { code_verifier: pkcePair().verifier }),
      'invalid_grant',
      'BAD_CODE_VERIFIER',
    );
    await expectRefusal(await exchange(code, { code_verifier: verifier }), 'invalid_grant', 'BAD_AUTH_CODE');
    await expectRefusal(await exchange(await newCode(parameters)), 'invalid_grant', 'BAD_CODE_VERIFIER');
  });

  it("isn't checked in the mode that ignores it", async () => {
    await sandbox.control('settings', { 'oauth.pkce': 'ignores' });
    const parameters = { code_challenge: pkcePair().challenge, code_challenge_method: 'S256' };
    expect((await exchange(await newCode(parameters), { code_verifier: pkcePair().verifier })).status).toBe(200);
  });

  it('leads to an error page in the mode that rejects it', async () => {
    await sandbox.control('settings', { 'oauth.pkce': 'rejects' });
    const url = `${sandbox.url}/oauth/authorize?${new URLSearchParams({ client_id: app.clientId, redirect_uri: app.redirectUri, scope: app.scopes.join(' '), code_challenge: pkcePair().challenge })}`;
    const response = await sandbox.control('consent', { url, email: 'lea@atelier-lumen.example' });
    expect(response.status).toBe(409);
  });
});

describe('refresh token modes', () => {
  it('rotating: the old token stops working and the new one works', async () => {
    await sandbox.control('settings', {
      'oauth.refreshTokens': 'rotating',
      'oauth.secondConsent': 'new-refresh-token',
    });
    const first = await newTokens();
    const second = tokenBodySchema.parse(await (await refresh(first.refresh_token)).json());
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expectRefusal(await refresh(first.refresh_token), 'invalid_grant', 'BAD_REFRESH_TOKEN');
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it('rotating with reuse detection: reusing an old token revokes the family', async () => {
    await sandbox.control('settings', {
      'oauth.refreshTokens': 'rotating-with-reuse-detection',
      'oauth.secondConsent': 'new-refresh-token',
    });
    const first = await newTokens();
    const second = tokenBodySchema.parse(await (await refresh(first.refresh_token)).json());
    await expectRefusal(await refresh(first.refresh_token), 'invalid_grant', 'BAD_REFRESH_TOKEN');
    await expectRefusal(await refresh(second.refresh_token), 'invalid_grant', 'BAD_REFRESH_TOKEN');
  });
});

describe('client_credentials', () => {
  const grant = (version: string, fields: Record<string, string> = {}) =>
    sandbox.postForm(`/oauth/${version}/token`, tokenFields(app, { grant_type: 'client_credentials', ...fields }));
  const appTokenSchema = z.strictObject({
    token_type: z.literal('bearer'),
    access_token: z.string(),
    expires_in: z.literal(1800),
    scopes: z.array(z.string()),
    token_use: z.literal('access_token'),
  });

  it('is refused if not documented and the setting says so, with unknown scopes, and with a wrong secret', async () => {
    for (const version of ['v1', '2026-09'])
      await expectRefusal(await grant(version), 'unsupported_grant_type', 'BAD_GRANT_TYPE');
    await expectRefusal(await grant('2026-03', { scope: 'oauth' }), 'invalid_scope', 'BAD_SCOPES');
    await expectRefusal(await grant('2026-03', { client_secret: 'wrong' }), 'invalid_client', 'BAD_CLIENT_SECRET');
    await sandbox.control('settings', { 'oauth.clientCredentials': 'refused' });
    await expectRefusal(await grant('2026-03'), 'unsupported_grant_type', 'BAD_GRANT_TYPE');
  });

  it.each(['v3', '2026-03'])("at %s returns an app token, which can't access an account", async (version) => {
    const issued = appTokenSchema.parse(await (await grant(version, { scope: 'webhooks-journal-data-access' })).json());
    expect(issued.scopes).toEqual(['webhooks-journal-data-access']);
    const describe = async () =>
      (
        await sandbox.postForm(`/oauth/${version}/token/introspect`, tokenFields(app, { token: issued.access_token }))
      ).json();
    expect(await describe()).toMatchObject({
      active: true,
      app_id: app.appId,
      client_id: app.clientId,
      token_use: 'access_token',
    });
    expect(await describe()).not.toHaveProperty('hub_id');
    const details = await sandbox.request('/account-info/2026-09/details', {
      headers: { authorization: `Bearer ${issued.access_token}` },
    });
    expect(details.status).toBe(401);
    await sandbox.postForm(`/oauth/${version}/token/revoke`, tokenFields(app, { token: issued.access_token }));
    expect(await describe()).toEqual({ active: false });
  });
});

it('retires an API version on its announced date if the setting says so', async () => {
  const statuses = async () => {
    const paths = [
      '/oauth/v1/access-tokens/x',
      '/crm/v4/objects/contacts/1/associations/companies',
      '/account-info/v3/details',
      '/oauth/v3/token',
      '/account-info/2026-09/details',
    ];
    return Promise.all(paths.map(async (path) => (await sandbox.request(path)).status));
  };
  const everything = [404, 401, 401, 405, 401];
  await sandbox.control('clock', { set: '2027-10-01T00:00:00Z' });
  expect(await statuses()).toEqual(everything);
  await sandbox.control('settings', { 'api.announcedEnds': 'kept' });
  await sandbox.control('clock', { set: '2027-02-15T23:59:59Z' });
  expect(await (await sandbox.request('/oauth/v1/access-tokens/x')).json()).toMatchObject({
    message: expect.stringContaining('token'),
  });
  await sandbox.control('clock', { set: '2027-02-16T00:00:00Z' });
  expect(await (await sandbox.request('/oauth/v1/access-tokens/x')).json()).toMatchObject({
    message: 'No handler for this path',
  });
  expect(await statuses()).toEqual(everything);
  await sandbox.control('clock', { set: '2027-03-30T00:00:00Z' });
  expect(await statuses()).toEqual([404, 404, 401, 405, 401]);
  await sandbox.control('clock', { set: '2027-09-30T00:00:00Z' });
  expect(await statuses()).toEqual([404, 404, 404, 404, 401]);
});
