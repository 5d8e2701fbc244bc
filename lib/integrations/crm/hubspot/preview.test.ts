import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capabilityOf } from '../contract/provider';
import { json, startFaultyServer, type FaultyServer } from '@/tests/support/faulty-server';
import { providerContext } from '@/tests/support/provider-context';
import { createHubspot } from './index';

let server: FaultyServer;
beforeEach(async () => {
  server = await startFaultyServer();
});
afterEach(() => server.close());

const account = { id: '146201877', uiDomain: 'app-eu1.hubspot.com' };
const access = { accessToken: 'canary-access-token', account };
const hubspot = () => createHubspot(providerContext(server.url));
const preview = () => {
  const lookup = capabilityOf(hubspot(), 'preview');
  if (!lookup.supported) throw new Error('HubSpot can preview');
  return lookup.capability;
};
const upsert = {
  objectApiName: 'calls',
  key: { property: 'hs_unique_creation_key', value: 'interaction.crm' },
  values: { hs_call_title: 'R&D “<b>”', hs_call_body: null },
};
const sent = () => server.seen.map(({ method, url, body }) => ({ method, path: url, body: body === '' ? null : body }));

describe('a preview', () => {
  it('names the requests of a new record and its links, and sends nothing', async () => {
    const requests = await preview().write(account, {
      record: { kind: 'create', ...upsert },
      links: [
        { objectApiName: 'contacts', id: '51' },
        { objectApiName: 'tickets', id: '7' },
      ],
    });
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /crm/objects/2026-09/calls/batch/upsert',
      'PUT /crm/objects/2026-09/calls/{id}/associations/default/contacts/51',
      'PUT /crm/objects/2026-09/calls/{id}/associations/default/tickets/7',
    ]);
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
      inputs: [
        {
          id: 'interaction.crm',
          idProperty: 'hs_unique_creation_key',
          properties: { hs_call_title: 'R&D “<b>”', hs_call_body: '' },
        },
      ],
    });
    expect(server.seen).toEqual([]);
  });

  it('is what the calls themselves send', async () => {
    const target = { objectApiName: 'contacts', id: '51' };
    const to = { objectApiName: 'companies', id: '9' };
    const query = {
      objectApiName: 'contacts',
      criteria: [{ kind: 'email' as const, properties: ['email'], email: 'a@example.com' }],
      properties: ['email', 'phone'],
      limit: 5,
    };
    const { records } = hubspot();
    server.answerWith(json(200, { total: 0, results: [] }));
    await records.search(access, query);
    await records.upsertByKey(access, upsert).catch(() => undefined);
    await records.update(access, target, { phone: '+33176000101' }).catch(() => undefined);
    await records.associate(access, { from: target, to }).catch(() => undefined);

    const update = await preview().write(account, {
      record: { kind: 'update', target, values: { phone: '+33176000101' } },
      links: [to],
    });
    expect([
      ...(await preview().search(account, query)),
      ...(await preview().write(account, { record: { kind: 'create', ...upsert }, links: [] })),
      ...update,
    ]).toEqual(sent());
  });

  it('refuses what a call refuses before it sends anything', async () => {
    const record = { kind: 'update' as const, target: { objectApiName: '../x', id: '1' }, values: {} };
    await expect(preview().write(account, { record, links: [] })).rejects.toMatchObject({ code: 'BAD_OBJECT_NAME' });
  });
});
