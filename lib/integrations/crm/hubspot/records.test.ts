import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
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
import type { ProviderAccess } from '../contract/access';
import { createHubspot } from './index';

let server: FaultyServer;
beforeEach(async () => {
  server = await startFaultyServer();
});
afterEach(() => server.close());

const access: ProviderAccess = {
  accessToken: 'canary-access-token',
  account: { id: '146201877', uiDomain: 'app-eu1.hubspot.com' },
};
const hubspot = () => createHubspot(providerContext(server.url));
const records = () => hubspot().records;
const stored = (id: string, properties: Record<string, string | null> = {}) => ({
  id,
  properties: { hs_object_id: id, ...properties },
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-11-20T08:00:00Z',
  archived: false,
  url: 'https://evil.example/elsewhere',
});
const batch = (results: unknown[], more: Record<string, unknown> = {}) => ({
  status: 'COMPLETE',
  results,
  startedAt: '2026-11-23T10:00:00Z',
  completedAt: '2026-11-23T10:00:00Z',
  ...more,
});
const sentBody = (index = 0): unknown => JSON.parse(server.seen[index]?.body ?? 'null');
const ref = (id = '51', objectApiName = 'contacts') => ({ objectApiName, id });

describe('a request', () => {
  it('goes to the dated path with the token in its header, exactly once', async () => {
    server.answerWith(json(200, { total: 1, results: [stored('51', { phone: '+33176000101' })] }));
    const page = await records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'email', properties: ['email'], email: 'a@example.com' }],
      properties: ['phone'],
      limit: 5,
    });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/crm/objects/2026-09/contacts/search' });
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer canary-access-token',
      'content-type': 'application/json',
    });
    expect(sentBody()).toEqual({
      filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'a@example.com' }] }],
      sorts: ['-lastmodifieddate'],
      properties: ['phone', 'email'],
      limit: 5,
    });
    expect(page).toEqual({
      total: 1,
      records: [
        {
          objectApiName: 'contacts',
          id: '51',
          values: { hs_object_id: '51', phone: '+33176000101' },
          updatedAt: new Date('2026-11-20T08:00:00Z'),
          url: 'https://app-eu1.hubspot.com/contacts/146201877/record/0-1/51',
        },
      ],
    });
  });

  it('reads one record with the batch endpoint too, with no properties in the URL', async () => {
    server.answerWith(json(200, batch([stored('51', { a: null })])));
    expect((await records().get(access, ref(), ['a'])).values.a).toBeNull();
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/crm/objects/2026-09/contacts/batch/read' });
    expect(sentBody()).toMatchObject({ inputs: [{ id: '51' }], properties: ['a'] });
  });

  it('clears a value with an empty string', async () => {
    server.answerWith(json(200, stored('51')));
    await records().update(access, ref(), { company: null, city: 'Lyon' });
    expect(server.seen[0]).toMatchObject({ method: 'PATCH', url: '/crm/objects/2026-09/contacts/51' });
    expect(sentBody()).toEqual({ properties: { company: '', city: 'Lyon' } });
  });

  it('creates a record plainly, or by its unique key if it has one', async () => {
    server.answerWith(json(201, stored('9')));
    const [values, key] = [{ hs_call_title: 'x' }, { property: 'maker_interaction_id', value: 'k' }];
    await records().create(access, { objectApiName: 'calls', values });
    await records().create(access, { objectApiName: 'calls', values, key });
    expect(server.seen.map((request) => `${request.method} ${request.url}`)).toEqual([
      'POST /crm/objects/2026-09/calls',
      'POST /crm/objects/2026-09/calls',
    ]);
    expect(sentBody(0)).toMatchObject({ properties: values });
    expect(sentBody(1)).toMatchObject({ properties: { ...values, maker_interaction_id: 'k' } });
  });

  it.each([409, 400])(
    'treats a refusal (%i) as a possible repetition, and returns the first record',
    async (status) => {
      const create = () =>
        records().create(access, {
          objectApiName: 'calls',
          values: {},
          key: { property: 'maker_interaction_id', value: 'k' },
        });
      server.answerWith(inTurn(json(status, { message: 'taken' }), json(200, batch([stored('9')]))));
      expect(await create()).toMatchObject({ id: '9' });
      expect(sentBody(1)).toMatchObject({ idProperty: 'maker_interaction_id', inputs: [{ id: 'k' }] });
      server.answerWith(inTurn(json(status, { message: 'taken' }), json(200, batch([]))));
      expect((await providerErrorOf(create())).status).toBe(status);
    },
  );

  it('says whether an upsert created a record', async () => {
    server.answerWith(
      inTurn(json(200, batch([{ ...stored('9'), new: true }])), json(200, batch([{ ...stored('9'), new: false }]))),
    );
    const upsert = { objectApiName: 'calls', key: { property: 'k', value: 'v' }, values: {} };
    expect(await records().upsertByKey(access, upsert)).toMatchObject({ isNew: true, record: { id: '9' } });
    expect(await records().upsertByKey(access, upsert)).toMatchObject({ isNew: false });
  });

  it('links with the default association type', async () => {
    server.answerWith(json(200, batch([])));
    await records().associate(access, { from: ref('7', 'calls'), to: ref('51') });
    expect(server.seen[0]).toMatchObject({
      method: 'PUT',
      url: '/crm/objects/2026-09/calls/7/associations/default/contacts/51',
    });
  });

  it('looks up the association type before removing a link, on every page', async () => {
    const page = (toObjectId: string, category: string, after?: string) =>
      json(200, {
        results: [{ toObjectId, associationTypes: [{ category, typeId: 194, label: null }] }],
        ...(after ? { paging: { next: { after } } } : {}),
      });
    server.answerWith(inTurn(page('50', 'USER_DEFINED', '1'), page('51', 'HUBSPOT_DEFINED'), raw(204, '', {})));
    expect(await records().dissociate(access, { from: ref('7', 'calls'), to: ref('51') })).toBe('none');
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /crm/objects/2026-09/calls/7/associations/contacts?limit=500',
      'GET /crm/objects/2026-09/calls/7/associations/contacts?after=1&limit=500',
      'DELETE /crm/objects/2026-09/calls/7/associations/contacts/51',
    ]);
  });

  it('reads linked records, most recently changed first', async () => {
    const newer = { ...stored('2'), updatedAt: '2026-11-22T08:00:00Z' };
    server.answerWith(
      inTurn(
        json(200, {
          results: [
            { toObjectId: 1, associationTypes: [] },
            { toObjectId: '2', associationTypes: [] },
          ],
        }),
        json(200, batch([stored('1'), newer])),
      ),
    );
    const found = await records().listRelated(access, ref(), 'tickets', ['subject']);
    expect(found.map((record) => record.id)).toEqual(['2', '1']);
    expect(server.seen[0]?.url).toBe('/crm/objects/2026-09/contacts/51/associations/tickets?limit=200');
  });

  it('reads hundreds of records in batches, in the given order, skipping missing ones', async () => {
    const inputsSchema = z.object({ inputs: z.array(z.object({ id: z.string() })) });
    server.answerWith((request, response, incoming) => {
      const { inputs } = inputsSchema.parse(JSON.parse(request.body));
      const missing = inputs.filter(({ id }) => id === '13');
      json(missing.length > 0 ? 207 : 200, {
        ...batch(
          inputs
            .filter(({ id }) => id !== '13')
            .reverse()
            .map(({ id }) => stored(id)),
        ),
        ...(missing.length > 0
          ? {
              numErrors: 1,
              errors: [
                {
                  status: 'error',
                  category: 'OBJECT_NOT_FOUND',
                  message: 'Could not get some',
                  context: { ids: ['13'] },
                  errors: [],
                  links: {},
                },
              ],
            }
          : {}),
      })(request, response, incoming);
    });
    const ids = Array.from({ length: 250 }, (_, index) => String(index + 1));
    const found = await records().getMany(access, 'contacts', [...ids, '7', 'no-number'], []);
    expect(found.map((record) => record.id)).toEqual(ids.filter((id) => id !== '13'));
    expect(server.seen).toHaveLength(3);
  });

  it('fetches long property lists by ID after the search', async () => {
    const properties = Array.from({ length: 200 }, (_, index) => `a_rather_long_property_name_${index}`);
    server.answerWith(
      inTurn(
        json(200, { total: 2, results: [stored('2'), stored('1')] }),
        json(200, batch([stored('1', { full: 'yes' }), stored('2', { full: 'yes' })])),
      ),
    );
    const page = await records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'text', text: 'x' }],
      properties,
      limit: 10,
    });
    expect(page.records.map((record) => [record.id, record.values.full])).toEqual([
      ['2', 'yes'],
      ['1', 'yes'],
    ]);
  });

  it('searches nothing without criteria', async () => {
    const page = await records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'email', properties: ['email'], email: '' }],
      properties: [],
      limit: 5,
    });
    expect(page).toEqual({ records: [], total: 0 });
    expect(server.seen).toHaveLength(0);
  });
});

describe('names and IDs from outside', () => {
  const HOSTILE = [
    '',
    '.',
    '..',
    '../..',
    '..%2f..',
    '%2e%2e',
    '..\\..',
    '/',
    '//evil.example',
    '\\\\evil.example',
    'http://evil.example',
    'contacts/1',
    'contacts?x=1',
    'contacts#x',
    'contacts@evil.example',
    'a b',
    'contacts\n',
    'contacts\u0000',
    '{objectId}',
    '$&',
    '169.254.169.254',
    '[::ffff:169.254.169.254]',
    '0x7f.1',
    'contacts;x',
    'contacts%00',
    'contacts%2f1',
    'ⓒontacts',
    '-contacts',
    'c'.repeat(300),
  ];

  it.each(HOSTILE)('never reach a URL with %j', async (value) => {
    const r = records();
    const errors = await Promise.all([
      providerErrorOf(r.get(access, ref('51', value), [])),
      providerErrorOf(r.get(access, ref(value), [])),
      providerErrorOf(r.update(access, ref(value), {})),
      providerErrorOf(r.update(access, ref('51', value), {})),
      providerErrorOf(r.create(access, { objectApiName: value, values: {} })),
      providerErrorOf(r.associate(access, { from: ref(), to: ref(value) })),
      providerErrorOf(r.associate(access, { from: ref(value), to: ref() })),
      providerErrorOf(r.listRelated(access, ref(), value, [])),
      providerErrorOf(r.detectWriteKey(access, value, { mayCreateProperty: false, grantedScopes: [] })),
    ]);
    for (const error of errors) expect(['invalid_request', 'not_found']).toContain(error.kind);
    expect(await r.getMany(access, 'contacts', [value], [])).toEqual([]);
    expect(server.seen).toHaveLength(0);
  });

  it('stay in the body where the API expects them there', async () => {
    server.answerWith(json(200, batch([])));
    expect(await records().findByKey(access, 'calls', { property: '../../x', value: '../y' }, [])).toBeNull();
    expect(server.seen[0]?.url).toBe('/crm/objects/2026-09/calls/batch/read');
  });
});

describe('a response', () => {
  it.each([
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' }), { kind: 'invalid_response', code: 'NOT_JSON' }],
    ['broken JSON', raw(200, '{"total":1,', { 'content-type': 'application/json' }), { kind: 'invalid_response' }],
    ['no total', json(200, { results: [] }), { kind: 'invalid_response', code: 'UNEXPECTED_SHAPE' }],
    ['records without ids', json(200, { total: 1, results: [{ properties: {} }] }), { kind: 'invalid_response' }],
    ['an id that is a path', json(200, { total: 1, results: [stored('../1')] }), { kind: 'invalid_response' }],
    [
      'values that are no text',
      json(200, { total: 1, results: [{ ...stored('1'), properties: { a: { b: 1 } } }] }),
      { kind: 'invalid_response' },
    ],
    [
      'a date that is none',
      json(200, { total: 1, results: [{ ...stored('1'), updatedAt: 'yesterday' }] }),
      { kind: 'invalid_response' },
    ],
    ['null', json(200, null), { kind: 'invalid_response' }],
    [
      'a redirect',
      raw(302, '', { location: 'http://169.254.169.254/' }),
      { kind: 'invalid_response', code: 'REDIRECT_REFUSED' },
    ],
    [
      'more than 5 MB, small on the wire',
      raw(200, gzipSync(Buffer.alloc(6_000_000, 0x20)), {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      }),
      { kind: 'invalid_response', code: 'BODY_TOO_LARGE' },
    ],
    [
      'a missing scope',
      json(403, {
        category: 'MISSING_SCOPES',
        message: 'x',
        errors: [{ message: 'y', context: { requiredGranularScopes: ['tickets'] } }],
      }),
      { kind: 'scope_missing', missingScopes: ['tickets'] },
    ],
    [
      'an expired token',
      json(401, { category: 'EXPIRED_AUTHENTICATION', message: 'x' }),
      { kind: 'auth_revoked', status: 401 },
    ],
    [
      'the daily limit',
      json(429, { message: 'You have reached your daily limit.', policyName: 'DAILY' }),
      { kind: 'quota_exhausted', retryable: false },
    ],
    [
      'a page from the edge',
      raw(521, '<html>', { 'content-type': 'text/html' }),
      { kind: 'unavailable', retryable: true },
    ],
  ])('is refused: %s', async (_what, answer, expected) => {
    server.answerWith(answer);
    const call = records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'text', text: 'x' }],
      properties: [],
      limit: 5,
    });
    const error = await providerErrorOf(call);
    expect(error).toMatchObject(expected);
    expect(server.seen).toHaveLength(1);
    expect(JSON.stringify(error) + error.stack).not.toContain('canary');
  });

  it("isn't accepted if it belongs to a different kind of call", async () => {
    server.answerWith(json(200, { results: [] }));
    expect(await providerErrorOf(records().create(access, { objectApiName: 'calls', values: {} }))).toMatchObject({
      kind: 'invalid_response',
    });
  });

  it("keeps a property with a JavaScript object's property name", async () => {
    server.answerWith(
      raw(
        200,
        JSON.stringify(batch([stored('51')])).replace('"hs_object_id":"51"', '"__proto__":"x","constructor":"y"'),
        { 'content-type': 'application/json' },
      ),
    );
    const { values } = await records().get(access, ref(), []);
    expect(values.constructor).toBe('y');
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });

  it('is not_found if a batch omits the record', async () => {
    server.answerWith(json(200, batch([])));
    expect(await providerErrorOf(records().get(access, ref(), []))).toMatchObject({ kind: 'not_found' });
  });

  it('reports the failure of a single batch input, with its fields', async () => {
    const failure = {
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'Not valid',
      context: {},
      links: {},
      errors: [{ message: 'no number', code: 'INVALID_INTEGER', context: { propertyName: ['hs_call_duration'] } }],
    };
    server.answerWith(json(207, batch([], { numErrors: 1, errors: [failure] })));
    const upsert = { objectApiName: 'calls', key: { property: 'k', value: 'v' }, values: { hs_call_duration: 'x' } };
    expect(await providerErrorOf(records().upsertByKey(access, upsert))).toMatchObject({
      kind: 'invalid_request',
      code: 'INVALID_INTEGER',
      fields: [{ apiName: 'hs_call_duration', message: 'no number', code: 'INVALID_INTEGER', isUnknown: false }],
    });
    expect(await providerErrorOf(records().get(access, ref(), []))).toMatchObject({ kind: 'invalid_request' });
    server.answerWith(json(200, batch([], { numErrors: 1, errors: [failure] })));
    expect(await providerErrorOf(records().associate(access, { from: ref('7', 'calls'), to: ref() }))).toMatchObject({
      kind: 'invalid_request',
    });
  });

  it('names the conflicting record', async () => {
    server.answerWith(json(409, { category: 'CONFLICT', message: 'Contact already exists. Existing ID: 12345' }));
    expect(
      await providerErrorOf(
        records().create(access, { objectApiName: 'contacts', values: { email: 'a@example.com' } }),
      ),
    ).toMatchObject({
      kind: 'conflict',
      existingRecordId: '12345',
    });
  });
});

describe('a broken connection', () => {
  const search = () =>
    records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'text', text: 'x' }],
      properties: [],
      limit: 5,
    });

  it('retries a read, even though HubSpot reads by POST', async () => {
    server.answerWith(inTurn(resetConnection, json(200, { total: 0, results: [] })));
    expect(await search()).toEqual({ records: [], total: 0 });
    expect(server.seen).toHaveLength(2);
  });

  it('never retries a write, not even a safe one', async () => {
    server.answerWith(resetConnection);
    const r = records();
    const writes = [
      () => r.create(access, { objectApiName: 'calls', values: {} }),
      () => r.update(access, ref(), {}),
      () => r.associate(access, { from: ref(), to: ref() }),
      () => r.upsertByKey(access, { objectApiName: 'calls', key: { property: 'k', value: 'v' }, values: {} }),
    ];
    for (const write of writes) {
      const before = server.seen.length;
      expect(await providerErrorOf(write())).toMatchObject({ kind: 'unavailable', retryable: true });
      expect(server.seen).toHaveLength(before + 1);
    }
  });

  it('stops if the caller aborts', async () => {
    server.answerWith(silence);
    expect(
      await providerErrorOf(records().get({ ...access, signal: AbortSignal.timeout(30) }, ref(), [])),
    ).toMatchObject({ kind: 'timeout', code: 'CALLER_GAVE_UP' });
  });
});

it('keeps instances apart: another deployment has its own HubSpot and rate', async () => {
  const other = await startFaultyServer(json(200, { total: 0, results: [] }));
  server.answerWith(
    json(429, { message: 'You have reached your ten_secondly_rolling limit.', policyName: 'TEN_SECONDLY_ROLLING' }),
  );
  const query = {
    objectApiName: 'contacts',
    criteria: [{ kind: 'text' as const, text: 'x' }],
    properties: [],
    limit: 5,
  };
  expect(await providerErrorOf(records().search(access, query))).toMatchObject({
    kind: 'rate_limited',
    retryAfterMs: 10_000,
  });
  expect(await createHubspot(providerContext(other.url)).records.search(access, query)).toEqual({
    records: [],
    total: 0,
  });
  await other.close();
});

it('logs neither tokens nor search values', async () => {
  const context = providerContext(server.url);
  server.answerWith(inTurn(json(200, { total: 0, results: [] }), json(400, { message: 'canary-message' })));
  const { records: logged } = createHubspot(context);
  const query = {
    objectApiName: 'contacts',
    criteria: [{ kind: 'text' as const, text: 'canary-words' }],
    properties: [],
    limit: 5,
  };
  await logged.search(access, query);
  await providerErrorOf(logged.search(access, query));
  expect(context.logged.length).toBeGreaterThan(0);
  expect(JSON.stringify(context.logged)).not.toContain('canary');
});

describe('a link to a record', () => {
  const account = { id: '146201877', uiDomain: 'app-eu1.hubspot.com' };
  const link = (appUrl: string, uiDomain = account.uiDomain, objectApiName = 'calls') =>
    createHubspot(providerContext(server.url, { appUrl })).records.recordUrl(
      { ...account, uiDomain },
      { objectApiName, id: '7' },
    );

  it('uses the type ID of a custom object, looked up once', async () => {
    const car = {
      id: '77',
      name: 'car',
      objectTypeId: '2-77',
      labels: {},
      requiredProperties: [],
      properties: [],
      associations: [],
    };
    server.answerWith((request, ...rest) =>
      json(200, request.url.startsWith('/crm-object-schemas') ? car : batch([stored('51')]))(request, ...rest),
    );
    const r = records();
    const links = await Promise.all([r.get(access, ref('51', 'p1_car'), []), r.get(access, ref('51', '2-77'), [])]);
    links.push(await r.get(access, ref('51', 'p1_car'), []));
    for (const { url } of links) expect(url).toBe('https://app-eu1.hubspot.com/contacts/146201877/record/2-77/51');
    expect(server.seen.filter((request) => request.url === '/crm-object-schemas/2026-09/schemas/p1_car')).toHaveLength(
      1,
    );
  });

  it("doesn't cost the record if it can't be built", async () => {
    server.answerWith((request, ...rest) =>
      (request.url.startsWith('/crm-object-schemas')
        ? json(403, { category: 'MISSING_SCOPES' })
        : json(200, batch([stored('51')])))(request, ...rest),
    );
    expect((await records().get(access, ref('51', 'p1_car'), [])).id).toBe('51');
  });

  it("uses the account's host", () => {
    expect(link('https://app.hubspot.com')).toBe('https://app-eu1.hubspot.com/contacts/146201877/record/0-48/7');
    expect(link('https://app.hubspot.com', 'app.hubspot.com', '2-123')).toBe(
      'https://app.hubspot.com/contacts/146201877/record/2-123/7',
    );
  });

  it.each([
    'evil.example',
    'app.hubspot.com.evil.example',
    'evil.example/app.hubspot.com',
    'app.hubspot.com:8080',
    'app-EU1.hubspot.com@evil.example',
  ])('never points to %s', (uiDomain) =>
    expect(link('https://app.hubspot.com', uiDomain)).toBe('https://app.hubspot.com/contacts/146201877/record/0-48/7'),
  );

  it('stays on the configured HubSpot', () => {
    expect(link('http://127.0.0.1:3190')).toBe('http://127.0.0.1:3190/contacts/146201877/record/0-48/7');
  });
});
