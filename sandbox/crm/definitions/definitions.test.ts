import { describe, expect, it } from 'vitest';
import { at, listAt, startEngine, textAt } from '../test-support';

const properties = '/crm/properties/2026-09/contacts';
const custom = {
  name: 'shoe_size',
  label: 'Shoe size',
  type: 'number',
  fieldType: 'number',
  groupName: 'contactinformation',
};

describe('properties', () => {
  it('are listed on one page, with options, groups and which parts can be changed', () => {
    const { call } = startEngine();
    const list = listAt(call('GET', properties).json, 'results');
    expect(list).toContainEqual(
      expect.objectContaining({
        name: 'email',
        type: 'string',
        fieldType: 'text',
        hasUniqueValue: true,
        hubspotDefined: true,
      }),
    );
    expect(list).toContainEqual(
      expect.objectContaining({
        name: 'hs_searchable_calculated_phone_number',
        type: 'phone_number',
        calculated: true,
      }),
    );
    expect(call('GET', `${properties}/hubspot_owner_id`).json).toMatchObject({
      type: 'enumeration',
      externalOptions: true,
      referencedObjectType: 'OWNER',
    });
    expect(call('GET', '/crm/v3/properties/tickets/hs_ticket_priority').json).toMatchObject({
      options: [{ value: 'LOW' }, { value: 'MEDIUM' }, { value: 'HIGH' }, { value: 'URGENT' }],
    });
    expect(call('GET', `${properties}/missing`)).toMatchObject({ status: 404, json: { category: 'OBJECT_NOT_FOUND' } });
  });

  it('can be created, changed, archived, and restored under the same name', () => {
    const { call } = startEngine();
    expect(call('POST', properties, custom)).toMatchObject({
      status: 201,
      json: { name: 'shoe_size', hubspotDefined: false, createdUserId: '70000001' },
    });
    expect(call('POST', properties, custom)).toMatchObject({
      status: 409,
      json: {
        category: 'OBJECT_ALREADY_EXISTS',
        subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
        message: "A property named 'shoe_size' already exists.",
      },
    });
    expect(call('PATCH', `${properties}/shoe_size`, { label: 'Size of shoes' })).toMatchObject({
      status: 200,
      json: { label: 'Size of shoes', type: 'number' },
    });
    const id = textAt(call('POST', '/crm/v3/objects/contacts', { properties: { shoe_size: '42' } }).json, 'id');
    expect(call('DELETE', `${properties}/shoe_size`).status).toBe(204);
    expect(call('GET', `${properties}/shoe_size`).status).toBe(404);
    expect(listAt(call('GET', `${properties}?archived=true`).json, 'results')).toHaveLength(1);
    expect(call('POST', '/crm/v3/objects/contacts', { properties: { shoe_size: '42' } }).status).toBe(400);
    expect(call('POST', properties, custom)).toMatchObject({ status: 201 });
    expect(call('GET', `/crm/v3/objects/contacts/${id}?properties=shoe_size`).json).toMatchObject({
      properties: { shoe_size: '42' },
    });
  });

  it('replace all their options at once', () => {
    const { call } = startEngine();
    const option = (value: string) => ({ label: value, value });
    call('POST', properties, {
      ...custom,
      name: 'colour',
      type: 'enumeration',
      fieldType: 'select',
      options: [option('red'), option('blue')],
    });
    expect(call('PATCH', `${properties}/colour`, { options: [option('green')] }).json).toMatchObject({
      options: [{ value: 'green', displayOrder: 0, hidden: false }],
    });
    expect(call('POST', '/crm/v3/objects/contacts', { properties: { colour: 'red' } }).status).toBe(400);
  });

  it.each([
    ['a name with capitals', { ...custom, name: 'ShoeSize' }],
    ['a group that does not exist', { ...custom, groupName: 'nowhere' }],
    ['a field type of another type', { ...custom, fieldType: 'select' }],
    ['a type that does not exist', { ...custom, type: 'json' }],
    ['no label', { ...custom, label: undefined }],
  ])('refuse %s', (_name, body) => {
    expect(startEngine().call('POST', properties, body)).toMatchObject({
      status: 400,
      json: { category: 'VALIDATION_ERROR' },
    });
  });

  it('are limited to ten with unique values', () => {
    const { call } = startEngine();
    const create = (index: number) =>
      call('POST', properties, {
        ...custom,
        type: 'string',
        fieldType: 'text',
        name: `key_${index}`,
        hasUniqueValue: true,
      }).status;
    expect(Array.from({ length: 10 }, (_, index) => create(index))).toEqual(Array(10).fill(201));
    expect(create(10)).toBe(400);
  });

  it("defined by HubSpot can't be changed", () => {
    const { call } = startEngine();
    expect(call('DELETE', `${properties}/email`).status).toBe(400);
    expect(call('PATCH', `${properties}/email`, { label: 'Mail' }).status).toBe(400);
  });

  it('can be created in batches and in groups', () => {
    const { call } = startEngine();
    expect(call('POST', `${properties}/groups`, { name: 'own', label: 'Own' }).status).toBe(201);
    expect(call('POST', `${properties}/groups`, { name: 'own', label: 'Own' }).status).toBe(409);
    expect(call('POST', `${properties}/batch/create`, { inputs: [{ ...custom, groupName: 'own' }] }).status).toBe(201);
    expect(
      call('POST', `${properties}/batch/read`, {
        archived: false,
        inputs: [{ name: 'shoe_size' }, { name: 'missing' }],
      }),
    ).toMatchObject({ status: 207, json: { results: [{ name: 'shoe_size' }], numErrors: 1 } });
    expect(call('DELETE', `${properties}/groups/own`)).toMatchObject({
      status: 400,
      json: { subCategory: 'PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES' },
    });
    expect(call('POST', `${properties}/batch/archive`, { inputs: [{ name: 'shoe_size' }] }).status).toBe(204);
    expect(call('PATCH', `${properties}/groups/own`, { label: 'Mine' }).json).toMatchObject({ label: 'Mine' });
    expect(call('DELETE', `${properties}/groups/own`).status).toBe(204);
    expect(call('GET', `${properties}/groups/own`).status).toBe(404);
  });

  it('need the schema scope to be changed, and any scope of the object to be read', () => {
    const { call } = startEngine();
    const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];
    expect(call('GET', properties, undefined, { scopes }).status).toBe(200);
    expect(call('GET', properties, undefined, { scopes: ['crm.schemas.contacts.read'] }).status).toBe(200);
    expect(call('POST', properties, custom, { scopes })).toMatchObject({
      status: 403,
      json: { category: 'MISSING_SCOPES' },
    });
  });
});

describe('pipelines', () => {
  it("start as HubSpot's defaults", () => {
    const { call } = startEngine();
    expect(call('GET', '/crm/v3/pipelines/tickets').json).toMatchObject({
      results: [
        {
          id: '0',
          label: 'Support Pipeline',
          stages: [
            { id: '1', label: 'New', metadata: { ticketState: 'OPEN' } },
            { id: '2' },
            { id: '3' },
            { id: '4', metadata: { ticketState: 'CLOSED' } },
          ],
        },
      ],
    });
    expect(call('GET', '/crm/v3/pipelines/deals/default/stages/closedwon').json).toMatchObject({
      metadata: { isClosed: 'true', probability: '1.0' },
    });
    expect(call('GET', '/crm/v3/pipelines/tickets/9').status).toBe(404);
  });

  it('can be created and changed, and tickets use their stages', () => {
    const { call } = startEngine();
    const path = '/crm/pipelines/2026-09/tickets';
    const made = call('POST', path, {
      label: 'Returns',
      displayOrder: 1,
      stages: [
        { label: 'In', displayOrder: 0, metadata: { ticketState: 'OPEN' } },
        { label: 'Out', displayOrder: 1, metadata: { ticketState: 'CLOSED' } },
      ],
    });
    expect(made).toMatchObject({
      status: 201,
      json: { label: 'Returns', stages: [{ label: 'In' }, { label: 'Out', metadata: { isClosed: 'true' } }] },
    });
    const id = textAt(made.json, 'id');
    const stage = textAt(made.json, 'stages.0.id');
    expect(
      call('POST', '/crm/v3/objects/tickets', {
        properties: { subject: 'T', hs_pipeline: id, hs_pipeline_stage: stage },
      }).status,
    ).toBe(201);
    expect(
      call('POST', '/crm/v3/objects/tickets', { properties: { subject: 'T', hs_pipeline: id, hs_pipeline_stage: '1' } })
        .status,
    ).toBe(400);
    expect(call('DELETE', `${path}/${id}/stages/${stage}`)).toMatchObject({
      status: 400,
      json: { subCategory: 'PipelineError.STAGE_ID_IN_USE' },
    });
    expect(call('DELETE', `${path}/${id}?validateReferencesBeforeDelete=true`).status).toBe(400);
    expect(
      call('PUT', `${path}/${id}?validateDealStageUsagesBeforeDelete=true`, {
        label: 'Returns',
        displayOrder: 1,
        stages: [],
      }).status,
    ).toBe(400);
    expect(call('PATCH', `${path}/${id}/stages/${stage}`, { metadata: { ticketState: 'CLOSED' } }).json).toMatchObject({
      metadata: { ticketState: 'CLOSED', isClosed: 'true' },
    });
    expect(call('PATCH', `${path}/${id}/stages/${stage}`, { metadata: { ticketState: 'AJAR' } }).status).toBe(400);
    const extra = textAt(
      call('POST', `${path}/${id}/stages`, { label: 'Lost', displayOrder: 2, metadata: {} }).json,
      'id',
    );
    expect(call('PATCH', `${path}/${id}/stages/${extra}`, { label: 'Mislaid' }).json).toMatchObject({
      label: 'Mislaid',
      displayOrder: 2,
    });
    expect(call('DELETE', `${path}/${id}/stages/${extra}`).status).toBe(204);
    expect(call('PATCH', `${path}/${id}`, { label: 'Send-backs' }).json).toMatchObject({ label: 'Send-backs' });
    expect(call('POST', path, { label: 'Send-backs', displayOrder: 2, stages: [] }).status).toBe(400);
    expect(listAt(call('GET', `${path}/${id}/audit`).json, 'results').map((audit) => at(audit, 'action'))).toContain(
      'CREATE',
    );
    expect(
      listAt(call('GET', `${path}/${id}/stages/${extra}/audit`).json, 'results').map((audit) => at(audit, 'action')),
    ).toEqual(['DELETE', 'UPDATE', 'CREATE']);
    expect(call('DELETE', `${path}/${id}`).status).toBe(204);
    expect(listAt(call('GET', path).json, 'results')).toHaveLength(1);
    expect(
      call('POST', '/crm/v3/pipelines/deals', {
        label: 'P',
        displayOrder: 1,
        stages: [{ label: 'S', displayOrder: 0 }],
      }).status,
    ).toBe(400);
    const deals = call('POST', '/crm/v3/pipelines/deals', {
      label: 'P',
      displayOrder: 1,
      stages: [{ label: 'S', displayOrder: 0, metadata: { probability: 1 } }],
    });
    expect(deals).toMatchObject({
      status: 201,
      json: { stages: [{ metadata: { probability: '1', isClosed: 'true' } }] },
    });
  });
});

describe('owners, users, call outcomes', () => {
  it('distinguishes owners from users, and active from deactivated ones', () => {
    const { call } = startEngine();
    const [owner] = listAt(call('GET', '/crm/v3/owners/?email=one@example.example').json, 'results');
    expect(owner).toMatchObject({ userId: 70_000_001, type: 'PERSON', archived: false });
    expect(at(owner, 'id')).not.toBe('70000001');
    expect(call('GET', `/crm/v3/owners/${textAt(owner, 'id')}`).json).toEqual(owner);
    expect(call('GET', '/crm/v3/owners/70000001?idProperty=userId').json).toEqual(owner);
    expect(call('GET', '/crm/v3/owners/?archived=true').json).toMatchObject({
      results: [{ userId: null, archived: true }],
    });
    expect(call('GET', '/crm/v3/owners/1').status).toBe(404);
    expect(call('GET', '/crm/v3/owners/1?idProperty=email').status).toBe(400);
    expect(call('GET', '/crm/v3/owners', undefined, { scopes: ['automation'] }).status).toBe(200);
    expect(call('GET', '/crm/owners/2026-09', undefined, { scopes: ['automation'] }).status).toBe(403);
    expect(call('GET', '/crm/v3/owners/?limit=1').json).toMatchObject({ results: [{}], paging: { next: {} } });
    expect(call('POST', '/crm/v3/owners/', {}).status).toBe(405);
  });

  it('follows users who join and leave', () => {
    const { call, users } = startEngine();
    const owner = textAt(call('GET', '/crm/v3/owners/?email=two@example.example').json, 'results.0.id');
    users.push({
      portalId: 1111,
      userId: 70_000_003,
      email: 'three@example.example',
      firstName: 'Tre',
      lastName: 'Three',
      isSuperAdmin: false,
    });
    users.splice(
      users.findIndex((user) => user.userId === 70_000_002),
      1,
    );
    expect(call('GET', '/crm/v3/owners/?email=three@example.example').json).toMatchObject({
      results: [{ userId: 70_000_003 }],
    });
    expect(call('GET', `/crm/v3/owners/${owner}`).status).toBe(404);
    expect(call('GET', `/crm/v3/owners/${owner}?archived=true`).json).toMatchObject({
      id: owner,
      userId: null,
      archived: true,
    });
    expect(listAt(call('GET', '/settings/v3/users/').json, 'results')).toHaveLength(2);
  });

  it('lists users, teams and outcomes', () => {
    const { call } = startEngine();
    expect(call('GET', '/settings/v3/users/').json).toMatchObject({
      results: [{ id: '70000001', superAdmin: true }, { id: '70000002' }],
    });
    expect(call('GET', '/settings/users/2026-03/70000002').json).toMatchObject({ email: 'two@example.example' });
    expect(call('GET', '/settings/v3/users/teams').json).toMatchObject({
      results: [
        { id: textAt(call('GET', '/settings/v3/users/70000002').json, 'primaryTeamId'), userIds: ['70000002'] },
      ],
    });
    expect(at(call('GET', '/settings/v3/users/70000001').json, 'primaryTeamId')).toBeUndefined();
    expect(listAt(call('GET', '/calling/v1/dispositions'), 'json')).toContainEqual({
      id: 'f240bbac-87c9-4f6e-bf70-924b57d47db7',
      label: 'Connected',
      deleted: false,
    });
  });
});

describe('custom objects', () => {
  const schema = {
    name: 'machine',
    labels: { singular: 'Machine', plural: 'Machines' },
    primaryDisplayProperty: 'serial',
    requiredProperties: ['serial'],
    searchableProperties: ['serial'],
    properties: [{ name: 'serial', label: 'Serial', type: 'string', fieldType: 'text', hasUniqueValue: true }],
    associatedObjects: ['CONTACT'],
  };

  it('behave like other objects', () => {
    const { call, clock } = startEngine();
    const made = call('POST', '/crm-object-schemas/2026-09/schemas', schema);
    expect(made).toMatchObject({
      status: 201,
      json: {
        fullyQualifiedName: 'p1111_machine',
        labels: { singular: 'Machine' },
        requiredProperties: ['serial'],
        allowsSensitiveProperties: false,
      },
    });
    const type = textAt(made.json, 'objectTypeId');
    expect(type).toMatch(/^2-\d+$/);
    const record = call('POST', `/crm/v3/objects/${type}`, { properties: { serial: 'S-1' } });
    expect(record).toMatchObject({ status: 201, json: { properties: { serial: 'S-1' } } });
    const id = textAt(record.json, 'id');
    for (const name of ['p1111_machine', 'p_machine', 'P1111_Machine', type])
      expect(call('GET', `/crm/objects/2026-03/${name}/${id}`).status).toBe(200);
    expect(call('GET', `/crm/objects/2026-03/machine/${id}`).status).toBe(400);
    expect(call('POST', `/crm/v3/objects/${type}`, { properties: {} }).status).toBe(400);
    const contact = textAt(call('GET', '/crm/v3/objects/contacts?limit=1').json, 'results.0.id');
    expect(call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/${type}/${id}`).status).toBe(200);
    expect(call('GET', `/crm/v3/objects/contacts/${contact}?associations=${type}`).json).toMatchObject({
      associations: { p1111_machine: { results: [{ id }] } },
    });
    clock.now += 60_000;
    expect(call('POST', `/crm/v3/objects/${type}/search`, { query: 's-1' }).json).toMatchObject({ total: 1 });
    expect(call('DELETE', `/crm-object-schemas/v3/schemas/${type}`).status).toBe(400);
    expect(call('DELETE', `/crm/v3/objects/${type}/${id}`).status).toBe(204);
    expect(
      call('PATCH', `/crm-object-schemas/v3/schemas/p_machine`, { labels: { plural: 'Engines' } }).json,
    ).toMatchObject({ labels: { singular: 'Machine', plural: 'Engines' }, portalId: 1111 });
    expect(call('DELETE', `/crm-object-schemas/v3/schemas/${type}`).status).toBe(204);
    expect(call('GET', `/crm-object-schemas/v3/schemas/${type}`).status).toBe(404);
    expect(listAt(call('GET', '/crm-object-schemas/v3/schemas?archived=true').json, 'results')).toHaveLength(1);
    expect(call('GET', `/crm/v3/objects/${type}`).status).toBe(400);
  });

  it('keep their name reserved until deleted permanently', () => {
    const { call } = startEngine();
    const schemas = '/crm-object-schemas/2026-09/schemas';
    const type = textAt(call('POST', schemas, schema).json, 'objectTypeId');
    expect(call('DELETE', `${schemas}/${type}`).status).toBe(204);
    expect(call('POST', schemas, schema)).toMatchObject({ status: 409, json: { category: 'OBJECT_ALREADY_EXISTS' } });
    expect(call('DELETE', `${schemas}/${type}?archived=true`).status).toBe(204);
    const again = textAt(call('POST', schemas, schema).json, 'objectTypeId');
    expect(again).not.toBe(type);
    expect(listAt(call('GET', `/crm/v4/associations/${again}/contacts/labels`).json, 'results')).toHaveLength(1);
    expect(textAt(call('POST', schemas, { ...schema, name: 'engine' }).json, 'objectTypeId')).not.toBe(again);
    expect(listAt(call('GET', schemas).json, 'results')).toHaveLength(2);
    expect(call('PATCH', `${schemas}/${again}`, { requiredProperties: ['missing'] }).status).toBe(400);
    expect(call('POST', `${schemas}/batch/read`, { inputs: [again, '2-1'] })).toMatchObject({
      status: 207,
      json: { results: [{ objectTypeId: again }], errors: [{ context: { ids: ['2-1'] } }] },
    });
  });

  it("can be read like standard objects, whose schemas can't be changed", () => {
    const { call } = startEngine();
    const type = textAt(call('POST', '/crm-object-schemas/v3/schemas', schema).json, 'objectTypeId');
    for (const name of ['contacts', '0-1', 'Contact']) {
      const read = call('GET', `/crm-object-schemas/2026-09/schemas/${name}`);
      expect(read).toMatchObject({
        status: 200,
        json: {
          id: '0-1',
          objectTypeId: '0-1',
          labels: { singular: 'Contact', plural: 'Contacts' },
          requiredProperties: [],
          archived: false,
        },
      });
      expect(listAt(read.json, 'properties')).toEqual(
        listAt(call('GET', '/crm/v3/properties/contacts').json, 'results'),
      );
      expect(listAt(read.json, 'associations')).toContainEqual({
        id: '193',
        fromObjectTypeId: '0-1',
        toObjectTypeId: '0-48',
        name: 'contact_to_call',
      });
      expect(listAt(read.json, 'associations')).toContainEqual(
        expect.objectContaining({ fromObjectTypeId: type, toObjectTypeId: '0-1' }),
      );
    }
    expect(listAt(call('GET', '/crm-object-schemas/2026-09/schemas').json, 'results')).toHaveLength(1);
    expect(call('POST', '/crm-object-schemas/2026-09/schemas/batch/read', { inputs: ['0-5', type] })).toMatchObject({
      status: 200,
      json: { results: [{ objectTypeId: '0-5' }, { objectTypeId: type }] },
    });
    for (const method of ['PATCH', 'DELETE'])
      expect(call(method, '/crm-object-schemas/2026-09/schemas/contacts', {}).status).toBe(404);
  });

  it('survive replay and snapshot', () => {
    const first = startEngine();
    const type = textAt(first.call('POST', '/crm-object-schemas/v3/schemas', schema).json, 'objectTypeId');
    first.call('POST', `/crm/v3/objects/${type}`, { properties: { serial: 'S-1' } });
    const [replayed, restored] = [startEngine(), startEngine()];
    for (const effect of first.effects) replayed.engine.apply(effect);
    for (const part of first.engine.snapshot()) restored.engine.restore(JSON.parse(JSON.stringify(part)));
    for (const { call } of [replayed, restored]) {
      expect(call('GET', `/crm/v3/objects/${type}/S-1?idProperty=serial`).json).toEqual(
        first.call('GET', `/crm/v3/objects/${type}/S-1?idProperty=serial`).json,
      );
      expect(call('GET', `/crm-object-schemas/v3/schemas/${type}`).json).toEqual(
        first.call('GET', `/crm-object-schemas/v3/schemas/${type}`).json,
      );
    }
  });

  it('require an Enterprise account', () => {
    const { call, portals, set } = startEngine();
    const [, portal] = portals;
    expect(call('POST', '/crm-object-schemas/v3/schemas', schema, portal ? { portal } : {}).status).toBe(403);
    expect(call('GET', '/crm-object-schemas/v3/schemas', undefined, portal ? { portal } : {})).toMatchObject({
      status: 200,
      json: { results: [] },
    });
    set('crm.schemasWithoutEnterprise', '400');
    expect(call('POST', '/crm-object-schemas/v3/schemas', schema, portal ? { portal } : {}).status).toBe(400);
  });
});
