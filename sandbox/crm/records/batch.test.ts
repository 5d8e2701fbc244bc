import { describe, expect, it } from 'vitest';
import { at, listAt, startEngine, textAt } from '../test-support';

const calls = '/crm/objects/2026-09/calls';
const contacts = '/crm/v3/objects/contacts';

describe('batches', () => {
  it('are atomic on create, unless inputs have a trace ID', () => {
    const { call, effects } = startEngine();
    const good = { properties: { firstname: 'A' } };
    const bad = { properties: { missing: 'x' } };
    expect(call('POST', `${contacts}/batch/create`, { inputs: [good, bad] }).status).toBe(400);
    expect(effects).toEqual([]);
    const traced = call('POST', `${contacts}/batch/create`, {
      inputs: [
        { ...good, objectWriteTraceId: 'a' },
        { ...bad, objectWriteTraceId: 'b' },
      ],
    });
    expect(traced).toMatchObject({
      status: 207,
      json: {
        status: 'COMPLETE',
        numErrors: 1,
        results: [{ objectWriteTraceId: 'a' }],
        errors: [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['b'] } }],
      },
    });
    expect(call('POST', `${contacts}/batch/create`, { inputs: [good, good] })).toMatchObject({
      status: 201,
      json: { status: 'COMPLETE', startedAt: expect.any(String), completedAt: expect.any(String) },
    });
  });

  it('accept at most a hundred inputs', () => {
    const { call } = startEngine();
    const inputs = Array.from({ length: 101 }, () => ({ properties: { firstname: 'A' } }));
    expect(call('POST', `${contacts}/batch/create`, { inputs })).toMatchObject({
      status: 400,
      json: { category: 'VALIDATION_ERROR', message: expect.stringContaining('100') },
    });
    expect(call('POST', `${contacts}/batch/create`, { inputs: inputs.slice(1) }).status).toBe(201);
  });

  it('refuse two new records with the same unique value', () => {
    const { call, effects } = startEngine();
    const input = { properties: { email: 'twice@b.example' } };
    expect(call('POST', `${contacts}/batch/create`, { inputs: [input, input] }).status).toBe(400);
    expect(effects).toEqual([]);
    const traced = call('POST', `${contacts}/batch/create`, {
      inputs: [
        { ...input, objectWriteTraceId: 'a' },
        { ...input, objectWriteTraceId: 'b' },
      ],
    });
    expect(traced).toMatchObject({
      status: 207,
      json: { results: [{ objectWriteTraceId: 'a' }], errors: [{ context: { objectWriteTraceId: ['b'] } }] },
    });
    const upsert = (id: string) => ({ id, idProperty: 'email', properties: { email: 'shared@b.example' } });
    expect(
      call('POST', `${contacts}/batch/upsert`, { inputs: [upsert('x@b.example'), upsert('y@b.example')] }).status,
    ).toBe(400);
    const ids = ['p', 'q'].map((firstname) => textAt(call('POST', contacts, { properties: { firstname } }).json, 'id'));
    expect(
      call('POST', `${contacts}/batch/update`, {
        inputs: ids.map((id) => ({ id, properties: { email: 'both@b.example' } })),
      }).status,
    ).toBe(400);
  });

  it('are atomic on upsert by email, unless the setting says otherwise', () => {
    const { call, set } = startEngine();
    const inputs = [
      { id: 'good@b.example', idProperty: 'email', properties: {}, objectWriteTraceId: 'a' },
      { id: 'bad@b.example', idProperty: 'email', properties: { missing: 'x' }, objectWriteTraceId: 'b' },
    ];
    expect(call('POST', `${contacts}/batch/upsert`, { inputs }).status).toBe(400);
    expect(call('GET', `${contacts}/good@b.example?idProperty=email`).status).toBe(404);
    set('crm.partialUpsertsByEmail', true);
    expect(call('POST', `${contacts}/batch/upsert`, { inputs })).toMatchObject({
      status: 207,
      json: { results: [{ new: true }], numErrors: 1 },
    });
  });

  it('read existing records and name the missing ones', () => {
    const { call } = startEngine();
    const id = textAt(call('GET', `${contacts}?limit=1`).json, 'results.0.id');
    const response = call('POST', `${contacts}/batch/read`, {
      properties: ['firstname', 'fax'],
      inputs: [{ id }, { id: '1' }, { id }],
    });
    expect(response).toMatchObject({
      status: 207,
      json: {
        results: [{ id, properties: { fax: null } }],
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1'] } }],
      },
    });
    expect(call('POST', `${contacts}/batch/read`, { inputs: [{ id }] }).status).toBe(200);
    const email = textAt(call('GET', `${contacts}/${id}`).json, 'properties.email');
    expect(call('POST', `${contacts}/batch/read`, { idProperty: 'email', inputs: [{ id: email }] })).toMatchObject({
      status: 200,
      json: { results: [{ id }] },
    });
  });

  it('update and archive the existing records', () => {
    const { call } = startEngine();
    const ids = listAt(call('GET', `${contacts}?limit=3`).json, 'results').map((record) => textAt(record, 'id'));
    const updated = call('POST', `${contacts}/batch/update`, {
      inputs: ids.map((id) => ({ id, properties: { jobtitle: 'Baker' } })),
    });
    expect(updated).toMatchObject({
      status: 200,
      json: { results: ids.map((id) => ({ id, properties: { jobtitle: 'Baker' } })) },
    });
    expect(
      call('POST', `${contacts}/batch/update`, {
        inputs: [
          { id: ids[0], properties: {} },
          { id: ids[0], properties: {} },
        ],
      }).status,
    ).toBe(400);
    expect(call('POST', `${contacts}/batch/archive`, { inputs: [...ids, '1'].map((id) => ({ id })) }).status).toBe(204);
    expect(call('GET', `${contacts}/${ids[0]}`).status).toBe(404);
  });

  it('upsert by a custom unique property, once per value', () => {
    const { call } = startEngine();
    const property = {
      name: 'maker_interaction_id',
      label: 'Interaction',
      type: 'string',
      fieldType: 'text',
      groupName: 'call',
      hasUniqueValue: true,
    };
    expect(call('POST', '/crm/properties/2026-09/calls', property)).toMatchObject({
      status: 201,
      json: { hasUniqueValue: true, modificationMetadata: { readOnlyValue: false } },
    });
    const upsert = (title: string) =>
      call('POST', `${calls}/batch/upsert`, {
        inputs: [
          { id: 'i-1', idProperty: 'maker_interaction_id', properties: { hs_timestamp: '0', hs_call_title: title } },
        ],
      });
    const first = upsert('One');
    expect(first).toMatchObject({
      status: 200,
      json: { results: [{ new: true, properties: { maker_interaction_id: 'i-1', hs_call_title: 'One' } }] },
    });
    const again = upsert('Two');
    expect(again).toMatchObject({
      status: 200,
      json: { results: [{ new: false, id: at(first.json, 'results.0.id'), properties: { hs_call_title: 'Two' } }] },
    });
    expect(call('GET', `${calls}/i-1?idProperty=maker_interaction_id`).status).toBe(200);
  });
});
