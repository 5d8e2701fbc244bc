import { describe, expect, it } from 'vitest';
import { at, listAt, startEngine, textAt } from '../test-support';
import { standardAssociationTypes } from '../state/association-type';

function withRecords() {
  const engine = startEngine();
  const create = (type: string, properties: object) =>
    textAt(engine.call('POST', `/crm/v3/objects/${type}`, { properties }).json, 'id');
  return {
    ...engine,
    contact: create('contacts', { firstname: 'A' }),
    company: create('companies', { name: 'C' }),
    other: create('companies', { name: 'D' }),
    ticket: create('tickets', { subject: 'T', hs_pipeline_stage: '1' }),
    phoneCall: create('calls', { hs_timestamp: '0' }),
  };
}

const hubspotDefined = (associationTypeId: number) => ({ associationCategory: 'HUBSPOT_DEFINED', associationTypeId });

describe('association types', () => {
  it.each([
    ['0-1', '0-2', 279],
    ['0-2', '0-1', 280],
    ['0-1', '0-2', 1],
    ['0-2', '0-1', 2],
    ['0-1', '0-3', 4],
    ['0-3', '0-1', 3],
    ['0-1', '0-5', 15],
    ['0-5', '0-1', 16],
    ['0-1', '0-48', 193],
    ['0-48', '0-1', 194],
    ['0-2', '0-48', 181],
    ['0-48', '0-2', 182],
    ['0-48', '0-3', 206],
    ['0-5', '0-48', 219],
    ['0-48', '0-5', 220],
    ['0-2', '0-5', 340],
    ['0-5', '0-2', 339],
    ['0-5', '0-2', 26],
    ['0-3', '0-5', 27],
    ['0-46', '0-1', 202],
    ['0-27', '0-5', 230],
    ['0-49', '0-1', 198],
    ['0-47', '0-5', 226],
    ['0-18', '0-1', 81],
  ])('%s to %s is %i', (from, to, typeId) => {
    expect(standardAssociationTypes).toContainEqual(
      expect.objectContaining({ fromObjectTypeId: from, toObjectTypeId: to, typeId }),
    );
  });

  it('each have an inverse type', () => {
    for (const type of standardAssociationTypes) {
      expect(standardAssociationTypes).toContainEqual(
        expect.objectContaining({
          fromObjectTypeId: type.toObjectTypeId,
          toObjectTypeId: type.fromObjectTypeId,
          typeId: type.inverseId,
          inverseId: type.typeId,
        }),
      );
    }
  });
});

describe('associations', () => {
  it('are created in both directions by default, only once if repeated', () => {
    const { call, contact, ticket, effects } = withRecords();
    const path = `/crm/objects/2026-03/contacts/${contact}/associations/default/tickets/${ticket}`;
    expect(call('PUT', path)).toMatchObject({
      status: 200,
      json: {
        status: 'COMPLETE',
        results: [
          { from: { id: contact }, to: { id: ticket }, associationSpec: hubspotDefined(15) },
          { from: { id: ticket }, to: { id: contact }, associationSpec: hubspotDefined(16) },
        ],
      },
    });
    const count = effects.length;
    expect(call('PUT', path).status).toBe(200);
    expect(effects.length).toBe(count);
    expect(call('GET', `/crm/v4/objects/0-5/${ticket}/associations/contact`).json).toEqual({
      results: [{ toObjectId: contact, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 16, label: null }] }],
    });
    expect(call('DELETE', `/crm/v4/objects/tickets/${ticket}/associations/contacts/${contact}`).status).toBe(204);
    expect(listAt(call('GET', `/crm/v4/objects/contacts/${contact}/associations/tickets`).json, 'results')).toEqual([]);
  });

  it('are created with a record, for each type that points to an existing record', () => {
    const { call, contact, ticket, effects } = withRecords();
    const create = (associations: unknown[]) =>
      call('POST', '/crm/v3/objects/calls', { properties: { hs_timestamp: '0' }, associations });
    const made = create([
      { to: { id: contact }, types: [hubspotDefined(194)] },
      { to: { id: ticket }, types: [hubspotDefined(220)] },
    ]);
    expect(made.status).toBe(201);
    expect(
      call('GET', `/crm/v3/objects/calls/${textAt(made.json, 'id')}?associations=contacts,tickets,companies`).json,
    ).toMatchObject({
      associations: {
        contacts: { results: [{ id: contact, type: 'call_to_contact' }] },
        tickets: { results: [{ id: ticket, type: 'call_to_ticket' }] },
      },
    });
    const count = effects.length;
    for (const bad of [
      { to: { id: contact }, types: [hubspotDefined(193)] },
      { to: { id: '1' }, types: [hubspotDefined(194)] },
      { to: { id: contact }, types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 194 }] },
    ]) {
      expect(create([bad])).toMatchObject({ status: 400, json: { category: 'VALIDATION_ERROR' } });
    }
    expect(effects.length).toBe(count);
  });

  it('keep one primary company, and the contact names it', () => {
    const { call, contact, company, other } = withRecords();
    const typesOf = (id: string) =>
      listAt(call('GET', `/crm/v4/objects/contacts/${contact}/associations/companies`).json, 'results')
        .filter((link) => at(link, 'toObjectId') === id)
        .flatMap((link) => listAt(link, 'associationTypes').map((type) => Number(at(type, 'typeId'))))
        .toSorted((a, b) => a - b);
    call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/${company}`);
    expect(typesOf(company)).toEqual([1, 279]);
    call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/${other}`);
    expect(typesOf(other)).toEqual([279]);
    expect(
      call('PUT', `/crm/v4/objects/contacts/${contact}/associations/companies/${other}`, [hubspotDefined(1)]),
    ).toMatchObject({
      status: 201,
      json: {
        fromObjectTypeId: '0-1',
        fromObjectId: contact,
        toObjectTypeId: '0-2',
        toObjectId: other,
        labels: ['Primary'],
      },
    });
    expect(typesOf(company)).toEqual([279]);
    expect(call('GET', `/crm/v3/objects/contacts/${contact}?properties=associatedcompanyid`).json).toMatchObject({
      properties: { associatedcompanyid: other },
    });
  });

  it("keep one primary company from the company's side too", () => {
    const { call, contact, company, other } = withRecords();
    call('PUT', `/crm/v4/objects/companies/${company}/associations/default/contacts/${contact}`);
    call('PUT', `/crm/v4/objects/companies/${other}/associations/default/contacts/${contact}`);
    const primary = () =>
      at(
        call('GET', `/crm/v3/objects/contacts/${contact}?properties=associatedcompanyid`).json,
        'properties.associatedcompanyid',
      );
    expect(primary()).toBe(company);
    call('PUT', `/crm/v4/objects/companies/${other}/associations/contacts/${contact}`, [hubspotDefined(2)]);
    expect(primary()).toBe(other);
  });

  it('leave the first company unlabelled if the setting says so', () => {
    const { call, set, contact, company } = withRecords();
    set('crm.firstCompanyBecomesPrimary', false);
    call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/${company}`);
    expect(call('GET', `/crm/v3/objects/contacts/${contact}?associations=companies`).json).toMatchObject({
      associations: { companies: { results: [{ id: company, type: 'contact_to_company_unlabeled' }] } },
    });
  });

  it('have labels with an ID in each direction', () => {
    const { call, contact, company, ticket } = withRecords();
    const labels = '/crm/associations/2026-09/contacts/companies/labels';
    const made = call('POST', labels, { name: 'billing', label: 'Billing contact', inverseLabel: 'Billed by' });
    expect(made).toMatchObject({
      status: 200,
      json: {
        results: [
          { category: 'USER_DEFINED', label: 'Billing contact' },
          { category: 'USER_DEFINED', label: 'Billed by' },
        ],
      },
    });
    const typeId = Number(at(made.json, 'results.0.typeId'));
    call('PUT', `/crm/v4/objects/contacts/${contact}/associations/companies/${company}`, [
      { associationCategory: 'USER_DEFINED', associationTypeId: typeId },
    ]);
    expect(JSON.stringify(call('GET', `/crm/v4/objects/companies/${company}/associations/contacts`).json)).toContain(
      'Billed by',
    );
    expect(call('PUT', labels, { associationTypeId: typeId, label: 'Accounts' }).status).toBe(204);
    expect(JSON.stringify(call('GET', labels).json)).toContain('Accounts');
    const archived = {
      inputs: [
        {
          from: { id: contact },
          to: { id: company },
          types: [{ associationCategory: 'USER_DEFINED', associationTypeId: typeId }],
        },
      ],
    };
    expect(call('POST', '/crm/v4/associations/contacts/companies/batch/labels/archive', archived).status).toBe(204);
    expect(
      JSON.stringify(call('GET', `/crm/v4/objects/contacts/${contact}/associations/companies`).json),
    ).not.toContain('Accounts');
    expect(
      listAt(call('GET', `/crm/v4/objects/contacts/${contact}/associations/companies`).json, 'results'),
    ).toHaveLength(1);
    expect(call('DELETE', `${labels}/${typeId}`).status).toBe(204);
    expect(call('DELETE', `${labels}/279`).status).toBe(400);
    for (let index = 0; index < 10; index += 1)
      expect(call('POST', labels, { name: `l${index}`, label: `Label ${index}` }).status).toBe(200);
    expect(call('POST', labels, { name: 'eleventh', label: 'Eleventh' }).status).toBe(400);
    expect(
      call('PUT', `/crm/v4/objects/contacts/${contact}/associations/tickets/${ticket}`, [hubspotDefined(16)]).status,
    ).toBe(400);
  });

  it('can be created and read in batches', () => {
    const { call, contact, company, other, ticket } = withRecords();
    const batch = (name: string, body: object, pair = 'contacts/companies') =>
      call('POST', `/crm/associations/2026-03/${pair}/batch/${name}`, body);
    const created = batch('create', {
      inputs: [
        { from: { id: contact }, to: { id: company }, types: [hubspotDefined(279)] },
        { from: { id: contact }, to: { id: '1' }, types: [hubspotDefined(279)] },
      ],
    });
    expect(created).toMatchObject({
      status: 207,
      json: { numErrors: 1, results: [{ fromObjectId: contact, toObjectId: company }] },
    });
    expect(batch('associate/default', { inputs: [{ from: { id: contact }, to: { id: other } }] }).status).toBe(200);
    expect(batch('read', { inputs: [{ id: contact }] })).toMatchObject({
      status: 200,
      json: { results: [{ from: { id: contact }, to: [{ toObjectId: company }, { toObjectId: other }] }] },
    });
    expect(batch('read', { inputs: [{ id: contact }] }, 'contacts/tickets')).toMatchObject({
      status: 207,
      json: { errors: [{ category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }] },
    });
    expect(batch('archive', { inputs: [{ from: { id: contact }, to: [{ id: company }, { id: other }] }] }).status).toBe(
      204,
    );
    expect(batch('read', { inputs: [{ id: contact }] }).status).toBe(207);
    expect(
      call('POST', '/crm/v3/associations/contacts/tickets/batch/create', {
        inputs: [{ from: { id: contact }, to: { id: ticket }, type: 'contact_to_ticket' }],
      }).status,
    ).toBe(201);
    expect(
      call('POST', '/crm/v3/associations/contacts/tickets/batch/read', { inputs: [{ id: contact }] }),
    ).toMatchObject({ status: 200, json: { results: [{ to: [{ id: ticket, type: 'contact_to_ticket' }] }] } });
    expect(
      call('POST', '/crm/v3/associations/contacts/tickets/batch/read', { inputs: [{ id: contact }, { id: '1' }] }),
    ).toMatchObject({
      status: 207,
      json: {
        results: [{ from: { id: contact } }],
        numErrors: 1,
        errors: [
          {
            category: 'OBJECT_NOT_FOUND',
            subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
            context: { fromObjectId: ['1'] },
          },
        ],
      },
    });
  });

  it('use the older format on v3 paths: one row per type, named in the path', () => {
    const { call, contact, company } = withRecords();
    const path = `/crm/v3/objects/contacts/${contact}/associations/companies`;
    expect(call('PUT', `${path}/${company}/contact_to_company`)).toMatchObject({
      status: 200,
      json: { id: contact, associations: { companies: { results: [{ id: company }, { id: company }] } } },
    });
    expect(call('GET', path).json).toEqual({
      results: [
        { id: company, type: 'contact_to_company' },
        { id: company, type: 'contact_to_company_unlabeled' },
      ],
    });
    expect(call('GET', `${path}?limit=1`).json).toMatchObject({
      results: [{ id: company }],
      paging: { next: { after: '1' } },
    });
    expect(call('PUT', `${path}/${company}/friend_of`).status).toBe(400);
    for (const type of ['1', '279']) expect(call('DELETE', `${path}/${company}/${type}`).status).toBe(204);
    expect(call('GET', path).json).toEqual({ results: [] });
  });

  it('have no limits or reports here', () => {
    const { call } = startEngine();
    for (const path of ['definitions/configurations/all', 'definitions/configurations/contacts/companies'])
      expect(call('GET', `/crm/v4/associations/${path}`).status).toBe(404);
    expect(call('POST', '/crm/v4/associations/usage/high-usage-report/1').status).toBe(404);
  });

  it('identify the other record by a number if the setting says so', () => {
    const { call, set, contact, company } = withRecords();
    set('crm.associatedIdsAs', 'number');
    call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/${company}`);
    expect(call('GET', `/crm/v4/objects/contacts/${contact}/associations/companies`).json).toMatchObject({
      results: [{ toObjectId: Number(company) }],
    });
  });

  it('hide archived records and refuse to link them', () => {
    const { call, contact, phoneCall } = withRecords();
    call('PUT', `/crm/v4/objects/calls/${phoneCall}/associations/default/contacts/${contact}`);
    call('DELETE', `/crm/v3/objects/contacts/${contact}`);
    expect(listAt(call('GET', `/crm/v4/objects/calls/${phoneCall}/associations/contacts`).json, 'results')).toEqual([]);
    expect(call('PUT', `/crm/v4/objects/calls/${phoneCall}/associations/default/contacts/${contact}`).status).toBe(400);
    expect(call('GET', `/crm/v4/objects/contacts/${contact}/associations/calls`).status).toBe(404);
  });
});
