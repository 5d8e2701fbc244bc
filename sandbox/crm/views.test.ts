import { describe, expect, it } from 'vitest';
import type { CrmChange } from '../contract';
import { startEngine, textAt } from './test-support';
import { isoInstant } from '../instant';

describe('the record pages', () => {
  it('list objects, and their records by search text and page', () => {
    const { engine, clock } = startEngine();
    expect(engine.listObjectTypes(1111)).toContainEqual({ objectTypeId: '0-48', singular: 'Call', plural: 'Calls' });
    const first = engine.listRecords(1111, '0-1', { query: '', after: null, limit: 25, now: clock.now });
    expect(first).toMatchObject({ total: 320, nextAfter: '25' });
    const second = engine.listRecords(1111, '0-1', { query: '', after: first.nextAfter, limit: 25, now: clock.now });
    expect(second.results[0]?.id).not.toBe(first.results[0]?.id);
    const [someone] = first.results;
    const found = engine.listRecords(1111, '0-1', {
      query: someone?.detail ?? '',
      after: null,
      limit: 25,
      now: clock.now,
    });
    expect(found.results).toEqual([someone]);
    expect(engine.listRecords(1111, 'nothing', { query: '', after: null, limit: 25, now: clock.now }).total).toBe(0);
  });

  it("show a record's values, options and links", () => {
    const { engine, call } = startEngine();
    const id = textAt(call('GET', '/crm/v3/objects/contacts?limit=1').json, 'results.0.id');
    const record = engine.readRecord(1111, '0-1', id);
    expect(record).toMatchObject({ id, objectLabel: 'Contact', isArchived: false });
    expect(record?.properties).toContainEqual(
      expect.objectContaining({ name: 'hs_object_id', value: id, isReadOnly: true }),
    );
    expect(record?.properties.find((property) => property.name === 'hubspot_owner_id')?.options).toHaveLength(2);
    expect(record?.associations.map((group) => group.label)).toEqual(expect.arrayContaining(['Companies', 'Tickets']));
    expect(record?.associations.find((group) => group.objectTypeId === '0-2')?.records[0]?.labels).toEqual(['Primary']);
    expect(engine.readRecord(1111, '0-1', '1')).toBeNull();
  });

  it('allow editing under the same rules', () => {
    const { engine, call, sink, clock } = startEngine();
    const id = textAt(call('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'A' } }).json, 'id');
    const edit = (properties: Record<string, string>) =>
      engine.editRecord(
        { portalId: 1111, objectTypeId: '0-1', id, userId: 70_000_002, properties, now: clock.now },
        sink,
      );
    expect(edit({ firstname: 'B', phone: '01 99 00 11 22' })).toEqual({ ok: true, id });
    expect(
      call(
        'GET',
        `/crm/v3/objects/contacts/${id}?properties=firstname,hs_calculated_phone_number,hs_updated_by_user_id`,
      ).json,
    ).toMatchObject({
      properties: { firstname: 'B', hs_calculated_phone_number: '+33199001122', hs_updated_by_user_id: '70000002' },
    });
    expect(call('GET', `/crm/v3/objects/contacts/${id}?propertiesWithHistory=firstname`).json).toMatchObject({
      propertiesWithHistory: {
        firstname: [{ sourceType: 'CRM_UI', sourceId: 'userId:70000002' }, { sourceType: 'INTEGRATION' }],
      },
    });
    expect(edit({ email: 'nonsense' })).toEqual({
      ok: false,
      message: 'Email address nonsense is invalid',
      problems: [{ property: 'email', message: 'Email address nonsense is invalid' }],
    });
    call('DELETE', `/crm/v3/objects/contacts/${id}`);
    expect(edit({ firstname: 'C' })).toMatchObject({ ok: false });
  });
});

describe('describing an effect', () => {
  it('covers creations, values, links, merges and deletions', () => {
    const { engine, call, effects } = startEngine();
    const create = (type: string, properties: object) =>
      textAt(call('POST', `/crm/v3/objects/${type}`, { properties }).json, 'id');
    const contact = create('contacts', { firstname: 'A' });
    const other = create('contacts', { firstname: 'B' });
    const ticket = create('tickets', { subject: 'T', hs_pipeline_stage: '1' });
    call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/tickets/${ticket}`);
    call('PATCH', `/crm/v3/objects/contacts/${contact}`, { properties: { lastname: 'Z' } });
    const merged = textAt(
      call('POST', '/crm/v3/objects/contacts/merge', { primaryObjectId: contact, objectIdToMerge: other }).json,
      'id',
    );
    call('DELETE', `/crm/v3/objects/tickets/${ticket}`);
    call('POST', '/crm/v3/objects/contacts/gdpr-delete', { objectId: contact });
    engine.reset();
    const changes: CrmChange[] = effects.flatMap((effect) => engine.apply(effect));
    expect(changes).toEqual(
      expect.arrayContaining([
        { kind: 'creation', objectTypeId: '0-1', objectId: contact },
        {
          kind: 'propertyChange',
          objectTypeId: '0-1',
          objectId: contact,
          propertyName: 'lastname',
          propertyValue: 'Z',
        },
        expect.objectContaining({
          kind: 'associationChange',
          fromObjectTypeId: '0-1',
          toObjectTypeId: '0-5',
          associationTypeId: 15,
          associationRemoved: false,
        }),
        expect.objectContaining({
          kind: 'associationChange',
          fromObjectTypeId: '0-5',
          toObjectTypeId: '0-1',
          associationTypeId: 16,
        }),
        expect.objectContaining({
          kind: 'merge',
          objectId: merged,
          primaryObjectId: contact,
          mergedObjectIds: [other],
        }),
        { kind: 'deletion', objectTypeId: '0-5', objectId: ticket },
        { kind: 'privacyDeletion', objectTypeId: '0-1', objectId: merged },
      ]),
    );
  });

  it('sets the properties that tickets and owners have automatically', () => {
    const { call, clock } = startEngine();
    const owner = textAt(call('GET', '/crm/v3/owners/').json, 'results.0.id');
    const id = textAt(
      call('POST', '/crm/v3/objects/tickets', {
        properties: { subject: 'T', hs_pipeline_stage: '1', hubspot_owner_id: owner },
      }).json,
      'id',
    );
    const read = () =>
      call(
        'GET',
        `/crm/v3/objects/tickets/${id}?properties=closed_date,hs_is_closed,hs_ticket_id,hs_all_owner_ids,hubspot_owner_assigneddate`,
      ).json;
    expect(read()).toMatchObject({
      properties: {
        closed_date: null,
        hs_is_closed: 'false',
        hs_ticket_id: id,
        hs_all_owner_ids: owner,
        hubspot_owner_assigneddate: expect.any(String),
      },
    });
    clock.now += 1000;
    call('PATCH', `/crm/v3/objects/tickets/${id}`, { properties: { hs_pipeline_stage: '4', hubspot_owner_id: '' } });
    expect(read()).toMatchObject({
      properties: {
        closed_date: isoInstant(clock.now),
        hs_is_closed: 'true',
        hs_all_owner_ids: null,
        hubspot_owner_assigneddate: null,
      },
    });
    call('PATCH', `/crm/v3/objects/tickets/${id}`, { properties: { hs_pipeline_stage: '2' } });
    expect(read()).toMatchObject({ properties: { closed_date: null, hs_is_closed: 'false' } });
  });
});
