import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { providerErrorOf } from '@/tests/support/caught';
import { json, startFaultyServer, type FaultyAnswer, type FaultyServer } from '@/tests/support/faulty-server';
import { providerContext } from '@/tests/support/provider-context';
import { capabilityOf } from '../contract/provider';
import { createHubspot } from './index';

let server: FaultyServer;
beforeEach(async () => {
  server = await startFaultyServer();
});
afterEach(() => server.close());

const access = { accessToken: 't', account: { id: '1', uiDomain: 'app.hubspot.com' } };

function schema() {
  const found = capabilityOf(createHubspot(providerContext(server.url)), 'schema');
  if (!found.supported) throw new Error('HubSpot has a schema');
  return found.capability;
}

function account(answers: Record<string, FaultyAnswer>) {
  server.answerWith((request, ...rest) =>
    (answers[`${request.method} ${request.url}`] ?? json(404, { category: 'OBJECT_NOT_FOUND' }))(request, ...rest),
  );
}

const property = (name: string, type: string, fieldType: string, more: Record<string, unknown> = {}) => ({
  name,
  label: name,
  description: '',
  groupName: 'g',
  type,
  fieldType,
  options: [],
  ...more,
});
const option = (value: string, displayOrder: number, more: Record<string, unknown> = {}) => ({
  value,
  label: `${value} label`,
  displayOrder,
  ...more,
});
const stage = (id: string, label: string, displayOrder: number, more: Record<string, unknown> = {}) => ({
  id,
  label,
  displayOrder,
  metadata: {},
  archived: false,
  ...more,
});

const listing = (name: string) => `GET /crm/properties/2026-09/${name}?archived=false`;
const describeAll = async (object: string, properties: unknown[], more: Record<string, FaultyAnswer> = {}) => {
  account({ [listing(object)]: json(200, { results: properties }), ...more });
  const described = await schema().describeObject(access, object);
  return new Map(described.properties.map((definition) => [definition.apiName, definition]));
};

describe("an object's schema", () => {
  it('maps properties to our field types', async () => {
    const found = await describeAll('contacts', [
      property('firstname', 'string', 'text'),
      property('email', 'string', 'text', { hasUniqueValue: true }),
      property('phone', 'string', 'phonenumber'),
      property('website', 'string', 'text'),
      property('notes', 'string', 'textarea'),
      property('page', 'string', 'html'),
      property('age', 'number', 'number'),
      property('born', 'date', 'date'),
      property('createdate', 'datetime', 'date', { modificationMetadata: { readOnlyValue: true } }),
      property('vip', 'bool', 'booleancheckbox', { options: [option('true', 0), option('false', 1)] }),
      property('colour', 'enumeration', 'select', {
        options: [option('b', 2), option('a', 1), option('gone', 0, { hidden: true })],
      }),
      property('tags', 'enumeration', 'checkbox', { options: [option('x', 0)] }),
      property('owner', 'enumeration', 'select', { externalOptions: true }),
      property('hs_searchable_calculated_phone_number', 'phone_number', 'phonenumber', {
        calculated: true,
        hidden: true,
      }),
      property('new_kind', 'object_coordinates', 'text'),
    ]);
    expect(Object.fromEntries([...found].map(([name, definition]) => [name, definition.suggestedType]))).toEqual({
      firstname: 'short_text',
      email: 'email',
      phone: 'phone',
      website: 'url',
      notes: 'long_text',
      page: 'long_text',
      age: 'numeric',
      born: 'date',
      createdate: 'date_time',
      vip: 'yes_no',
      colour: 'list',
      tags: 'list',
      owner: 'short_text',
      hs_searchable_calculated_phone_number: 'phone',
      new_kind: 'short_text',
    });
    expect(found.get('colour')?.options).toEqual([
      { value: 'a', label: 'a label' },
      { value: 'b', label: 'b label' },
    ]);
    expect(found.get('email')).toMatchObject({ hasUniqueValue: true, isReadOnly: false });
    expect(found.get('createdate')).toMatchObject({ isReadOnly: true, providerType: 'datetime / date' });
    expect(found.get('hs_searchable_calculated_phone_number')).toMatchObject({ isReadOnly: true, isHidden: true });
    expect([found.get('tags')?.isMultiple, found.get('colour')?.isMultiple]).toEqual([true, false]);
  });

  it("includes the account's own pipeline stages", async () => {
    const ticket = [
      property('subject', 'string', 'text'),
      property('hs_pipeline', 'enumeration', 'select'),
      property('hs_pipeline_stage', 'enumeration', 'select'),
    ];
    const support = {
      ...stage('0', 'Support', 0),
      stages: [stage('2', 'Waiting', 1), stage('1', 'New', 0), stage('9', 'Old', 2, { archived: true })],
    };
    const pipelines = (results: unknown[]) => ({ 'GET /crm/pipelines/2026-09/tickets': json(200, { results }) });

    const one = await describeAll('tickets', ticket, pipelines([support]));
    expect(one.get('hs_pipeline_stage')).toMatchObject({
      suggestedType: 'list',
      isRequired: true,
      options: [
        { value: '1', label: 'New' },
        { value: '2', label: 'Waiting' },
      ],
    });
    expect(one.get('subject')).toMatchObject({ isRequired: true });
    expect(one.get('hs_pipeline')).toMatchObject({ isRequired: false, options: [{ value: '0', label: 'Support' }] });

    const two = await describeAll(
      'tickets',
      ticket,
      pipelines([support, { ...stage('7', 'Returns', 1), stages: [stage('71', 'New', 0)] }]),
    );
    expect(two.get('hs_pipeline_stage')?.options.map((entry) => entry.label)).toEqual([
      'Support: New',
      'Support: Waiting',
      'Returns: New',
    ]);
  });

  it("includes the account's own call outcomes, and works without them", async () => {
    const call = [property('hs_call_disposition', 'string', 'text'), property('hs_timestamp', 'datetime', 'date')];
    const outcomes = (answer: FaultyAnswer) => ({ 'GET /calling/v1/dispositions': answer });
    const own = json(200, [
      { id: 'g-1', label: 'Called back' },
      { id: 'g-2', label: 'Old', deleted: true },
    ]);

    expect((await describeAll('calls', call, outcomes(own))).get('hs_call_disposition')).toMatchObject({
      suggestedType: 'list',
      options: [{ value: 'g-1', label: 'Called back' }],
    });
    expect((await describeAll('calls', call)).get('hs_call_disposition')).toMatchObject({
      suggestedType: 'short_text',
      options: [],
    });
    expect((await describeAll('calls', call)).get('hs_timestamp')?.isRequired).toBe(true);
    await expect(describeAll('calls', call, outcomes(json(503, {})))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('of a custom object knows its required properties', async () => {
    const found = await describeAll(
      '2-77',
      [property('plate', 'string', 'text'), property('colour', 'string', 'text')],
      {
        'GET /crm-object-schemas/2026-09/schemas/2-77': json(200, {
          id: '77',
          name: 'car',
          objectTypeId: '2-77',
          labels: { singular: 'Car', plural: 'Cars' },
          requiredProperties: ['plate'],
          properties: [],
          associations: [],
        }),
      },
    );
    expect([...found.values()].map((definition) => definition.isRequired)).toEqual([true, false]);
  });

  it('is refused if the response is invalid', async () => {
    account({ [listing('contacts')]: json(200, { results: [{ name: 'x' }] }) });
    expect(await providerErrorOf(schema().describeObject(access, 'contacts'))).toMatchObject({
      kind: 'invalid_response',
    });
    account({});
    expect(await providerErrorOf(schema().describeObject(access, 'nothing'))).toMatchObject({ kind: 'not_found' });
  });
});

describe('the list of objects', () => {
  const address = 'GET /crm-object-schemas/2026-09/schemas?archived=false';
  const activities = ['emails', 'communications', 'notes', 'tasks', 'meetings'];
  const known = ['contacts', 'companies', 'deals', 'tickets', 'calls', ...activities];
  const names = async () => (await schema().listObjects(access)).map((object) => object.apiName);

  it("contains HubSpot's objects and the account's own, by type ID", async () => {
    const car = {
      id: '77',
      name: 'car',
      fullyQualifiedName: 'p1_car',
      objectTypeId: '2-77',
      labels: { singular: 'Car', plural: 'Cars' },
      requiredProperties: [],
      properties: [],
      associations: [],
    };
    account({ [address]: json(200, { results: [car, { ...car, objectTypeId: '2-78', archived: true }] }) });
    expect(await names()).toEqual([...known, '2-77']);
    expect((await schema().listObjects(access)).at(-1)).toEqual({
      apiName: '2-77',
      label: 'Car',
      pluralLabel: 'Cars',
      isCustom: true,
    });
  });

  it.each([
    [403, { category: 'MISSING_SCOPES' }],
    [403, { category: 'BANNED' }],
    [404, {}],
  ])('contains only standard objects if the account has no custom ones to show (%i %j)', async (status, body) => {
    account({ [address]: json(status, body) });
    expect(await names()).toEqual(known);
  });

  it('fails during an outage', async () => {
    account({ [address]: json(500, {}) });
    expect(await providerErrorOf(schema().listObjects(access))).toMatchObject({ kind: 'unavailable' });
  });
});

describe('an owner', () => {
  const owners = () => {
    const found = capabilityOf(createHubspot(providerContext(server.url)), 'owners');
    if (!found.supported) throw new Error('HubSpot has owners');
    return found.capability;
  };
  const address = 'GET /crm/owners/2026-09?email=jane%40example.com&limit=100&archived=false';
  const owner = {
    id: '88',
    userId: 5,
    email: 'Jane@Example.com',
    firstName: 'Jane',
    lastName: 'Doe',
    type: 'PERSON',
    archived: false,
  };

  it('is found by email address, ignoring case', async () => {
    account({ [address]: json(200, { results: [{ ...owner, id: '1', email: 'jane@example.com.au' }, owner] }) });
    expect(await owners().findByEmail(access, ' JANE@example.com ')).toEqual({
      id: '88',
      userId: '5',
      email: 'jane@example.com',
      name: 'Jane Doe',
    });
  });

  it('is null if no owner has the address', async () => {
    account({ [address]: json(200, { results: [] }) });
    expect(await owners().findByEmail(access, 'jane@example.com')).toBeNull();
    expect(await owners().findByEmail(access, ' ')).toBeNull();
    expect(server.seen).toHaveLength(1);
  });

  it('is listed across all pages, by name or a fallback', async () => {
    const page = 'GET /crm/owners/2026-09?limit=100&archived=false';
    account({
      [page]: json(200, { results: [owner], paging: { next: { after: '88' } } }),
      [page.replace('limit', 'after=88&limit')]: json(200, {
        results: [
          { ...owner, id: '89', firstName: '', lastName: null },
          { id: '90', type: 'QUEUE' },
        ],
      }),
    });
    expect((await owners().list(access)).map(({ id, name }) => [id, name])).toEqual([
      ['88', 'Jane Doe'],
      ['89', 'jane@example.com'],
      ['90', '90'],
    ]);
  });
});

it('reads at most five pages of owners, whatever the account says', async () => {
  server.answerWith(json(200, { results: [], paging: { next: { after: '1' } } }));
  const owners = capabilityOf(createHubspot(providerContext(server.url)), 'owners');
  expect(owners.supported && (await owners.capability.list(access))).toEqual([]);
  expect(server.seen).toHaveLength(5);
});

it('reports a missing capability instead of failing', () => {
  const { schema: _schema, ...without } = createHubspot(providerContext(server.url));
  expect(capabilityOf(without, 'schema')).toEqual({ supported: false, providerId: 'hubspot', name: 'schema' });
});
