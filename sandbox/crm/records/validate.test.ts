import { describe, expect, it } from 'vitest';
import { startEngine, textAt } from '../test-support';

const contacts = '/crm/objects/2026-03/contacts';
const tickets = '/crm/objects/2026-03/tickets';

describe("values HubSpot doesn't accept", () => {
  it.each([
    ['an unknown property', contacts, { missing: 'x' }, 'PROPERTY_DOESNT_EXIST'],
    ['a read-only property', contacts, { createdate: '2026-01-01T00:00:00Z' }, 'READ_ONLY_VALUE'],
    ['a calculated property', contacts, { hs_searchable_calculated_phone_number: '1' }, 'READ_ONLY_VALUE'],
    ['an unknown option', contacts, { hs_lead_status: 'new' }, 'INVALID_OPTION'],
    ['an address that is none', contacts, { email: 'not an address' }, 'INVALID_EMAIL'],
    ['a text that is too long', contacts, { firstname: 'x'.repeat(65_537) }, 'PROPERTY_VALUE_TOO_LONG'],
    ['an owner that does not exist', contacts, { hubspot_owner_id: '70000001' }, 'INVALID_OWNER_ID'],
    [
      'a text for a number',
      '/crm/v3/objects/calls',
      { hs_timestamp: '0', hs_call_duration: 'long' },
      'INVALID_INTEGER',
    ],
    ['a text for a time', '/crm/v3/objects/calls', { hs_timestamp: 'yesterday' }, 'INVALID_LONG'],
    ['a time without a zone', '/crm/v3/objects/calls', { hs_timestamp: '2026-01-01T10:00:00' }, 'INVALID_LONG'],
    [
      'an unknown outcome of a call',
      '/crm/v3/objects/calls',
      { hs_timestamp: '0', hs_call_disposition: 'answered' },
      'INVALID_OPTION',
    ],
    ['a stage of another pipeline', tickets, { subject: 'T', hs_pipeline_stage: 'closedwon' }, 'INVALID_OPTION'],
    [
      'a pipeline that does not exist',
      tickets,
      { subject: 'T', hs_pipeline: '9', hs_pipeline_stage: '1' },
      'INVALID_OPTION',
    ],
  ])('%s', (_name, path, properties, code) => {
    const { call, effects } = startEngine();
    const response = call('POST', path, { properties });
    expect(response).toMatchObject({
      status: 400,
      json: { category: 'VALIDATION_ERROR', correlationId: 'test-correlation', errors: [{ code }] },
    });
    const inside: unknown = JSON.parse(
      textAt(response.json, 'message').replace('Property values were not valid: ', ''),
    );
    expect(inside).toMatchObject([{ isValid: false, error: code, portalId: 1111 }]);
    expect(effects).toEqual([]);
  });

  it.each([
    ['company', '/crm/v3/objects/companies', {}],
    ['deal without a stage', '/crm/v3/objects/deals', { dealname: 'D' }],
    ['ticket without a subject', tickets, { hs_pipeline_stage: '1' }],
    ['ticket without a stage', tickets, { subject: 'T' }],
    ['call without a time', '/crm/v3/objects/calls', { hs_call_title: 'C' }],
    ['note without a time', '/crm/v3/objects/notes', { hs_note_body: 'N' }],
    ['task without a time', '/crm/v3/objects/0-27', { hs_task_subject: 'T' }],
  ])('a %s', (_name, path, properties) => {
    expect(startEngine().call('POST', path, { properties })).toMatchObject({
      status: 400,
      json: { category: 'VALIDATION_ERROR', errors: [{ code: 'REQUIRED_PROPERTY' }] },
    });
  });

  it('refuses a second contact with the same address, seeded ones included, and names the first', () => {
    const { call } = startEngine();
    const seeded = call('POST', `${contacts}/search`, {
      filterGroups: [{ filters: [{ propertyName: 'email', operator: 'HAS_PROPERTY' }] }],
      limit: 1,
    }).json;
    const email = textAt(seeded, 'results.0.properties.email');
    expect(call('POST', contacts, { properties: { email: email.toUpperCase() } })).toMatchObject({
      status: 409,
      json: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${textAt(seeded, 'results.0.id')}` },
    });
    const other = textAt(call('POST', contacts, { properties: { email: 'other@b.example' } }).json, 'id');
    expect(call('PATCH', `${contacts}/${other}`, { properties: { email } }).status).toBe(409);
    expect(call('PATCH', `${contacts}/${other}`, { properties: { email: 'other@b.example' } }).status).toBe(200);
  });

  it('frees an address when its contact changes it or is deleted', () => {
    const { call } = startEngine();
    const id = textAt(call('POST', contacts, { properties: { email: 'first@b.example' } }).json, 'id');
    call('PATCH', `${contacts}/${id}`, { properties: { email: 'second@b.example' } });
    expect(call('POST', contacts, { properties: { email: 'first@b.example' } }).status).toBe(201);
    call('DELETE', `${contacts}/${id}`);
    expect(call('POST', contacts, { properties: { email: 'second@b.example' } }).status).toBe(201);
  });

  it('silently keeps a lifecycle stage from going back', () => {
    const { call } = startEngine();
    const id = textAt(call('POST', contacts, { properties: { lifecyclestage: 'customer' } }).json, 'id');
    expect(
      call('PATCH', `${contacts}/${id}`, { properties: { lifecyclestage: 'lead', firstname: 'Kept' } }),
    ).toMatchObject({ status: 200, json: { properties: { lifecyclestage: 'customer', firstname: 'Kept' } } });
    call('PATCH', `${contacts}/${id}`, { properties: { lifecyclestage: '' } });
    expect(call('PATCH', `${contacts}/${id}`, { properties: { lifecyclestage: 'lead' } }).json).toMatchObject({
      properties: { lifecyclestage: 'lead' },
    });
  });

  it('ignores read-only properties in an update, or refuses them, depending on the setting', () => {
    const { call, set } = startEngine();
    const id = textAt(call('POST', contacts, { properties: { firstname: 'A' } }).json, 'id');
    const update = () =>
      call('PATCH', `${contacts}/${id}`, { properties: { firstname: 'B', missing: 'x', hs_object_id: '7' } });
    expect(update()).toMatchObject({ status: 200, json: { id, properties: { firstname: 'B', hs_object_id: id } } });
    set('crm.updateOfUnwritableProperty', 'refuse');
    expect(update()).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'PROPERTY_DOESNT_EXIST' }, { code: 'READ_ONLY_VALUE' }] },
    });
  });

  it("enforces an administrator's validation rules from version 2026-09", () => {
    const { call, set } = startEngine();
    set('crm.recordCreatorRules', 'contacts:lastname');
    set('crm.conditionalRequiredRules', 'tickets:hs_ticket_priority=URGENT>content,hubspot_owner_id');
    expect(call('POST', '/crm/objects/2026-09/contacts', { properties: { firstname: 'A' } })).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'MISSING_REQUIRED_PROPERTY' }] },
    });
    expect(call('POST', '/crm/objects/2026-03/contacts', { properties: { firstname: 'A' } }).status).toBe(201);
    expect(call('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'A' } }).status).toBe(201);
    const id = textAt(
      call('POST', '/crm/objects/2026-09/tickets', { properties: { subject: 'T', hs_pipeline_stage: '1' } }).json,
      'id',
    );
    const urgent = { properties: { hs_ticket_priority: 'URGENT' } };
    expect(call('PATCH', `/crm/objects/2026-09/tickets/${id}`, urgent)).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY', context: { propertyName: ['content'] } }] },
    });
    expect(call('PATCH', `/crm/objects/2026-03/tickets/${id}`, urgent).status).toBe(200);
  });

  it('writes the creation key only while the setting allows it, as its definition says', () => {
    const { call, set } = startEngine();
    const create = (key: string) =>
      call('POST', '/crm/v3/objects/calls', { properties: { hs_timestamp: '0', hs_unique_creation_key: key } });
    expect(create('k1').status).toBe(201);
    expect(create('k1')).toMatchObject({ status: 400, json: { errors: [{ code: 'CONFLICTING_UNIQUE_VALUE' }] } });
    set('crm.uniqueCreationKeyWritable', false);
    expect(create('k2')).toMatchObject({ status: 400, json: { errors: [{ code: 'READ_ONLY_VALUE' }] } });
    expect(call('GET', '/crm/v3/properties/calls/hs_unique_creation_key').json).toMatchObject({
      hasUniqueValue: true,
      modificationMetadata: { readOnlyValue: true },
    });
  });
});
