import { describe, expect, it } from 'vitest';
import { at, listAt, startEngine, textAt } from '../test-support';
import { deriveProperties } from '../state/derive';

const contacts = '/crm/objects/2026-03/contacts';

describe('one record', () => {
  it('is created with 201, read and changed with 200, archived with 204, and then gone', () => {
    const { call } = startEngine();
    const made = call('POST', contacts, {
      properties: { email: 'Ada@Example.EXAMPLE', firstname: 'Ada', hs_lead_status: 'NEW' },
    });
    expect(made).toMatchObject({
      status: 201,
      json: {
        archived: false,
        properties: { email: 'ada@example.example', firstname: 'Ada', hs_object_source: 'INTEGRATION' },
      },
    });
    const id = textAt(made.json, 'id');
    expect(call('GET', `${contacts}/${id}`)).toMatchObject({
      status: 200,
      json: { id, properties: { email: 'ada@example.example', hs_object_id: id } },
    });
    expect(call('PATCH', `${contacts}/${id}`, { properties: { firstname: '' } })).toMatchObject({ status: 200 });
    expect(call('GET', `${contacts}/${id}?properties=firstname,nothing_of_the_kind`).json).toMatchObject({
      properties: { firstname: null },
    });
    expect(at(call('GET', `${contacts}/${id}?properties=nothing_of_the_kind`).json, 'properties')).not.toHaveProperty(
      'nothing_of_the_kind',
    );
    expect(call('DELETE', `${contacts}/${id}`)).toMatchObject({ status: 204, empty: true });
    expect(call('DELETE', `${contacts}/${id}`).status).toBe(204);
    expect(call('GET', `${contacts}/${id}`)).toMatchObject({ status: 404, json: { category: 'OBJECT_NOT_FOUND' } });
    for (const archived of ['true', 'True'])
      expect(call('GET', `${contacts}/${id}?archived=${archived}`)).toMatchObject({
        status: 200,
        json: { archived: true },
      });
    expect(call('PATCH', `${contacts}/${id}`, { properties: { firstname: 'X' } }).status).toBe(404);
  });

  it('has only text and null values, and the default properties if none are requested', () => {
    const { call } = startEngine();
    const id = textAt(
      call('POST', '/crm/v3/objects/calls', { properties: { hs_timestamp: 1_700_000_000_000, hs_call_duration: 3000 } })
        .json,
      'id',
    );
    expect(call('GET', `/crm/v3/objects/calls/${id}`).json).toMatchObject({ properties: { hs_object_id: id } });
    expect(Object.keys(Object(at(call('GET', `/crm/v3/objects/calls/${id}`).json, 'properties')))).toEqual([
      'hs_createdate',
      'hs_lastmodifieddate',
      'hs_object_id',
    ]);
    expect(
      at(
        call('GET', `/crm/v3/objects/calls/${id}?properties=hs_call_duration,hs_timestamp,hs_call_title`).json,
        'properties',
      ),
    ).toMatchObject({
      hs_call_duration: '3000',
      hs_timestamp: '2023-11-14T22:13:20Z',
      hs_call_title: null,
    });
  });

  it('is listed with its links, without those to unsupported objects', () => {
    const { call } = startEngine();
    const made = call('POST', '/crm/v3/objects/companies', { properties: { name: 'Linked' } });
    const link = {
      to: { id: textAt(made.json, 'id') },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }],
    };
    const id = textAt(call('POST', contacts, { properties: { firstname: 'L' }, associations: [link] }).json, 'id');
    const read = call('GET', `${contacts}/${id}?associations=companies,line_items,quotes,0-136`);
    expect(read.status).toBe(200);
    expect(Object.keys(Object(at(read.json, 'associations')))).toEqual(['companies']);
    expect(call('GET', `${contacts}/${id}?associations=nonsense`).status).toBe(400);
    expect(call('GET', '/crm/v3/objects/quotes').status).toBe(404);
  });

  it('can be found by a unique property, and by no other', () => {
    const { call } = startEngine();
    call('POST', contacts, { properties: { email: 'u@b.example', firstname: 'U' } });
    expect(call('GET', `${contacts}/U@B.example?idProperty=email`).status).toBe(200);
    expect(
      call('PATCH', `${contacts}/u@b.example?idProperty=email`, { properties: { lastname: 'V' } }).json,
    ).toMatchObject({ properties: { lastname: 'V' } });
    expect(call('GET', `${contacts}/U?idProperty=firstname`).status).toBe(400);
  });

  it('keeps a history of its values', () => {
    const { call, clock } = startEngine();
    const id = textAt(call('POST', contacts, { properties: { firstname: 'A' } }).json, 'id');
    clock.now += 5000;
    call('PATCH', `${contacts}/${id}`, { properties: { firstname: 'B' } });
    expect(
      listAt(call('GET', `${contacts}/${id}?propertiesWithHistory=firstname`).json, 'propertiesWithHistory.firstname'),
    ).toMatchObject([{ value: 'B', sourceType: 'INTEGRATION', sourceId: '42' }, { value: 'A' }]);
  });

  it('is paged by ID, without gaps, duplicates or archived records', () => {
    const { call } = startEngine();
    const seen: string[] = [];
    let url: string | null = `${contacts}?limit=100`;
    while (url !== null) {
      const page = call('GET', url).json;
      seen.push(...listAt(page, 'results').map((record) => textAt(record, 'id')));
      const after = at(page, 'paging.next.after');
      url = typeof after === 'string' ? `${contacts}?limit=100&after=${after}` : null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(320);
    call('DELETE', `${contacts}/${seen[0]}`);
    expect(textAt(call('GET', contacts).json, 'results.0.id')).toBe(seen[1]);
    expect(listAt(call('GET', `${contacts}?archived=true`).json, 'results')).toHaveLength(1);
    expect(call('GET', `${contacts}?limit=101`).status).toBe(400);
    expect(call('GET', `${contacts}?limit=60&propertiesWithHistory=email`).status).toBe(400);
    expect(call('GET', `${contacts}?after=x`).status).toBe(400);
  });

  it('is merged into a new record: both IDs redirect to it, and links and addresses are kept', () => {
    const { call } = startEngine();
    const create = (properties: object) => textAt(call('POST', contacts, { properties }).json, 'id');
    const primary = create({ email: 'one@b.example', firstname: 'One' });
    const other = create({ email: 'two@b.example', firstname: 'Two', phone: '01 76 00 11 22' });
    const link = (id: string) => [
      { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 }] },
    ];
    const tickets = [primary, other].map((id) =>
      textAt(
        call('POST', '/crm/v3/objects/tickets', {
          properties: { subject: 'T', hs_pipeline_stage: '1' },
          associations: link(id),
        }).json,
        'id',
      ),
    );
    const merged = call('POST', `${contacts}/merge`, { primaryObjectId: primary, objectIdToMerge: other });
    const id = textAt(merged.json, 'id');
    expect([primary, other]).not.toContain(id);
    expect(merged).toMatchObject({
      status: 200,
      json: {
        properties: {
          hs_object_id: id,
          firstname: 'One',
          email: 'one@b.example',
          hs_merged_object_ids: `${primary};${other}`,
        },
      },
    });
    for (const known of [primary, other, id]) {
      expect(call('GET', `${contacts}/${known}?properties=phone&associations=tickets`).json).toMatchObject({
        id,
        properties: { phone: '01 76 00 11 22' },
        associations: { tickets: { results: tickets.map((ticket) => ({ id: ticket })) } },
      });
    }
    expect(call('GET', `${contacts}/two@b.example?idProperty=email`).json).toMatchObject({ id });
    expect(call('POST', contacts, { properties: { email: 'two@b.example' } }).status).toBe(409);
    expect(listAt(call('GET', `${contacts}?archived=true`).json, 'results')).toEqual([]);
  });

  it('is merged into the primary record if the setting says so', () => {
    const { call, set } = startEngine();
    set('crm.mergedRecord', 'primary');
    const primary = textAt(
      call('POST', contacts, { properties: { email: 'one@b.example', firstname: 'One' } }).json,
      'id',
    );
    const other = textAt(
      call('POST', contacts, { properties: { email: 'two@b.example', phone: '01 76 00 11 22' } }).json,
      'id',
    );
    const ticket = textAt(
      call('POST', '/crm/v3/objects/tickets', {
        properties: { subject: 'T', hs_pipeline_stage: '1' },
        associations: [
          { to: { id: other }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 }] },
        ],
      }).json,
      'id',
    );
    expect(call('POST', `${contacts}/merge`, { primaryObjectId: primary, objectIdToMerge: other })).toMatchObject({
      status: 200,
      json: { id: primary },
    });
    expect(
      call('GET', `${contacts}/${other}?properties=phone,hs_additional_emails&associations=tickets`).json,
    ).toMatchObject({
      id: primary,
      properties: { phone: '01 76 00 11 22', hs_additional_emails: 'two@b.example' },
      associations: { tickets: { results: [{ id: ticket, type: 'contact_to_ticket' }] } },
    });
    expect(call('POST', contacts, { properties: { email: 'two@b.example' } }).status).toBe(409);
    expect(call('POST', `${contacts}/merge`, { primaryObjectId: primary, objectIdToMerge: primary }).status).toBe(400);
  });

  it('leaves no trace after a GDPR deletion', () => {
    const { call } = startEngine();
    const id = textAt(call('POST', contacts, { properties: { email: 'gone@b.example', lastname: 'Gone' } }).json, 'id');
    expect(call('POST', `${contacts}/gdpr-delete`, { objectId: 'gone@b.example', idProperty: 'email' }).status).toBe(
      204,
    );
    expect(call('GET', `${contacts}/${id}?archived=true`).status).toBe(404);
    expect(listAt(call('GET', `${contacts}?archived=true`).json, 'results')).toEqual([]);
    expect(call('POST', contacts, { properties: { email: 'gone@b.example' } }).status).toBe(201);
  });

  it('refuses invalid JSON, a wrong body and an unsupported method', () => {
    const { call } = startEngine();
    expect(call('POST', contacts, '{"properties": {"a": }}')).toMatchObject({
      status: 400,
      json: {
        category: 'VALIDATION_ERROR',
        message: expect.stringContaining('Invalid input JSON on line 1, column 22'),
      },
    });
    expect(call('POST', contacts, {})).toMatchObject({
      status: 400,
      json: { message: 'Some required fields were not set: [properties]' },
    });
    expect(call('POST', contacts, { properties: { firstname: { deep: true } } }).status).toBe(400);
    expect(call('POST', `${contacts}/merge`, { primaryObjectId: '1' })).toMatchObject({
      status: 400,
      json: { message: 'Some required fields were not set: [objectIdToMerge]' },
    });
    expect(call('PUT', contacts, {})).toMatchObject({ status: 405, headers: { Allow: 'GET, POST' } });
    expect(call('POST', `${contacts}/batch/constructor`, { inputs: [] }).status).toBe(404);
    expect(call('GET', '/crm/v3/objects/unicorns').status).toBe(400);
    expect(call('GET', '/crm/v3/objects/contacts/1/2/3/4/5').status).toBe(404);
  });

  it('treats null as omitted', () => {
    const { call } = startEngine();
    expect(
      call('POST', contacts, {
        properties: { firstname: 'A', lastname: null },
        associations: null,
        objectWriteTraceId: null,
      }),
    ).toMatchObject({ status: 201, json: { properties: { firstname: 'A' } } });
  });

  // A backtracking pattern would take minutes for these.
  it('is handled in linear time even for hostile text', () => {
    const { call } = startEngine();
    expect(
      call('POST', '/crm/v3/objects/deals', {
        properties: { dealname: 'D', dealstage: 'closedwon', amount: `${'1'.repeat(200_000)}x` },
      }).status,
    ).toBe(400);
    expect(
      call('POST', '/crm/v3/objects/notes', { properties: { hs_timestamp: '0', hs_note_body: '<'.repeat(65_000) } })
        .status,
    ).toBe(201);
    // Longer than a note's limit.
    expect(
      deriveProperties('0-46', '1', { hs_note_body: '<'.repeat(200_000) }, { country: 'FR', pipelines: [], at: 0 }),
    ).toMatchObject({ hs_body_preview_is_truncated: 'true' });
  });

  it('answers 415 to a body without a JSON content type', () => {
    const { engine, options, sink } = startEngine();
    const [portal] = options.portals;
    if (!portal) throw new Error('no portal');
    const response = engine.handle(
      {
        method: 'POST',
        path: contacts,
        query: new URLSearchParams(),
        headers: { 'content-type': 'text/plain' },
        rawBody: '{}',
        now: 0,
        correlationId: 'c',
      },
      { portal, appId: 1, clientId: 'c', scopes: ['crm.objects.contacts.write'], userId: 1, tokenId: 't' },
      sink,
    );
    expect(response.status).toBe(415);
  });
});
