import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { harbor, lumen } from '../seed/portals';
import {
  startTestSandbox,
  tokenBodySchema,
  tokenFields,
  type SandboxClient,
  type TestApp,
} from '../testing/sandbox-client';
import { signV1, signV3 } from './signature';

interface Delivery {
  headers: Record<string, string | string[] | undefined>;
  body: string;
  events: Record<string, unknown>[];
}

let sandbox: SandboxClient;
let app: TestApp;
let apiKey: string;
let receiver: Server;
let targetUrl: string;
let deliveries: Delivery[];
/** Statuses of the next responses. Defaults to 200. */
let answers: number[];
let arrived: (() => void)[];

beforeEach(async () => {
  deliveries = [];
  answers = [];
  arrived = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      deliveries.push({
        headers: request.headers,
        body,
        events: z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(body)),
      });
      response.statusCode = answers.shift() ?? 200;
      response.end();
      for (const wake of arrived.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, 'localhost', resolve));
  targetUrl = `http://localhost:${addressOf(receiver).port}/hooks`;
  sandbox = await startTestSandbox();
  // Longer than any test, so that events are sent only when the test moves the clock.
  await sandbox.control('settings', { 'webhooks.batchWindowMs': 600_000 });
  app = await sandbox.createApp({ scopes: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'] });
  apiKey = await readApiKey();
});
afterEach(async () => {
  await sandbox.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver does not listen');
  return address;
}

/** As shown on the Development page. */
async function readApiKey(): Promise<string> {
  const cookie = await sandbox.signIn('control@developers.example');
  const entry = await sandbox.request('/developer', { headers: { cookie } });
  const page = await (await sandbox.request(entry.headers.get('location') ?? '', { headers: { cookie } })).text();
  return /id="developer-api-key"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? '';
}

const manage = (path: string, method: string, body?: unknown, version = 'webhooks/v3') =>
  sandbox.request(`/${version}/${app.appId}/${path}?hapikey=${apiKey}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function subscribeTo(eventType: string, extra: Record<string, string> = {}): Promise<void> {
  expect(
    (await manage('settings', 'PUT', { targetUrl, throttling: { maxConcurrentRequests: 10, period: 'SECONDLY' } }))
      .status,
  ).toBe(200);
  expect((await manage('subscriptions', 'POST', { eventType, active: true, ...extra })).status).toBe(201);
}

async function connect(portalId: number, email: string): Promise<string> {
  const code = (await sandbox.consent({ app, email, portalId })).searchParams.get('code') ?? '';
  const response = await sandbox.postForm(
    '/oauth/2026-09/token',
    tokenFields(app, { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri }),
  );
  return tokenBodySchema.parse(await response.json()).access_token;
}

async function createContact(token: string, properties: Record<string, string>): Promise<string> {
  const response = await sandbox.request('/crm/objects/2026-09/contacts', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ properties }),
  });
  expect(response.status).toBe(201);
  return z.object({ id: z.string() }).parse(await response.json()).id;
}

const sendNow = () => sandbox.control('clock', { advanceSeconds: 601 });

async function delivered(count: number): Promise<Delivery[]> {
  while (deliveries.length < count) await new Promise<void>((resolve) => arrived.push(resolve));
  return deliveries;
}

async function effects(type: string): Promise<{ data: unknown }[]> {
  const body: unknown = await (await sandbox.control(`ledger?type=${type}`, undefined, 'GET')).json();
  return z.object({ entries: z.array(z.object({ data: z.unknown() })) }).parse(body).entries;
}

async function ledgerHas(type: string, count: number): Promise<void> {
  while ((await effects(type)).length < count);
}

async function clockNow(): Promise<number> {
  return z.object({ now: z.number() }).parse(await (await sandbox.control('clock', undefined, 'GET')).json()).now;
}

describe('management', () => {
  it('refuses a wrong key, a bearer token, an invalid target and unknown events', async () => {
    expect((await sandbox.request(`/webhooks/v3/${app.appId}/settings?hapikey=wrong`)).status).toBe(401);
    expect(
      (
        await sandbox.request(`/webhooks/v3/${app.appId}/settings`, {
          headers: { authorization: `Bearer ${await connect(lumen.portalId, 'lea@atelier-lumen.example')}` },
        })
      ).status,
    ).toBe(401);
    expect((await manage('settings', 'GET')).status).toBe(404);
    const throttling = { maxConcurrentRequests: 10 };
    expect((await manage('settings', 'PUT', { targetUrl: 'http://maker.example', throttling })).status).toBe(400);
    expect(
      (
        await manage('settings', 'PUT', {
          targetUrl: 'https://maker.example',
          throttling: { maxConcurrentRequests: 5 },
        })
      ).status,
    ).toBe(400);
    for (const body of [
      { eventType: 'call.creation' },
      { eventType: 'contact.propertyChange' },
      { eventType: 'object.creation' },
      { eventType: 'object.creation', objectTypeId: 'calls' },
    ]) {
      expect((await manage('subscriptions', 'POST', body)).status).toBe(400);
    }
    expect((await manage('subscriptions/1', 'GET')).status).toBe(404);
    expect((await manage('settings', 'POST', {})).status).toBe(405);
  });

  it('accepts settings without throttling, and ignores unknown fields', async () => {
    expect(await (await manage('settings', 'PUT', { targetUrl, maxConcurrentRequests: 5 })).json()).toMatchObject({
      targetUrl,
      throttling: { maxConcurrentRequests: 10 },
    });
    const made = await manage('subscriptions', 'POST', {
      eventType: 'contact.creation',
      active: true,
      subscriptionDetails: {},
    });
    expect(made.status).toBe(201);
    const { id } = z.object({ id: z.string() }).parse(await made.json());
    expect(
      (
        await manage('subscriptions/batch/update', 'POST', {
          inputs: [{ id: Number(id), active: false, more: 1 }],
          more: 1,
        })
      ).status,
    ).toBe(200);
    expect(await (await manage(`subscriptions/${id}`, 'GET')).json()).toMatchObject({ active: false });
  });

  it.each(['webhooks/v3', 'webhooks/2026-03', 'app-webhooks/2026-09'])(
    'stores settings and subscriptions at %s',
    async (version) => {
      await manage('settings', 'PUT', { targetUrl, throttling: { maxConcurrentRequests: 12 } }, version);
      expect(await (await manage('settings', 'GET', undefined, version)).json()).toMatchObject({
        targetUrl,
        throttling: { maxConcurrentRequests: 12 },
      });
      const created = await manage(
        'subscriptions',
        'POST',
        { eventType: 'contact.propertyChange', propertyName: 'phone', active: false },
        version,
      );
      const { id } = z.object({ id: z.string() }).parse(await created.json());
      expect(
        (await manage('subscriptions', 'POST', { eventType: 'contact.propertyChange', propertyName: 'phone' }, version))
          .status,
      ).toBe(400);
      expect(await (await manage(`subscriptions/${id}`, 'PATCH', { active: true }, version)).json()).toMatchObject({
        active: true,
      });
      expect((await manage(`subscriptions/${id}`, 'DELETE', undefined, version)).status).toBe(204);
      expect(await (await manage('subscriptions', 'GET', undefined, version)).json()).toEqual({ results: [] });
      expect((await manage('settings', 'DELETE', undefined, version)).status).toBe(204);
    },
  );
});

describe('delivery', () => {
  it('signs a batch and describes each event', async () => {
    const begunAt = Date.now();
    await subscribeTo('contact.creation');
    const token = await connect(lumen.portalId, 'lea@atelier-lumen.example');
    const ids = [
      await createContact(token, { email: 'a@example.com' }),
      await createContact(token, { email: 'b@example.com' }),
    ];
    await sendNow();
    const [first] = await delivered(1);
    const events = first?.events ?? [];
    expect(events.map((event) => event.objectId)).toEqual(ids.map(Number));
    expect(events[0]).toMatchObject({
      subscriptionType: 'contact.creation',
      portalId: lumen.portalId,
      appId: app.appId,
      attemptNumber: 0,
      changeFlag: 'CREATED',
      changeSource: 'INTEGRATION',
      sourceId: String(app.appId),
    });
    const timestamp = String(first?.headers['x-hubspot-request-timestamp']);
    expect(Number(timestamp)).toBeGreaterThanOrEqual(begunAt);
    expect(Number(timestamp)).toBeLessThanOrEqual(Date.now());
    expect(first?.headers['x-hubspot-signature-v3']).toBe(
      signV3(app.clientSecret, 'POST', targetUrl, first?.body ?? '', timestamp),
    );
    expect(first?.headers['x-hubspot-signature']).toBe(signV1(app.clientSecret, first?.body ?? ''));
  });

  it('reports the subscribed property and no other, also for manual edits', async () => {
    await subscribeTo('contact.propertyChange', { propertyName: 'phone' });
    const token = await connect(lumen.portalId, 'lea@atelier-lumen.example');
    const id = await createContact(token, { email: 'c@example.com', phone: '+33100000000' });
    await sendNow();
    await delivered(1);
    const cookie = await sandbox.signIn('lea@atelier-lumen.example');
    await sandbox.postForm(
      `/contacts/${lumen.portalId}/record/0-1/${id}`,
      { 'property:phone': '+33199999999', 'property:firstname': 'New' },
      { headers: { cookie } },
    );
    await sendNow();
    const [, second] = await delivered(2);
    expect(second?.events).toHaveLength(1);
    expect(second?.events[0]).toMatchObject({
      propertyName: 'phone',
      propertyValue: '+33199999999',
      objectId: Number(id),
      changeSource: 'CRM_UI',
      sourceId: 'userId:70110002',
    });
  });

  it('reports records deleted and restored by users, and names a call in an association', async () => {
    await subscribeTo('contact.deletion');
    for (const eventType of ['contact.restore', 'contact.associationChange'])
      expect((await manage('subscriptions', 'POST', { eventType, active: true })).status).toBe(201);
    const token = await connect(lumen.portalId, 'lea@atelier-lumen.example');
    const id = await createContact(token, { email: 'moved@example.com' });
    const cookie = await sandbox.signIn('lea@atelier-lumen.example');
    for (const action of ['delete', 'restore'])
      await sandbox.postForm(`/contacts/${lumen.portalId}/record/0-1/${id}/${action}`, {}, { headers: { cookie } });
    const association = { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 194 }] };
    await sandbox.request('/crm/objects/2026-09/calls', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { hs_timestamp: '2026-11-25T10:00:00Z' }, associations: [association] }),
    });
    await sendNow();
    const [first] = await delivered(1);
    expect(first?.events).toMatchObject([
      {
        subscriptionType: 'contact.deletion',
        objectId: Number(id),
        changeFlag: 'DELETED',
        changeSource: 'CRM_UI',
        sourceId: 'userId:70110002',
      },
      { subscriptionType: 'contact.restore', objectId: Number(id), changeFlag: 'RESTORED', changeSource: 'CRM_UI' },
      {
        subscriptionType: 'contact.associationChange',
        associationType: 'CONTACT_TO_CALL',
        fromObjectId: Number(id),
        associationRemoved: false,
      },
    ]);
  });

  it('covers only accounts connected to the app', async () => {
    await subscribeTo('contact.creation');
    await connect(lumen.portalId, 'lea@atelier-lumen.example');
    const issued = z
      .object({ accessToken: z.string() })
      .parse(await (await sandbox.control('tokens', { portalId: harbor.portalId })).json());
    await createContact(issued.accessToken, { email: 'elsewhere@example.com' });
    const here = z.object({ accessToken: z.string() }).parse(await (await sandbox.control('tokens', {})).json());
    await createContact(here.accessToken, { email: 'here@example.com' });
    await sendNow();
    const [first] = await delivered(1);
    expect(first?.events.map((event) => event.portalId)).toEqual([lumen.portalId]);
  });

  it("is retried by the sandbox's clock, with the attempt number, up to ten times", async () => {
    await subscribeTo('contact.creation');
    answers = Array.from({ length: 11 }, () => 503);
    await createContact(await connect(lumen.portalId, 'lea@atelier-lumen.example'), { email: 'd@example.com' });
    await sendNow();
    await ledgerHas('webhooks.failed', 1);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await sandbox.control('clock', { advanceSeconds: 12 * 3600 });
      await (attempt < 10 ? ledgerHas('webhooks.failed', attempt + 1) : ledgerHas('webhooks.abandoned', 1));
    }
    expect(deliveries.map((delivery) => delivery.events[0]?.attemptNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(deliveries.map((delivery) => delivery.events[0]?.eventId)).size).toBe(1);
    await sandbox.control('clock', { advanceSeconds: 48 * 3600 });
    expect(deliveries).toHaveLength(11);
  });

  it('is duplicated or reordered if the settings say so', async () => {
    await sandbox.control('settings', { 'webhooks.deliverTwice': true, 'webhooks.order': 'reversed' });
    await subscribeTo('contact.creation');
    const token = await connect(lumen.portalId, 'lea@atelier-lumen.example');
    const ids = [
      await createContact(token, { email: 'e@example.com' }),
      await createContact(token, { email: 'f@example.com' }),
    ];
    await sendNow();
    const both = await delivered(2);
    expect(both[0]?.body).toBe(both[1]?.body);
    expect(both[0]?.events.map((event) => event.objectId)).toEqual(ids.toReversed().map(Number));
  });

  it('makes its ten retries within a day', async () => {
    await subscribeTo('contact.creation');
    answers = Array.from({ length: 11 }, () => 500);
    await createContact(await connect(lumen.portalId, 'lea@atelier-lumen.example'), { email: 'g@example.com' });
    await sendNow();
    const startedAt = await clockNow();
    await ledgerHas('webhooks.failed', 1);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const [due = 0] = (await effects('webhooks.failed'))
        .slice(-1)
        .map((effect) => z.object({ dueAt: z.number() }).parse(effect.data).dueAt);
      expect(due).toBeLessThan(startedAt + 86_400_000);
      await sandbox.control('clock', { set: due });
      await (attempt < 10 ? ledgerHas('webhooks.failed', attempt + 1) : ledgerHas('webhooks.abandoned', 1));
    }
  });

  it('starts later for a new subscription if the setting says so', async () => {
    await sandbox.control('settings', { 'webhooks.changesTakeEffectAfterSeconds': 300 });
    await subscribeTo('contact.creation');
    const token = await connect(lumen.portalId, 'lea@atelier-lumen.example');
    await createContact(token, { email: 'early@example.com' });
    await sandbox.control('clock', { advanceSeconds: 300 });
    const late = await createContact(token, { email: 'late@example.com' });
    await sendNow();
    const [first] = await delivered(1);
    expect(first?.events.map((event) => event.objectId)).toEqual([Number(late)]);
  });

  it('drops pending events when the app removes its target', async () => {
    await subscribeTo('contact.creation');
    await createContact(await connect(lumen.portalId, 'lea@atelier-lumen.example'), { email: 'h@example.com' });
    expect((await manage('settings', 'DELETE')).status).toBe(204);
    await sendNow();
    await ledgerHas('webhooks.abandoned', 1);
    expect(deliveries).toEqual([]);
  });
});
