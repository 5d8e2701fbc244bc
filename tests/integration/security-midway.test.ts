import { request as send, type ClientRequest, type IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { revokeApiKey } from '@/lib/services/api-keys/revoke-api-key';
import { PUBLIC_URL, startWorld } from '../support/connect-world';
import { serveRoutes } from '../support/route-server';

/** Whoever lost their right while their body was on its way changes nothing: rights are read again when something is stored. */
const world = await startWorld();
const { port } = await serveRoutes();
const admin = world.ctx(world.administrator.actor);

interface Begun {
  finish(): Promise<number>;
}

/** Sends the first half of a body, and waits until the server knows who asks. */
async function begin(
  path: string,
  headers: Record<string, string>,
  body: object,
  isKnown: () => Promise<boolean>,
  method = 'POST',
): Promise<Begun> {
  const text = JSON.stringify(body);
  const request: ClientRequest = send({
    agent: false,
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
      origin: PUBLIC_URL,
      ...headers,
    },
  });
  const answer = new Promise<IncomingMessage>((done, fail) => {
    request.on('response', done);
    request.on('error', fail);
  });
  request.write(text.slice(0, text.length / 2));
  await expect.poll(isKnown, { timeout: 60_000 }).toBe(true);
  return {
    async finish() {
      request.end(text.slice(text.length / 2));
      const response = await answer;
      response.resume();
      return response.statusCode ?? 0;
    },
  };
}

const event = (id: string) => ({
  source: 'midway',
  id,
  type: 'missed',
  at: '2026-11-30T10:00:00Z',
  channel: 'voice',
  direction: 'incoming',
  customer: { number: '+33176993300' },
});

it('an event whose key is revoked while it is sent is not stored', async () => {
  const { id, key } = await createApiKey(admin, { name: 'Phone system', scopes: ['interactions.write'] });
  const headers = { authorization: `Bearer ${key}` };
  const isKnown = async () => (await world.db.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt !== null;
  expect(await (await begin('/api/interactions', headers, event('before'), isKnown)).finish()).toBeLessThan(300);
  await world.db.apiKey.update({ where: { id }, data: { lastUsedAt: null } });
  const begun = await begin('/api/interactions', headers, event('after'), isKnown);
  await revokeApiKey(admin, { id });
  expect(await begun.finish()).toBe(401);
  expect(await world.db.interaction.count({ where: { externalId: 'after' } })).toBe(0);
});

it.each([
  [
    'whose session ends',
    401,
    ({ sessionId }: { sessionId: string; userId: string }) =>
      world.db.session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } }),
  ],
  [
    'who is disabled',
    401,
    ({ userId }: { sessionId: string; userId: string }) =>
      world.db.user.update({ where: { id: userId }, data: { status: 'disabled' } }),
  ],
  [
    'whose role loses the right',
    403,
    async ({ userId }: { sessionId: string; userId: string }) => {
      const { roleId } = await world.db.user.findUniqueOrThrow({ where: { id: userId } });
      await world.db.role.update({ where: { id: roleId }, data: { permissions: ['tags.access'] } });
    },
  ],
] as const)('a change of somebody %s while it is sent is not made', async (name, status, lose) => {
  const { actor, browser } = await world.person({ permissions: ['tags.access', 'tags.create'] });
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const where = { id: actor.sessionId };
  const lastSeenAt = new Date(Date.now() - 10 * 60_000);
  await world.db.session.update({ where, data: { lastSeenAt } });
  const isKnown = async () => (await world.db.session.findUniqueOrThrow({ where })).lastSeenAt > lastSeenAt;
  const begun = await begin('/api/tags', { cookie }, { name: `Tag ${name}`, colour: 'blue' }, isKnown);
  await lose(actor);
  expect(await begun.finish()).toBe(status);
  expect(await world.db.tag.count({ where: { name: `Tag ${name}` } })).toBe(0);
});

/** What each of these changes, as it is kept. */
const kept = async () => ({
  lines: await world.db.line.findMany({ orderBy: { id: 'asc' } }),
  settings: await world.db.setting.findMany({ orderBy: { key: 'asc' } }),
  owners: await world.db.userOwner.findMany({ orderBy: { userId: 'asc' } }),
  runs: await world.db.interactionBatch.findMany({ orderBy: { id: 'asc' } }),
  history: await world.db.historyEntry.count(),
});
const { id: lineId } = await world.db.line.create({
  data: { name: 'Support', kind: 'queue', value: 'Support', valueKey: 'support' },
});
const { id: methodId } = await world.db.authMethod.create({
  data: {
    name: 'M',
    provider: 'hubspot',
    environment: '1',
    clientId: 'x',
    portalId: '1',
    owners: { create: { owners: [{ id: '7', email: 'a@example.com', name: 'A' }], readAt: new Date() } },
  },
});
const { id: crmId } = await world.db.crm.create({
  data: { name: 'C', reference: 'c', type: 'hubspot', authMethodId: methodId },
});

it.each([
  ['POST', '/api/lines', 'lines.create', () => ({ name: 'New' })],
  ['PATCH', '/api/lines/{line}', 'lines.modify', () => ({ name: 'Renamed', profileId: null, version: 1 })],
  ['PUT', '/api/lines/default', 'lines.modify', () => ({ profileId: null, version: 1 })],
  ['PUT', '/api/users/{id}/owners/{crm}', 'users.modify', () => ({ ownerId: '7' })],
  ['POST', '/api/interactions/batches', 'interactions.modify', () => ({ action: 'exclude' })],
] as const)(
  '%s %s of somebody who loses the right meanwhile changes nothing',
  async (method, path, permission, body) => {
    const { actor, browser } = await world.person({ permissions: [permission, 'tags.access'] });
    const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const where = { id: actor.sessionId };
    const lastSeenAt = new Date(Date.now() - 10 * 60_000);
    const isKnown = async () => (await world.db.session.findUniqueOrThrow({ where })).lastSeenAt > lastSeenAt;
    const send = async () => {
      await world.db.session.update({ where, data: { lastSeenAt } });
      return begin(
        path.replace('{id}', actor.userId).replace('{line}', lineId).replace('{crm}', crmId),
        { cookie },
        body(),
        isKnown,
        method,
      );
    };
    const before = await kept();
    const begun = await send();
    const { roleId } = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    await world.db.role.update({ where: { id: roleId }, data: { permissions: ['tags.access'] } });
    expect(await begun.finish()).toBe(403);
    expect(await kept()).toEqual(before);

    await world.db.role.update({ where: { id: roleId }, data: { permissions: [permission] } });
    expect(await (await send()).finish()).toBeLessThan(300);
    expect(await kept()).not.toEqual(before);
  },
);
