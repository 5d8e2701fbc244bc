import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { harbor, lumen } from '@/sandbox/seed/portals';
import { startTestSandbox, type SandboxClient, type TestApp } from '@/sandbox/testing/sandbox-client';
import { createPkcePair } from '@/lib/integrations/oauth2';
import type { TokenGrant } from '@/lib/integrations/crm/contract/auth';
import { z } from 'zod';
import { providerErrorOf } from '../support/caught';
import { cause, change, hubspotAt, optionalScopes, requiredScopes } from '../support/hubspot-session';

/** The provider's OAuth against the sandbox, over HTTP: consent, exchange, who and where, refresh, the ways it ends. */
const redirectUri = 'http://localhost:3000/api/authclients/hbdnakz/fzefdzs';
const admin = 'admin@atelier-lumen.example';

let sandbox: SandboxClient;
let app: TestApp;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(async () => {
  await sandbox.control('reset');
  app = await sandbox.createApp({
    redirectUrls: [redirectUri],
    scopes: [...requiredScopes],
    optionalScopes: [...optionalScopes],
  });
});
afterAll(() => sandbox.close());

const auth = () => hubspotAt(sandbox).hubspot.auth;
const credentials = () => ({ clientId: app.clientId, clientSecret: app.clientSecret });

/** What the browser brings back: as a person who consents in this portal. */
async function consent(portalId: number): Promise<{ code: string; codeVerifier: string; redirectUri: string }> {
  const pkce = createPkcePair();
  const url = auth().authorizeUrl({
    clientId: app.clientId,
    redirectUri,
    requiredScopes,
    optionalScopes,
    state: 'the state',
    codeChallenge: pkce.challenge,
  });
  const answer = await sandbox.control('consent', { url, email: admin, portalId });
  const { location } = z.object({ location: z.string() }).parse(await answer.json());
  const back = new URL(location);
  expect(back.searchParams.get('state')).toBe('the state');
  return { code: back.searchParams.get('code') ?? '', codeVerifier: pkce.verifier, redirectUri };
}

const connect = async (portalId = lumen.portalId): Promise<TokenGrant> =>
  auth().exchangeCode(credentials(), await consent(portalId));

describe('signing in', () => {
  it('returns tokens, user and account', async () => {
    const grant = await connect();
    expect(grant).toMatchObject({ expiresInSeconds: 1800, accountId: String(lumen.portalId) });
    expect(new Set(grant.scopes)).toEqual(new Set([...requiredScopes, ...optionalScopes]));

    const identity = await auth().identifyUser(credentials(), grant.accessToken);
    expect(identity).toMatchObject({
      appId: String(app.appId),
      clientId: app.clientId,
      accountId: String(lumen.portalId),
      accountDomain: lumen.domain,
      email: admin,
    });
    expect(await auth().identifyAccount(grant.accessToken, identity)).toEqual({
      id: String(lumen.portalId),
      name: 'Atelier Lumen',
      domain: lumen.domain,
      displayName: 'Atelier Lumen',
      uiDomain: lumen.uiDomain,
      timeZone: 'Europe/Paris',
      hosting: 'eu1',
      type: 'standard',
    });
  });

  it("shows the domain of an account without a name, and scopes that account can't grant", async () => {
    const grant = await connect(harbor.portalId);
    const identity = await auth().identifyUser(credentials(), grant.accessToken);
    expect(await auth().identifyAccount(grant.accessToken, identity)).toMatchObject({
      name: null,
      displayName: harbor.domain,
    });
    expect(new Set(grant.scopes)).toEqual(
      new Set([...requiredScopes, ...optionalScopes.filter((scope) => !scope.includes('.custom.'))]),
    );
  });

  it('accepts a code once, from its own app, with its own verifier and redirect URL', async () => {
    const used = await consent(lumen.portalId);
    await auth().exchangeCode(credentials(), used);
    expect(await providerErrorOf(auth().exchangeCode(credentials(), used))).toMatchObject({
      kind: 'invalid_request',
      code: 'BAD_AUTH_CODE',
    });

    const wrong = async (more: object) =>
      providerErrorOf(auth().exchangeCode(credentials(), { ...(await consent(lumen.portalId)), ...more }));
    expect(await wrong({ codeVerifier: createPkcePair().verifier })).toMatchObject({
      kind: 'invalid_request',
      code: 'BAD_CODE_VERIFIER',
    });
    expect(await wrong({ redirectUri: 'http://localhost:3000/other' })).toMatchObject({
      kind: 'invalid_request',
      code: 'BAD_REDIRECT_URI',
    });
    const stolen = providerErrorOf(
      auth().exchangeCode({ ...credentials(), clientSecret: 'wrong-secret' }, await consent(lumen.portalId)),
    );
    expect(await stolen).toMatchObject({ kind: 'invalid_request', code: 'BAD_CLIENT_SECRET' });
  });

  it("doesn't rely on HubSpot checking PKCE", async () => {
    await change(sandbox, { 'oauth.pkce': 'ignores' });
    expect(await connect()).toMatchObject({ accountId: String(lumen.portalId) });
  });
});

describe('a grant', () => {
  it.each(['unchanged', 'rotating', 'rotating-with-reuse-detection'])(
    'is refreshed with %s refresh tokens',
    async (mode) => {
      await change(sandbox, { 'oauth.refreshTokens': mode });
      const first = await connect();
      const second = await auth().refresh(credentials(), first.refreshToken);
      expect(second.accessToken).not.toBe(first.accessToken);
      expect(second.refreshToken === first.refreshToken).toBe(mode === 'unchanged');
      expect(await auth().refresh(credentials(), second.refreshToken)).toMatchObject({ expiresInSeconds: 1800 });
    },
  );

  it('ends once revoked, and revoking it again succeeds', async () => {
    const { refreshToken } = await connect();
    await auth().revoke(credentials(), refreshToken);
    await auth().revoke(credentials(), refreshToken);
    expect(await providerErrorOf(auth().refresh(credentials(), refreshToken))).toMatchObject({
      kind: 'auth_revoked',
      code: 'BAD_REFRESH_TOKEN',
      retryable: false,
    });
    expect(await auth().introspect(credentials(), { token: refreshToken, kind: 'refresh_token' })).toEqual({
      active: false,
    });
  });

  it('survives a wrong secret, a rate limit and an outage', async () => {
    const { refreshToken } = await connect();
    const refresh = (clientSecret = app.clientSecret) =>
      auth().refresh({ ...credentials(), clientSecret }, refreshToken);
    expect(await providerErrorOf(refresh('wrong-secret'))).toMatchObject({
      kind: 'invalid_request',
      code: 'BAD_CLIENT_SECRET',
    });
    for (const [status, kind] of [
      [429, 'rate_limited'],
      [423, 'unavailable'],
      [477, 'unavailable'],
      [500, 'unavailable'],
      [503, 'unavailable'],
    ] as const) {
      await cause(sandbox, { method: 'POST', path: '/oauth/*/token', status });
      expect(await providerErrorOf(refresh())).toMatchObject({ kind, status, retryable: true });
    }
    await cause(sandbox, { method: 'POST', path: '/oauth/*/token', reset: 'before' });
    expect(await providerErrorOf(refresh())).toMatchObject({ kind: 'unavailable' });
    expect(await refresh()).toMatchObject({ expiresInSeconds: 1800 });
  });

  it('has access tokens that expire', async () => {
    const { accessToken } = await connect();
    const identity = await auth().identifyUser(credentials(), accessToken);
    await sandbox.control('clock', { advanceSeconds: 1801 });
    expect(await providerErrorOf(auth().identifyUser(credentials(), accessToken))).toMatchObject({
      kind: 'auth_revoked',
    });
    expect(await providerErrorOf(auth().identifyAccount(accessToken, identity))).toMatchObject({
      kind: 'auth_revoked',
      status: 401,
    });
  });
});

it('sends OAuth requests only to the dated endpoints', async () => {
  const { hubspot, sent } = hubspotAt(sandbox);
  const grant = await hubspot.auth.exchangeCode(credentials(), await consent(lumen.portalId));
  const identity = await hubspot.auth.identifyUser(credentials(), grant.accessToken);
  await hubspot.auth.identifyAccount(grant.accessToken, identity);
  await hubspot.auth.refresh(credentials(), grant.refreshToken);
  await hubspot.auth.revoke(credentials(), grant.refreshToken);
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /oauth/2026-09/token',
    'POST /oauth/2026-09/token/introspect',
    'GET /account-info/2026-09/details',
    'POST /oauth/2026-09/token',
    'POST /oauth/2026-09/token/revoke',
  ]);
});
