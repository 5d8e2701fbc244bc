import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lumen } from '../seed/portals';
import {
  startTestSandbox,
  tokenBodySchema,
  tokenFields,
  type SandboxClient,
  type TestApp,
} from '../testing/sandbox-client';

let sandbox: SandboxClient;
let app: TestApp;
let tokens: z.infer<typeof tokenBodySchema>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('reset');
  app = await sandbox.createApp();
  const code = (await sandbox.consent({ app, email: 'lea@atelier-lumen.example' })).searchParams.get('code') ?? '';
  const fields = tokenFields(app, { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri });
  tokens = tokenBodySchema.parse(await (await sandbox.postForm('/oauth/2026-09/token', fields)).json());
});

const introspect = async (fields: Record<string, string>, version = '2026-09') =>
  z
    .record(z.string(), z.unknown())
    .parse(await (await sandbox.postForm(`/oauth/${version}/token/introspect`, tokenFields(app, fields))).json());
const revoke = (fields: Record<string, string>, version = '2026-09') =>
  sandbox.postForm(`/oauth/${version}/token/revoke`, tokenFields(app, fields));
const refresh = () =>
  sandbox.postForm(
    '/oauth/2026-09/token',
    tokenFields(app, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }),
  );
const details = (token = tokens.access_token) =>
  sandbox.request('/account-info/2026-09/details', { headers: { authorization: `Bearer ${token}` } });
const errorSchema = z.looseObject({
  status: z.literal('error'),
  category: z.string(),
  message: z.string(),
  correlationId: z.string(),
});

describe('introspection', () => {
  it('returns only active: false for unknown, expired, revoked and foreign tokens', async () => {
    const other = await sandbox.createApp();
    expect(await introspect({ token: 'nonsense' })).toEqual({ active: false });
    const foreign = await sandbox.postForm(
      '/oauth/v3/token/introspect',
      tokenFields(other, { token: tokens.access_token }),
    );
    expect(foreign.status).toBe(200);
    expect(await foreign.json()).toEqual({ active: false });
    await revoke({ token: tokens.refresh_token, token_type_hint: 'refresh_token' });
    expect(await introspect({ token: tokens.refresh_token })).toEqual({ active: false });
    await sandbox.control('clock', { advanceSeconds: 1800 });
    expect(await introspect({ token: tokens.access_token })).toEqual({ active: false });
  });

  it('refuses a wrong secret and a missing token', async () => {
    const wrong = await sandbox.postForm('/oauth/2026-03/token/introspect', {
      client_id: app.clientId,
      client_secret: 'x',
      token: tokens.access_token,
    });
    expect([wrong.status, (await wrong.json()).status]).toEqual([400, 'BAD_CLIENT_SECRET']);
    expect((await sandbox.postForm('/oauth/2026-03/token/introspect', tokenFields(app, {}))).status).toBe(400);
  });

  it.each(['v3', '2026-03', '2026-09'])('describes an access token at %s in every notation', async (version) => {
    for (const name of ['token', 'access_token']) {
      expect(await introspect({ [name]: tokens.access_token }, version)).toMatchObject({
        active: true,
        token: tokens.access_token,
        hub_id: lumen.portalId,
        hub_domain: lumen.domain,
        app_id: app.appId,
        client_id: app.clientId,
        user: 'lea@atelier-lumen.example',
        scopes: app.scopes,
        token_use: 'access_token',
        token_type: 'Bearer',
        signed_access_token: {
          hublet: 'eu1',
          hubId: lumen.portalId,
          appId: app.appId,
          installingUserId: 70_110_002,
          isServiceAccount: false,
        },
      });
    }
    expect(await introspect({ refresh_token: tokens.refresh_token }, version)).toMatchObject({
      active: true,
      token_use: 'refresh_token',
    });
  });
});

describe('revocation', () => {
  it('of a refresh token stops refreshes, but not the issued access token, and keeps the app installed', async () => {
    expect((await revoke({ token: tokens.refresh_token })).status).toBe(200);
    const refused = await refresh();
    expect([refused.status, (await refused.json()).status]).toEqual([400, 'BAD_REFRESH_TOKEN']);
    expect((await details()).status).toBe(200);
  });

  it("of an unknown token succeeds, and another app's token is unaffected", async () => {
    expect((await revoke({ token: 'unknown' })).status).toBe(200);
    const other = await sandbox.createApp();
    await sandbox.postForm('/oauth/2026-09/token/revoke', tokenFields(other, { token: tokens.refresh_token }));
    expect((await refresh()).status).toBe(200);
  });

  it('by v1 deletes the refresh token, once', async () => {
    const path = `/oauth/v1/refresh-tokens/${tokens.refresh_token}`;
    expect((await sandbox.request(path)).status).toBe(200);
    expect((await sandbox.request(path, { method: 'DELETE' })).status).toBe(204);
    expect((await sandbox.request(path, { method: 'DELETE' })).status).toBe(404);
    expect((await refresh()).status).toBe(400);
    expect((await details()).status).toBe(200);
  });

  it('v1 metadata describes tokens', async () => {
    const access = await (await sandbox.request(`/oauth/v1/access-tokens/${tokens.access_token}`)).json();
    expect(access).toMatchObject({
      token_type: 'access',
      hub_id: lumen.portalId,
      app_id: app.appId,
      user: 'lea@atelier-lumen.example',
    });
    const refreshToken = await (await sandbox.request(`/oauth/v1/refresh-tokens/${tokens.refresh_token}`)).json();
    expect(refreshToken).toMatchObject({ token_type: 'refresh', client_id: app.clientId });
    expect((await sandbox.request('/oauth/v1/access-tokens/unknown')).status).toBe(404);
  });
});

describe('bearer tokens', () => {
  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic abc' }],
    ['an unknown token', { authorization: 'Bearer abc' }],
  ])('are refused with %s', async (_name, headers: Record<string, string>) => {
    const response = await sandbox.request('/account-info/v3/details', { headers });
    expect(response.status).toBe(401);
    expect(errorSchema.parse(await response.json()).category).toBe('INVALID_AUTHENTICATION');
  });

  it('report when they expired', async () => {
    await sandbox.control('clock', { advanceSeconds: 1875 });
    const response = await details();
    expect(response.status).toBe(401);
    const body = z
      .looseObject({ context: z.object({ 'expire time': z.array(z.iso.datetime()) }) })
      .parse(await response.json());
    expect(errorSchema.parse(body)).toMatchObject({
      category: 'EXPIRED_AUTHENTICATION',
      message: expect.stringMatching(/expired 75 second\(s\) ago/),
    });
  });

  it('need the scope of the call, which the error names', async () => {
    const issued = z
      .object({ accessToken: z.string() })
      .parse(await (await sandbox.control('tokens', { scopes: ['tickets'] })).json());
    const response = await details(issued.accessToken);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['oauth'] } }],
    });
  });
});

it.each(['v3', '2026-03', '2026-09'])(
  "read the account's location at %s; an account without a name has no portalName",
  async (version) => {
    const read = async (token: string) =>
      (
        await sandbox.request(`/account-info/${version}/details`, { headers: { authorization: `Bearer ${token}` } })
      ).json();
    expect(await read(tokens.access_token)).toMatchObject({
      portalId: lumen.portalId,
      portalName: 'Atelier Lumen',
      uiDomain: 'app-eu1.hubspot.com',
      dataHostingLocation: 'eu1',
      timeZone: 'Europe/Paris',
    });
    const nameless = z
      .object({ accessToken: z.string() })
      .parse(await (await sandbox.control('tokens', { portalId: 24_310_965, scopes: ['oauth'] })).json());
    expect(await read(nameless.accessToken)).not.toHaveProperty('portalName');
  },
);

describe('uninstalling', () => {
  it.each(['v3', '2026-03', '2026-09'])('at %s ends all tokens of the app in that account', async (version) => {
    const uninstall = () =>
      sandbox.request(`/appinstalls/${version}/external-install`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${tokens.access_token}` },
      });
    expect((await uninstall()).status).toBe(204);
    expect((await uninstall()).status).toBe(401);
    expect((await refresh()).status).toBe(400);
    expect((await details()).status).toBe(401);
  });
});

describe('changing users and accounts', () => {
  it('refuses impossible changes', async () => {
    expect((await sandbox.control('people', { email: 'nonsense' })).status).toBe(400);
    expect((await sandbox.control('people', { email: 'lea@atelier-lumen.example' })).status).toBe(400);
    expect((await sandbox.control('people', { email: 'x@example.com', memberships: [{ portalId: 1 }] })).status).toBe(
      400,
    );
    expect((await sandbox.control('people/1', { email: 'x@example.com' })).status).toBe(404);
    expect((await sandbox.control('portals/1', undefined, 'DELETE')).status).toBe(404);
  });

  it("shows a user's new address at once, and frees the old one", async () => {
    await sandbox.control('people/70110002', { email: 'lea.new@atelier-lumen.example' });
    expect(await introspect({ token: tokens.access_token })).toMatchObject({
      user: 'lea.new@atelier-lumen.example',
      user_id: 70_110_002,
    });
    const added = await sandbox.control('people', {
      email: 'lea@atelier-lumen.example',
      memberships: [{ portalId: lumen.portalId }],
    });
    expect(added.status).toBe(201);
    const back = await sandbox.consent({ app, email: 'lea@atelier-lumen.example' });
    expect(back.searchParams.get('code')).toMatch(/^eu1-/);
  });

  it("a removed user can't connect, and removing an account revokes everything", async () => {
    await sandbox.control('people/70110003', { memberships: [] });
    const cookie = await sandbox.signIn('jonas@atelier-lumen.example');
    const refused = await sandbox.request(
      `/oauth/${lumen.portalId}/authorize?${new URLSearchParams({ client_id: app.clientId, redirect_uri: app.redirectUri, scope: app.scopes.join(' ') })}`,
      { headers: { cookie } },
    );
    expect(refused.status).toBe(403);
    expect((await sandbox.control(`portals/${lumen.portalId}`, undefined, 'DELETE')).status).toBe(204);
    expect(await (await refresh()).json()).toMatchObject({ status: 'BAD_HUB', error: 'access_denied' });
    expect((await details()).status).toBe(401);
  });
});
