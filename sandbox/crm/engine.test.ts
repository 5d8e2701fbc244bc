import { describe, expect, it } from 'vitest';
import { at, listAt, startEngine, textAt } from './test-support';

describe('an unknown object', () => {
  it('is refused without a category, in paths and in associations', () => {
    const { call } = startEngine();
    for (const path of [
      '/crm/v3/objects/boats',
      '/crm/objects/2026-09/contacts?associations=boats',
      '/crm/v4/associations/contacts/boats/labels',
    ]) {
      expect(call('GET', path)).toMatchObject({
        status: 400,
        json: {
          status: 'error',
          message: 'Unable to infer object type from: boats',
          correlationId: 'test-correlation',
        },
      });
      expect(call('GET', path).json).not.toHaveProperty('category');
    }
  });
});

describe('the CRM engine', () => {
  it('serves every form of a path from one store', () => {
    const { call } = startEngine();
    const id = textAt(call('POST', '/crm/v3/objects/contacts', { properties: { email: 'a@b.example' } }).json, 'id');
    for (const path of [
      '/crm/v3/objects/contacts',
      '/crm/v3/objects/0-1',
      '/crm/objects/2026-03/contacts',
      '/crm/objects/2026-09/contact',
      '/crm/objects/2026-09-beta/CONTACT',
    ]) {
      expect(call('GET', `${path}/${id}`).json).toMatchObject({ id, properties: { email: 'a@b.example' } });
    }
    for (const path of ['/crm/v3/owners/', '/crm/v3/owners', '/crm/owners/2026-03', '/crm/owners/2026-09']) {
      expect(listAt(call('GET', path).json, 'results').length).toBe(2);
    }
    for (const path of ['/settings/v3/users', '/settings/v3/users/', '/settings/users/v3', '/settings/users/2026-09']) {
      expect(listAt(call('GET', path).json, 'results').length).toBe(2);
    }
    for (const path of ['/crm/v4/associations', '/crm/associations/v4', '/crm/associations/2026-03']) {
      expect(listAt(call('GET', `${path}/contacts/companies/labels`).json, 'results').length).toBe(2);
    }
    expect(call('GET', '/crm/v3/pipelines/tickets').json).toEqual(call('GET', '/crm/pipelines/2026-09/tickets').json);
  });

  it('leaves paths outside the CRM to the kernel', () => {
    const { engine } = startEngine();
    expect(engine.handles('/oauth/2026-03/token')).toBe(false);
    expect(engine.handles('/crm/objects/1999-01/contacts')).toBe(false);
    expect(engine.handles('/crm/objects/2026-03/contacts')).toBe(true);
  });

  it('changes state only through effects, and replaying them gives the same state', () => {
    const first = startEngine();
    const contact = textAt(
      first.call('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'A', phone: '01 76 00 11 22' } }).json,
      'id',
    );
    const ticket = textAt(
      first.call('POST', '/crm/v3/objects/tickets', { properties: { subject: 'T', hs_pipeline_stage: '1' } }).json,
      'id',
    );
    first.call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/tickets/${ticket}`);
    first.call('PATCH', `/crm/v3/objects/contacts/${contact}`, { properties: { lastname: 'B' } });

    const second = startEngine();
    for (const effect of first.effects) second.engine.apply(JSON.parse(JSON.stringify(effect)));
    const path = `/crm/v3/objects/contacts/${contact}?associations=tickets&propertiesWithHistory=lastname&properties=phone,lastname`;
    expect(second.call('GET', path).json).toEqual(first.call('GET', path).json);
  });

  it('is restored from a JSON snapshot, and continues with new IDs', () => {
    const first = startEngine();
    const id = textAt(
      first.call('POST', '/crm/v3/objects/contacts', { properties: { email: 'kept@b.example' } }).json,
      'id',
    );
    const seeded = textAt(first.call('GET', '/crm/v3/objects/contacts?limit=1').json, 'results.0.id');
    first.call('PATCH', `/crm/v3/objects/contacts/${seeded}`, { properties: { phone: '', jobtitle: 'Kept' } });
    const parts: unknown[] = JSON.parse(JSON.stringify([...first.engine.snapshot()]));

    const second = startEngine();
    for (const part of parts) second.engine.restore(part);
    const path = `/crm/v3/objects/contacts/${seeded}?properties=phone,jobtitle,hs_calculated_phone_number&propertiesWithHistory=phone`;
    expect(second.call('GET', path).json).toEqual(first.call('GET', path).json);
    expect(second.call('GET', path).json).toMatchObject({
      properties: { phone: null, jobtitle: 'Kept', hs_calculated_phone_number: null },
    });
    expect(second.call('GET', '/crm/v3/objects/contacts/kept@b.example?idProperty=email').json).toMatchObject({ id });
    const next = textAt(
      second.call('POST', '/crm/v3/objects/contacts', { properties: { email: 'next@b.example' } }).json,
      'id',
    );
    expect(Number(next)).toBeGreaterThan(Number(id));
  });

  it('resets to the seed data', () => {
    const { engine, call } = startEngine();
    const id = textAt(call('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'A' } }).json, 'id');
    engine.reset();
    expect(call('GET', `/crm/v3/objects/contacts/${id}`).status).toBe(404);
  });

  it('seeds each portal identically at every start, with valid links and owners', () => {
    const [a, b] = [startEngine(), startEngine()];
    const path =
      '/crm/v3/objects/contacts?limit=100&associations=companies,tickets&properties=email,phone,hubspot_owner_id,hs_searchable_calculated_phone_number';
    expect(a.call('GET', path).json).toEqual(b.call('GET', path).json);
    expect(at(a.call('GET', '/crm/v3/objects/contacts').json, 'paging.next.after')).toBeTypeOf('string');
  });

  it('refuses a call without its scope, and names the scope', () => {
    const { call } = startEngine();
    const response = call('GET', '/crm/v3/objects/tickets', undefined, {
      scopes: ['oauth', 'crm.objects.contacts.read'],
    });
    expect(response.status).toBe(403);
    expect(response.json).toMatchObject({
      category: 'MISSING_SCOPES',
      correlationId: 'test-correlation',
      errors: [{ context: { requiredGranularScopes: ['tickets'] } }],
    });
  });

  it('keeps portals separate', () => {
    const { call, portals } = startEngine();
    const id = textAt(call('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'A' } }).json, 'id');
    const [, other] = portals;
    expect(call('GET', `/crm/v3/objects/contacts/${id}`, undefined, other ? { portal: other } : {}).status).toBe(404);
  });
});
