import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lumen } from '@/sandbox/seed/portals';
import { startTestSandbox, type SandboxClient, type TestApp } from '@/sandbox/testing/sandbox-client';

/**
 * A generic OAuth client library, unmodified, against the sandbox: authorize, token, refresh, introspection
 * and revocation. Where HubSpot itself leaves the RFCs, the last group says so, one test per deviation.
 */
const versions = ['v3', '2026-03', '2026-09'] as const;
const http = { [oauth.allowInsecureRequests]: true };

let sandbox: SandboxClient;
let app: TestApp;
let client: oauth.Client;
let secret: oauth.ClientAuth;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  app = await sandbox.createApp();
  client = { client_id: app.clientId };
  secret = oauth.ClientSecretPost(app.clientSecret);
});
afterAll(() => sandbox.close());

function serverAt(version: string): oauth.AuthorizationServer {
  return {
    issuer: sandbox.url,
    authorization_endpoint: `${sandbox.url}/oauth/authorize`,
    token_endpoint: `${sandbox.url}/oauth/${version}/token`,
    introspection_endpoint: `${sandbox.url}/oauth/${version}/token/introspect`,
    revocation_endpoint: `${sandbox.url}/oauth/${version}/token/revoke`,
  };
}

/** What a person does in the browser: sign in, then connect or cancel on the consent page. */
async function visitAuthorize(
  server: oauth.AuthorizationServer,
  decision: 'connect' | 'cancel',
  parameters: Record<string, string>,
): Promise<URL> {
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    response_type: 'code',
    scope: app.scopes.join(' '),
    ...parameters,
  }).toString();
  const toSignIn = await sandbox.request(url.href);
  const next = new URL(toSignIn.headers.get('location') ?? '', sandbox.url).searchParams.get('next') ?? '';
  const signedIn = await sandbox.postForm('/login', { email: 'lea@atelier-lumen.example', password: 'sandbox', next });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await (await sandbox.request(signedIn.headers.get('location') ?? '', { headers: { cookie } })).text();
  const action = (/<form method="post" action="(\/oauth\/[^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
  const decided = await sandbox.postForm(action, { decision }, { headers: { cookie } });
  return new URL(decided.headers.get('location') ?? '');
}

async function connect(version: string) {
  const server = serverAt(version);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const callback = await visitAuthorize(server, 'connect', {
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const parameters = oauth.validateAuthResponse(server, client, callback, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    secret,
    parameters,
    app.redirectUri,
    verifier,
    http,
  );
  return {
    server,
    tokens: await oauth.processAuthorizationCodeResponse(server, client, response),
    parameters,
    verifier,
  };
}

async function errorOf(work: Promise<unknown>): Promise<oauth.ResponseBodyError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof oauth.ResponseBodyError) return error;
  throw new Error('The library met no OAuth error', { cause: error });
}

describe.each(versions)('at /oauth/%s', (version) => {
  it('authorizes, exchanges the code, refreshes', async () => {
    const { server, tokens } = await connect(version);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 1800, hub_id: lumen.portalId });
    const response = await oauth.refreshTokenGrantRequest(server, client, secret, tokens.refresh_token ?? '', http);
    const refreshed = await oauth.processRefreshTokenResponse(server, client, response);
    expect(refreshed.access_token).not.toBe(tokens.access_token);
    const api = await oauth.protectedResourceRequest(
      refreshed.access_token,
      'GET',
      new URL('/account-info/2026-09/details', sandbox.url),
      undefined,
      null,
      http,
    );
    expect(api.status).toBe(200);
  });

  it('introspects and revokes', async () => {
    const { server, tokens } = await connect(version);
    const introspect = async (token: string) =>
      oauth.processIntrospectionResponse(
        server,
        client,
        await oauth.introspectionRequest(server, client, secret, token, http),
      );
    expect(await introspect(tokens.access_token)).toMatchObject({ active: true, client_id: app.clientId });
    const refreshToken = tokens.refresh_token ?? '';
    await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, secret, refreshToken, http));
    expect(await introspect(refreshToken)).toEqual({ active: false });
    const refused = oauth
      .refreshTokenGrantRequest(server, client, secret, refreshToken, http)
      .then((response) => oauth.processRefreshTokenResponse(server, client, response));
    expect(await errorOf(refused)).toMatchObject({ error: 'invalid_grant', status: 400 });
  });

  it('refuses a code the second time', async () => {
    const { server, parameters, verifier } = await connect(version);
    const again = oauth
      .authorizationCodeGrantRequest(server, client, secret, parameters, app.redirectUri, verifier, http)
      .then((response) => oauth.processAuthorizationCodeResponse(server, client, response));
    expect(await errorOf(again)).toMatchObject({ error: 'invalid_grant' });
  });
});

it.each(['v3', '2026-03'])('issues an app token at /oauth/%s, by client_credentials', async (version) => {
  const server = serverAt(version);
  const parameters = new URLSearchParams({ scope: 'webhooks-journal-data-access' });
  const tokens = await oauth.processClientCredentialsResponse(
    server,
    client,
    await oauth.clientCredentialsGrantRequest(server, client, secret, parameters, http),
  );
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 1800, scopes: ['webhooks-journal-data-access'] });
  const introspected = await oauth.processIntrospectionResponse(
    server,
    client,
    await oauth.introspectionRequest(server, client, secret, tokens.access_token, http),
  );
  expect(introspected).toMatchObject({ active: true, app_id: app.appId });
});

it('reports a refusal on the consent page as access_denied with the state', async () => {
  const server = serverAt('2026-09');
  const callback = await visitAuthorize(server, 'cancel', { state: 'abc' });
  expect(() => oauth.validateAuthResponse(server, client, callback, 'abc')).toThrow(oauth.AuthorizationResponseError);
  expect(callback.searchParams.get('error')).toBe('access_denied');
});

describe('where HubSpot deviates from the RFCs', () => {
  it('publishes no metadata, so its endpoints are configured by hand (RFC 8414)', async () => {
    const response = await oauth.discoveryRequest(new URL(sandbox.url), { ...http, algorithm: 'oauth2' });
    expect(response.status).toBe(404);
  });

  it('returns granted scopes as a list `scopes`, not a string `scope` (RFC 6749 §5.1, RFC 7662 §2.2)', async () => {
    const { server, tokens } = await connect('2026-09');
    expect(tokens.scope).toBeUndefined();
    expect(tokens.scopes).toEqual(app.scopes);
    const introspected = await oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, secret, tokens.access_token, http),
    );
    expect(introspected.scope).toBeUndefined();
    expect(introspected.scopes).toEqual(app.scopes);
  });

  it('returns a token’s remaining lifetime as `expires_in`, not `exp` (RFC 7662 §2.2)', async () => {
    const { server, tokens } = await connect('2026-09');
    const introspected = await oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, secret, tokens.access_token, http),
    );
    expect(introspected.exp).toBeUndefined();
    expect(introspected.expires_in).toBeGreaterThan(1700);
  });

  it('offers client_credentials in older versions but not in 2026-09', async () => {
    const server = serverAt('2026-09');
    const refused = oauth
      .clientCredentialsGrantRequest(server, client, secret, new URLSearchParams(), http)
      .then((response) => oauth.processClientCredentialsResponse(server, client, response));
    expect(await errorOf(refused)).toMatchObject({ error: 'unsupported_grant_type' });
  });

  it("doesn't require response_type (RFC 6749 §4.1.1)", async () => {
    const url = new URL(serverAt('2026-09').authorization_endpoint ?? '');
    const paramSets: Record<string, string>[] = [{}, { response_type: 'code' }];
    for (const extra of paramSets) {
      url.search = new URLSearchParams({
        client_id: app.clientId,
        redirect_uri: app.redirectUri,
        scope: app.scopes.join(' '),
        ...extra,
      }).toString();
      expect((await sandbox.request(url.href)).headers.get('location')).toMatch(/^\/login\?next=/);
    }
  });

  it("doesn't accept client credentials in HTTP Basic (RFC 6749 §2.3.1)", async () => {
    const server = serverAt('2026-09');
    const basic = oauth.ClientSecretBasic(app.clientSecret);
    const refused = oauth
      .refreshTokenGrantRequest(server, client, basic, 'any', http)
      .then((response) => oauth.processRefreshTokenResponse(server, client, response));
    expect(await errorOf(refused)).toMatchObject({ error: 'invalid_client' });
  });

  it('answers 400, never 401, to invalid client credentials (RFC 6749 §5.2 allows both)', async () => {
    const server = serverAt('2026-09');
    const wrong = oauth.ClientSecretPost('wrong');
    const refused = oauth
      .refreshTokenGrantRequest(server, client, wrong, 'any', http)
      .then((response) => oauth.processRefreshTokenResponse(server, client, response));
    expect(await errorOf(refused)).toMatchObject({ error: 'invalid_client', status: 400 });
  });

  it('shows scope mistakes on its own page instead of redirecting with invalid_scope (RFC 6749 §4.1.2.1)', async () => {
    const url = new URL(serverAt('2026-09').authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: app.redirectUri,
      scope: 'oauth forms',
      response_type: 'code',
    }).toString();
    const response = await sandbox.request(url.href);
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it('sends no WWW-Authenticate with a 401 of its API (RFC 6750 §3)', async () => {
    const response = await oauth.protectedResourceRequest(
      'unknown',
      'GET',
      new URL('/account-info/2026-09/details', sandbox.url),
      undefined,
      null,
      http,
    );
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, null]);
  });
});
