import { createServer, type Server } from 'node:http';
import { Client, Signature } from '@hubspot/api-client';
import { Signature as Signature14 } from 'hubspot-api-client-14';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestSandbox, tokenFields, type SandboxClient, type TestApp } from '@/sandbox/testing/sandbox-client';

/** HubSpot's own validator, unmodified, on requests that really arrived: what it accepts, any receiver built on it accepts. */
interface Arrival {
  url: string;
  body: string;
  header: (name: string) => string;
}

let sandbox: SandboxClient;
let app: TestApp;
let receiver: Server;
let origin: string;
let arrive: (arrival: Arrival) => void;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      arrive({
        url: `${origin}${request.url}`,
        body: Buffer.concat(chunks).toString(),
        header: (name) => String(request.headers[name]),
      });
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, 'localhost', resolve));
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver does not listen');
  origin = `http://localhost:${address.port}`;
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

beforeEach(async () => {
  sandbox = await startTestSandbox();
  app = await sandbox.createApp({ scopes: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'] });
});
afterEach(() => sandbox.close());

async function deliveryTo(path: string): Promise<Arrival> {
  const arrival = new Promise<Arrival>((resolve) => (arrive = resolve));
  const developer = new Client({
    basePath: sandbox.url,
    developerApiKey: await readApiKey(),
    numberOfApiCallRetries: 0,
  });
  await developer.webhooks.settingsApi.configure(app.appId, {
    targetUrl: `${origin}${path}`,
    throttling: { maxConcurrentRequests: 10 },
  });
  await sandbox.request(`/webhooks/v3/${app.appId}/subscriptions?hapikey=${await readApiKey()}`, {
    method: 'POST',
    body: JSON.stringify({ eventType: 'contact.propertyChange', propertyName: 'firstname', active: true }),
  });
  const code = (await sandbox.consent({ app, email: 'lea@atelier-lumen.example' })).searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri };
  const { access_token: accessToken } = z
    .object({ access_token: z.string() })
    .parse(await (await sandbox.postForm('/oauth/2026-09/token', tokenFields(app, grant))).json());
  const client = new Client({ basePath: sandbox.url, accessToken, numberOfApiCallRetries: 0 });
  await client.crm.contacts.basicApi.create({ properties: { firstname: 'Zoé 王 ☃' }, associations: [] });
  return arrival;
}

async function readApiKey(): Promise<string> {
  const cookie = await sandbox.signIn('control@developers.example');
  const entry = await sandbox.request('/developer', { headers: { cookie } });
  const page = await (await sandbox.request(entry.headers.get('location') ?? '', { headers: { cookie } })).text();
  return /id="developer-api-key"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? '';
}

describe('@hubspot/api-client 13.5', () => judge(Signature));
// Version 14 declares Node 22 or newer: on an older engine it is reported as skipped.
describe.skipIf(Number(process.versions.node.split('.')[0]) < 22)('@hubspot/api-client 14', () => judge(Signature14));

function judge(validator: typeof Signature | typeof Signature14): void {
  it.each(['', '/hooks', '/hooks/deep?tenant=7&x=y'])(
    'accepts both signatures of a delivery to %j, and refuses them for a changed body',
    async (path) => {
      const { url, body, header } = await deliveryTo(path);
      expect(body).toContain('Zoé 王 ☃');
      const v3 = {
        signature: header('x-hubspot-signature-v3'),
        clientSecret: app.clientSecret,
        signatureVersion: 'v3',
        httpMethod: 'POST',
        url,
        timestamp: Number(header('x-hubspot-request-timestamp')),
      };
      expect(validator.isValid({ ...v3, requestBody: body })).toBe(true);
      expect(validator.isValid({ ...v3, requestBody: body.replace('Zoé', 'Zoe') })).toBe(false);
      expect(header('x-hubspot-signature-version')).toBe('v1');
      const v1 = { signature: header('x-hubspot-signature'), clientSecret: app.clientSecret, signatureVersion: 'v1' };
      expect(validator.isValid({ ...v1, requestBody: body })).toBe(true);
      expect(validator.isValid({ ...v1, requestBody: `${body} ` })).toBe(false);
    },
  );
}
