import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { providerErrorOf } from '@/tests/support/caught';
import {
  inTurn,
  json,
  raw,
  resetConnection,
  silence,
  startFaultyServer,
  type FaultyServer,
} from '@/tests/support/faulty-server';
import { providerContext } from '@/tests/support/provider-context';
import { createHubspot } from './index';

let server: FaultyServer;
beforeEach(async () => {
  server = await startFaultyServer();
});
afterEach(() => server.close());

const credentials = { clientId: '1a2b3c4d-0000-4000-8000-000000000000', clientSecret: 'canary-client-secret' };
const exchange = {
  code: 'na1-canary-code',
  redirectUri: 'https://maker.example.com/api/authclients/hbdnakz/fzefdzs',
  codeVerifier: 'canary-verifier',
};
const auth = () => createHubspot(providerContext(server.url)).auth;

const token = {
  token_type: 'bearer',
  refresh_token: 'na1-refresh',
  access_token: 'access',
  hub_id: 1234567,
  user_id: 42,
  scopes: ['oauth', 'tickets'],
  expires_in: 1800,
  token_use: 'access_token',
};
const introspection = {
  active: true,
  token: 'access',
  hub_id: 1234567,
  user_id: 42,
  client_id: credentials.clientId,
  app_id: 99,
  user: 'Admin@Example.com',
  hub_domain: 'example.com',
  scopes: ['oauth'],
  token_use: 'access_token',
};

describe('the authorize URL', () => {
  const request = {
    clientId: credentials.clientId,
    redirectUri: 'http://localhost:3000/api/sso/login/oauth/callback',
    requiredScopes: ['oauth', 'crm.objects.contacts.read'],
    optionalScopes: [],
    state: 'state+/=',
    codeChallenge: 'challenge',
  };

  it('contains each parameter once, with %20 between scopes', () => {
    const url = auth().authorizeUrl({ ...request, optionalScopes: ['a', 'b'] });
    expect(url).toBe(
      'https://app.hubspot.com/oauth/authorize?client_id=1a2b3c4d-0000-4000-8000-000000000000' +
        '&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fapi%2Fsso%2Flogin%2Foauth%2Fcallback' +
        '&scope=oauth%20crm.objects.contacts.read&optional_scope=a%20b&state=state%2B%2F%3D&code_challenge=challenge&code_challenge_method=S256',
    );
  });

  it('omits an empty list of optional scopes, and preselects an account', () => {
    const url = new URL(auth().authorizeUrl({ ...request, accountId: '1234567' }));
    expect(url.pathname).toBe('/oauth/1234567/authorize');
    expect(url.searchParams.has('optional_scope')).toBe(false);
    expect(() => auth().authorizeUrl({ ...request, accountId: '..' })).toThrow();
  });

  it('is built without sending a request', () => {
    auth().authorizeUrl(request);
    expect(server.seen).toHaveLength(0);
  });
});

describe('exchanging a code', () => {
  it('posts a form to the dated endpoint, with nothing in the URL or headers', async () => {
    server.answerWith(json(200, token));
    const grant = await auth().exchangeCode(credentials, exchange);
    expect(grant).toEqual({
      accessToken: 'access',
      refreshToken: 'na1-refresh',
      expiresInSeconds: 1800,
      expiresAt: new Date('2026-11-23T10:30:00Z'),
      accountId: '1234567',
      userId: '42',
      scopes: ['oauth', 'tickets'],
    });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/oauth/2026-09/token' });
    expect(seen?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(JSON.stringify(seen?.headers)).not.toContain('canary');
    expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual({
      grant_type: 'authorization_code',
      code: exchange.code,
      redirect_uri: exchange.redirectUri,
      code_verifier: exchange.codeVerifier,
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    });
  });

  it.each([
    [-1, 60],
    [0, 60],
    [30, 60],
    [1e12, 86_400],
  ])('reads expires_in %d as %d seconds', async (given, expected) => {
    server.answerWith(json(200, { ...token, expires_in: given }));
    expect((await auth().exchangeCode(credentials, exchange)).expiresInSeconds).toBe(expected);
  });

  it.each([
    ['a lifetime in words', { ...token, expires_in: 'x' }],
    ['a lifetime as text', { ...token, expires_in: '1800' }],
    ['no lifetime', { ...token, expires_in: undefined }],
    ['no access token', { ...token, access_token: undefined }],
    ['an empty access token', { ...token, access_token: '' }],
    ['a token with a line break', { ...token, access_token: 'a\nb' }],
    ['a refresh token that is a number', { ...token, refresh_token: 5 }],
    ['another kind of token', { ...token, token_type: 'mac' }],
    ['scopes that are no list', { ...token, scopes: 'oauth' }],
    ['a list', [token]],
    ['nothing', null],
  ])('refuses %s', async (_what, body) => {
    server.answerWith(json(200, body));
    const error = await providerErrorOf(auth().exchangeCode(credentials, exchange));
    expect(error).toMatchObject({ kind: 'invalid_response', code: 'UNEXPECTED_SHAPE', retryable: false });
    expect(JSON.stringify(error) + error.message).not.toContain('na1-refresh');
  });

  it.each([
    [
      'a redirect',
      raw(302, '', { location: 'https://evil.example/token' }),
      { kind: 'invalid_response', code: 'REDIRECT_REFUSED' },
    ],
    [
      'a page',
      raw(200, '<html>Sign in</html>', { 'content-type': 'text/html' }),
      { kind: 'invalid_response', code: 'NOT_JSON' },
    ],
    [
      'broken JSON',
      raw(200, '{"access_token":"se', { 'content-type': 'application/json' }),
      { kind: 'invalid_response', code: 'MALFORMED_JSON' },
    ],
    [
      'more than 64 KB, small on the wire',
      raw(200, gzipSync(JSON.stringify({ ...token, padding: 'x'.repeat(5_000_000) })), {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      }),
      { kind: 'invalid_response', code: 'BODY_TOO_LARGE' },
    ],
    [
      'a page with status 502',
      raw(502, '<html>', { 'content-type': 'text/html' }),
      { kind: 'unavailable', retryable: true },
    ],
  ])('refuses %s', async (_what, answer, expected) => {
    server.answerWith(answer);
    expect(await providerErrorOf(auth().exchangeCode(credentials, exchange))).toMatchObject(expected);
    expect(server.seen).toHaveLength(1);
  });

  it('never sends a code twice, even after a connection reset', async () => {
    server.answerWith(inTurn(resetConnection, json(200, token)));
    expect(await providerErrorOf(auth().exchangeCode(credentials, exchange))).toMatchObject({ kind: 'unavailable' });
    expect(server.seen).toHaveLength(1);
  });

  it("removes its own secrets from HubSpot's error message", async () => {
    server.answerWith(
      json(400, {
        error: 'invalid_grant',
        status: 'BAD_AUTH_CODE',
        message: `bad ${exchange.code} ${credentials.clientSecret} ${exchange.codeVerifier}`,
      }),
    );
    const error = await providerErrorOf(auth().exchangeCode(credentials, exchange));
    expect(error).toMatchObject({
      kind: 'invalid_request',
      code: 'BAD_AUTH_CODE',
      providerMessage: 'bad [hidden] [hidden] [hidden]',
    });
  });
});

describe('refreshing a token', () => {
  it('stores the refresh token that was returned, old or new', async () => {
    server.answerWith(
      json(200, { ...token, refresh_token: 'na1-rotated', hub_id: undefined, user_id: undefined, scopes: undefined }),
    );
    expect(await auth().refresh(credentials, 'na1-old')).toMatchObject({
      refreshToken: 'na1-rotated',
      accountId: null,
      userId: null,
      scopes: null,
    });
    expect(new URLSearchParams(server.seen[0]?.body).get('grant_type')).toBe('refresh_token');
    expect(new URLSearchParams(server.seen[0]?.body).has('redirect_uri')).toBe(false);
  });

  it('distinguishes a revoked grant from wrong credentials', async () => {
    server.answerWith(
      inTurn(
        json(400, {
          error: 'invalid_grant',
          status: 'BAD_REFRESH_TOKEN',
          message: 'refresh token is invalid, expired or revoked',
        }),
        json(400, { error: 'invalid_client', status: 'BAD_CLIENT_SECRET', message: 'x' }),
        json(429, { message: 'You have reached your secondly limit.' }),
      ),
    );
    expect(await providerErrorOf(auth().refresh(credentials, 'r'))).toMatchObject({
      kind: 'auth_revoked',
      code: 'BAD_REFRESH_TOKEN',
    });
    expect(await providerErrorOf(auth().refresh(credentials, 'r'))).toMatchObject({
      kind: 'invalid_request',
      code: 'BAD_CLIENT_SECRET',
    });
    expect(await providerErrorOf(auth().refresh(credentials, 'r'))).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 1000,
    });
  });

  it('stops if the caller aborts', async () => {
    server.answerWith(silence);
    expect(await providerErrorOf(auth().refresh(credentials, 'r', { signal: AbortSignal.timeout(30) }))).toMatchObject({
      kind: 'timeout',
    });
  });
});

describe('revoking a token', () => {
  it.each([200, 204])('accepts a %i', async (status) => {
    server.answerWith(status === 204 ? raw(204, '', {}) : json(200, {}));
    await auth().revoke(credentials, 'na1-refresh');
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/oauth/2026-09/token/revoke' });
    expect(new URLSearchParams(server.seen[0]?.body).get('token_type_hint')).toBe('refresh_token');
  });

  it('succeeds if the token is already gone, and fails on anything else', async () => {
    server.answerWith(
      inTurn(
        json(400, { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' }),
        json(400, { error: 'invalid_client' }),
        json(503, {}),
      ),
    );
    await auth().revoke(credentials, 'r');
    expect(await providerErrorOf(auth().revoke(credentials, 'r'))).toMatchObject({ kind: 'invalid_request' });
    expect(await providerErrorOf(auth().revoke(credentials, 'r'))).toMatchObject({ kind: 'unavailable' });
  });
});

describe('identifying user and account', () => {
  const details = {
    portalId: 1234567,
    portalName: 'Example Ltd',
    uiDomain: 'app-eu1.hubspot.com',
    timeZone: 'Europe/Paris',
    dataHostingLocation: 'eu1',
    accountType: 'STANDARD',
  };

  it('introspects the token', async () => {
    server.answerWith(json(200, introspection));
    expect(await auth().introspect(credentials, { token: 'access', kind: 'access_token' })).toEqual({
      active: true,
      appId: '99',
      clientId: credentials.clientId,
      accountId: '1234567',
      accountDomain: 'example.com',
      userId: '42',
      // As HubSpot wrote it: whoever stores or compares it reads it first.
      email: 'Admin@Example.com',
      scopes: ['oauth'],
    });
    expect(server.seen[0]?.url).toBe('/oauth/2026-09/token/introspect');
  });

  it('recognises an inactive token', async () => {
    server.answerWith(json(200, { active: false }));
    expect(await auth().introspect(credentials, { token: 'x', kind: 'refresh_token' })).toEqual({ active: false });
    expect(await providerErrorOf(auth().identifyUser(credentials, 'x'))).toMatchObject({
      kind: 'auth_revoked',
      code: 'TOKEN_NOT_ACTIVE',
    });
  });

  it.each([
    { active: 'true' },
    {},
    { ...introspection, hub_id: -1 },
    { ...introspection, user_id: undefined },
    { ...introspection, hub_id: '1; drop' },
  ])('refuses the introspection %j', async (body) => {
    server.answerWith(json(200, body));
    expect(await providerErrorOf(auth().identifyUser(credentials, 'x'))).toMatchObject({ kind: 'invalid_response' });
  });

  const identify = async (body: unknown, domain: string | null = 'example.com') => {
    server.answerWith(inTurn(json(200, { ...introspection, hub_domain: domain }), json(200, body)));
    const identity = await auth().identifyUser(credentials, 'access');
    return auth().identifyAccount('access', identity);
  };

  it("reads the account's details", async () => {
    expect(await identify(details)).toEqual({
      id: '1234567',
      name: 'Example Ltd',
      domain: 'example.com',
      displayName: 'Example Ltd',
      uiDomain: 'app-eu1.hubspot.com',
      timeZone: 'Europe/Paris',
      hosting: 'eu1',
      type: 'standard',
    });
    expect(server.seen[1]).toMatchObject({ method: 'GET', url: '/account-info/2026-09/details' });
    expect(server.seen[1]?.headers.authorization).toBe('Bearer access');
  });

  it('falls back to the domain if there is no name, and to the ID if there is neither', async () => {
    expect(await identify({ ...details, portalName: undefined })).toMatchObject({
      name: null,
      displayName: 'example.com',
    });
    expect(await identify({ ...details, portalName: '  ', accountType: 'NEW_KIND' }, null)).toMatchObject({
      displayName: '1234567',
      type: 'other',
    });
  });

  it("refuses another account's details and an invalid host", async () => {
    await expect(identify({ ...details, portalId: 7 })).rejects.toMatchObject({
      kind: 'invalid_response',
      code: 'OTHER_ACCOUNT',
    });
    await expect(identify({ ...details, uiDomain: 'evil.example/x' })).rejects.toMatchObject({
      kind: 'invalid_response',
    });
  });
});
