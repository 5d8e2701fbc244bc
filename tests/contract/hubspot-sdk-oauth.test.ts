import { Client } from '@hubspot/api-client';
import { SubscriptionCreateRequestEventTypeEnum as EventType } from '@hubspot/api-client/lib/codegen/webhooks/models/SubscriptionCreateRequest';
import { Client as Client14 } from 'hubspot-api-client-14';
import { SubscriptionCreateRequestEventTypeEnum as EventType14 } from 'hubspot-api-client-14/lib/codegen/webhooks/models/SubscriptionCreateRequest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lumen } from '@/sandbox/seed/portals';
import { startTestSandbox, type SandboxClient, type TestApp } from '@/sandbox/testing/sandbox-client';

/** HubSpot's own Node client, unmodified but for its base URL: OAuth v1 and the management of webhooks. */
let sandbox: SandboxClient;
let app: TestApp;
let developerApiKey: string;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  app = await sandbox.createApp();
  const cookie = await sandbox.signIn('control@developers.example');
  const entry = await sandbox.request('/developer', { headers: { cookie } });
  const page = await (await sandbox.request(entry.headers.get('location') ?? '', { headers: { cookie } })).text();
  developerApiKey = /id="developer-api-key"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? '';
});
afterAll(() => sandbox.close());

interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}

interface Sdk {
  exchange(code: string): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
  accessToken(token: string): Promise<{ hubId: number; appId: number; scopes: string[]; user?: string }>;
  refreshToken(token: string): Promise<{ hubId: number; clientId: string }>;
  deleteRefreshToken(token: string): Promise<void>;
  configure(targetUrl: string): Promise<{ targetUrl: string; createdAt: Date }>;
  subscribe(): Promise<{ id: string; active: boolean; createdAt: Date }>;
  activate(id: number): Promise<{ active: boolean }>;
  subscriptions(): Promise<{ results: { id: string }[] }>;
  unsubscribe(id: number): Promise<void>;
  clear(): Promise<void>;
}

function sdk13(): Sdk {
  const client = new Client({ basePath: sandbox.url, developerApiKey, numberOfApiCallRetries: 0 });
  const { tokensApi, accessTokensApi, refreshTokensApi } = client.oauth;
  const { settingsApi, subscriptionsApi } = client.webhooks;
  const { appId } = app;
  return {
    exchange: (code) => tokensApi.create('authorization_code', code, app.redirectUri, app.clientId, app.clientSecret),
    refresh: (token) => tokensApi.create('refresh_token', undefined, undefined, app.clientId, app.clientSecret, token),
    accessToken: (token) => accessTokensApi.get(token),
    refreshToken: (token) => refreshTokensApi.get(token),
    deleteRefreshToken: (token) => refreshTokensApi.archive(token),
    configure: (targetUrl) => settingsApi.configure(appId, { targetUrl, throttling: { maxConcurrentRequests: 10 } }),
    subscribe: () =>
      subscriptionsApi.create(appId, {
        eventType: EventType.ContactPropertyChange,
        propertyName: 'phone',
        active: false,
      }),
    activate: (id) => subscriptionsApi.update(id, appId, { active: true }),
    subscriptions: () => subscriptionsApi.getAll(appId),
    unsubscribe: (id) => subscriptionsApi.archive(id, appId),
    clear: () => settingsApi.clear(appId),
  };
}

function sdk14(): Sdk {
  const client = new Client14({ basePath: sandbox.url, developerApiKey, numberOfApiCallRetries: 0 });
  const { tokensApi, accessTokensApi, refreshTokensApi } = client.oauth;
  const { settingsApi, subscriptionsApi } = client.webhooks;
  const { appId } = app;
  return {
    exchange: (code) => tokensApi.create('authorization_code', code, app.redirectUri, app.clientId, app.clientSecret),
    refresh: (token) => tokensApi.create('refresh_token', undefined, undefined, app.clientId, app.clientSecret, token),
    accessToken: (token) => accessTokensApi.get(token),
    refreshToken: (token) => refreshTokensApi.get(token),
    deleteRefreshToken: (token) => refreshTokensApi.archive(token),
    configure: (targetUrl) => settingsApi.configure(appId, { targetUrl, throttling: { maxConcurrentRequests: 10 } }),
    subscribe: () =>
      subscriptionsApi.create(appId, {
        eventType: EventType14.ContactPropertyChange,
        propertyName: 'phone',
        active: false,
      }),
    activate: (id) => subscriptionsApi.update(id, appId, { active: true }),
    subscriptions: () => subscriptionsApi.getAll(appId),
    unsubscribe: (id) => subscriptionsApi.archive(id, appId),
    clear: () => settingsApi.clear(appId),
  };
}

describe('@hubspot/api-client 13.5', () => judge(sdk13));
// Version 14 declares Node 22 or newer: on an older engine it is reported as skipped.
describe.skipIf(Number(process.versions.node.split('.')[0]) < 22)('@hubspot/api-client 14', () => judge(sdk14));

function judge(connect: () => Sdk): void {
  it('exchanges, refreshes, describes and deletes tokens', async () => {
    const sdk = connect();
    const code = (await sandbox.consent({ app, email: 'lea@atelier-lumen.example' })).searchParams.get('code') ?? '';
    const tokens = await sdk.exchange(code);
    expect(tokens.expiresIn).toBe(1800);
    const refreshed = await sdk.refresh(tokens.refreshToken);
    expect(await sdk.accessToken(refreshed.accessToken)).toMatchObject({
      hubId: lumen.portalId,
      appId: app.appId,
      scopes: app.scopes,
      user: 'lea@atelier-lumen.example',
    });
    expect(await sdk.refreshToken(tokens.refreshToken)).toMatchObject({
      hubId: lumen.portalId,
      clientId: app.clientId,
    });
    await sdk.deleteRefreshToken(tokens.refreshToken);
    await expect(sdk.refresh(tokens.refreshToken)).rejects.toMatchObject({ code: 400 });
  });

  it('manages webhooks', async () => {
    const sdk = connect();
    const settings = await sdk.configure('https://maker.example/webhooks');
    expect(settings.createdAt).toBeInstanceOf(Date);
    const subscription = await sdk.subscribe();
    expect(subscription).toMatchObject({ active: false, createdAt: expect.any(Date) });
    expect(await sdk.activate(Number(subscription.id))).toMatchObject({ active: true });
    expect((await sdk.subscriptions()).results.map((result) => result.id)).toEqual([subscription.id]);
    await sdk.unsubscribe(Number(subscription.id));
    await sdk.clear();
    await expect(sdk.unsubscribe(Number(subscription.id))).rejects.toMatchObject({ code: 404 });
  });
}
