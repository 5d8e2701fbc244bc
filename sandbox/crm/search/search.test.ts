import { describe, expect, it } from 'vitest';
import { at, listAt, startEngine, textAt } from '../test-support';

type Filter = { propertyName: string; operator: string; value?: unknown; values?: unknown[]; highValue?: unknown };

/** An engine with five extra tickets, old enough to be indexed. */
function withTickets() {
  const engine = startEngine();
  const names = ['alpha', 'Beta', 'GAMMA', 'delta', 'epsilon'];
  const ids = names.map((name, index) => {
    engine.clock.now += 1000;
    const properties = {
      subject: `zz ${name}`,
      hs_pipeline_stage: '1',
      content: index === 4 ? '' : `text ${index}`,
      ...(index < 3 ? { hs_ticket_priority: ['LOW', 'MEDIUM', 'HIGH'][index] } : {}),
      ...(index === 3 ? { hs_ticket_category: 'BILLING_ISSUE;FEATURE_REQUEST' } : {}),
    };
    return textAt(engine.call('POST', '/crm/v3/objects/tickets', { properties }).json, 'id');
  });
  engine.clock.now += 60_000;
  const own: Filter = { propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'zz' };
  const search = (body: object) => engine.call('POST', '/crm/objects/2026-09/tickets/search', body);
  const found = (...filters: Filter[]) =>
    listAt(search({ filterGroups: [{ filters: [own, ...filters] }] }).json, 'results').map(
      (record) => names[ids.indexOf(textAt(record, 'id'))],
    );
  return { ...engine, ids, names, own, search, found };
}

describe('search', () => {
  it('supports every operator', () => {
    const { found, ids } = withTickets();
    expect(found({ propertyName: 'subject', operator: 'EQ', value: 'ZZ beta' })).toEqual(['Beta']);
    expect(found({ propertyName: 'subject', operator: 'NEQ', value: 'zz beta' })).toEqual([
      'alpha',
      'GAMMA',
      'delta',
      'epsilon',
    ]);
    expect(found({ propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'LOW' })).toEqual(['alpha']);
    expect(found({ propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'low' })).toEqual([]);
    expect(found({ propertyName: 'hs_ticket_priority', operator: 'NEQ', value: 'LOW' })).toEqual(['Beta', 'GAMMA']);
    expect(found({ propertyName: 'hs_ticket_priority', operator: 'IN', values: ['LOW', 'HIGH'] })).toEqual([
      'alpha',
      'GAMMA',
    ]);
    expect(found({ propertyName: 'hs_ticket_category', operator: 'IN', values: ['FEATURE_REQUEST'] })).toEqual([
      'delta',
    ]);
    expect(found({ propertyName: 'hs_ticket_priority', operator: 'NOT_IN', values: ['LOW'] })).toEqual([
      'Beta',
      'GAMMA',
    ]);
    expect(found({ propertyName: 'subject', operator: 'IN', values: ['zz gamma'] })).toEqual(['GAMMA']);
    expect(found({ propertyName: 'subject', operator: 'IN', values: ['zz GAMMA'] })).toEqual([]);
    expect(found({ propertyName: 'content', operator: 'HAS_PROPERTY' })).toHaveLength(4);
    expect(found({ propertyName: 'content', operator: 'NOT_HAS_PROPERTY' })).toEqual(['epsilon']);
    expect(found({ propertyName: 'content', operator: 'CONTAINS_TOKEN', value: '2' })).toEqual(['GAMMA']);
    expect(found({ propertyName: 'content', operator: 'NOT_CONTAINS_TOKEN', value: '2' })).toEqual([
      'alpha',
      'Beta',
      'delta',
    ]);
    expect(found({ propertyName: 'hs_object_id', operator: 'GT', value: ids[2] })).toEqual(['delta', 'epsilon']);
    expect(found({ propertyName: 'hs_object_id', operator: 'GTE', value: ids[3] })).toEqual(['delta', 'epsilon']);
    expect(found({ propertyName: 'hs_object_id', operator: 'LT', value: ids[1] })).toEqual(['alpha']);
    expect(found({ propertyName: 'hs_object_id', operator: 'LTE', value: ids[1] })).toEqual(['alpha', 'Beta']);
    expect(found({ propertyName: 'hs_object_id', operator: 'BETWEEN', value: ids[1], highValue: ids[2] })).toEqual([
      'Beta',
      'GAMMA',
    ]);
    expect(found({ propertyName: 'hs_object_id', operator: 'EQ', value: ids[1] })).toEqual(['Beta']);
  });

  it('compares dates as epoch milliseconds, and as ISO text if the setting allows it', () => {
    const { found, search, set, clock } = withTickets();
    const since = clock.now - 62_500;
    expect(found({ propertyName: 'createdate', operator: 'GTE', value: String(since) })).toEqual([
      'GAMMA',
      'delta',
      'epsilon',
    ]);
    expect(found({ propertyName: 'createdate', operator: 'GTE', value: new Date(since).toISOString() })).toHaveLength(
      3,
    );
    set('crm.isoDatesInFilters', false);
    expect(
      search({ filterGroups: [{ filters: [{ propertyName: 'createdate', operator: 'GTE', value: '2026-01-01' }] }] })
        .status,
    ).toBe(400);
  });

  it('matches missing values with negative filters only if the setting says so', () => {
    const { found, set } = withTickets();
    set('crm.negativeFiltersMatchEmpty', true);
    expect(found({ propertyName: 'hs_ticket_priority', operator: 'NEQ', value: 'LOW' })).toEqual([
      'Beta',
      'GAMMA',
      'delta',
      'epsilon',
    ]);
  });

  it('combines filters by AND and groups by OR, and accepts a single group unwrapped', () => {
    const { search, own, ids } = withTickets();
    const by = (value: string) => ({ filters: [own, { propertyName: 'subject', operator: 'CONTAINS_TOKEN', value }] });
    expect(search({ filterGroups: [by('alpha'), by('delta')] }).json).toMatchObject({
      total: 2,
      results: [{ id: ids[0] }, { id: ids[3] }],
    });
    expect(
      search({ filters: [own, { propertyName: 'hs_ticket_priority', operator: 'EQ', value: 'HIGH' }] }).json,
    ).toMatchObject({ total: 1, results: [{ id: ids[2] }] });
  });

  it('sorts by one property in either notation, empty values last', () => {
    const { search, own, names, ids } = withTickets();
    const order = (sorts: unknown[]) =>
      listAt(search({ filters: [own], sorts }).json, 'results').map(
        (record) => names[ids.indexOf(textAt(record, 'id'))],
      );
    expect(order(['subject'])).toEqual(['alpha', 'Beta', 'delta', 'epsilon', 'GAMMA']);
    expect(order(['-subject'])).toEqual(['GAMMA', 'epsilon', 'delta', 'Beta', 'alpha']);
    expect(order([{ propertyName: 'subject', direction: 'DESCENDING' }])).toEqual([
      'GAMMA',
      'epsilon',
      'delta',
      'Beta',
      'alpha',
    ]);
    expect(order(['-content'])).toEqual(['delta', 'GAMMA', 'Beta', 'alpha', 'epsilon']);
    expect(search({ sorts: ['subject', 'content'] }).status).toBe(400);
  });

  it('pages by offset, up to ten thousand results', () => {
    const { search, own } = withTickets();
    const first = search({ filters: [own], limit: 2 });
    expect(first.json).toMatchObject({ total: 5, paging: { next: { after: '2' } } });
    const last = search({ filters: [own], limit: 2, after: '4' });
    expect(listAt(last.json, 'results')).toHaveLength(1);
    expect(at(last.json, 'paging')).toBeUndefined();
    expect(listAt(search({}).json, 'results')).toHaveLength(10);
    expect(listAt(search({ limit: 200 }).json, 'results')).toHaveLength(200);
    expect(search({ limit: 200, after: '9800' }).status).toBe(200);
    expect(search({ limit: 200, after: '9801' }).status).toBe(400);
    expect(search({ limit: 201 }).status).toBe(400);
    expect(search({ after: 'x' }).status).toBe(400);
  });

  it('enforces each limit with 400 VALIDATION_ERROR', () => {
    const { search } = withTickets();
    const filter = { propertyName: 'subject', operator: 'EQ', value: 'x' };
    const groups = (counts: number[]) => ({
      filterGroups: counts.map((count) => ({ filters: Array.from({ length: count }, () => filter) })),
    });
    expect(search(groups([3, 3, 3, 3, 3])).status).toBe(200);
    for (const body of [
      groups([1, 1, 1, 1, 1, 1]),
      groups([7]),
      groups([6, 6, 6, 1]),
      { query: 'x'.repeat(3001) },
      { filters: [{ ...filter, propertyName: 'missing' }] },
      { filters: [{ ...filter, operator: 'LIKE' }] },
      { filters: [{ propertyName: 'subject', operator: 'EQ' }] },
      { filters: [{ propertyName: 'subject', operator: 'IN', value: 'x' }] },
      { filters: [{ propertyName: 'hs_object_id', operator: 'BETWEEN', value: '1' }] },
      { filters: [{ propertyName: 'createdate', operator: 'GT', value: 'soon' }] },
      { sorts: ['missing'] },
    ]) {
      expect(search(body)).toMatchObject({ status: 400, json: { category: 'VALIDATION_ERROR' } });
    }
  });

  it("searches the object's searchable properties for the words of a query", () => {
    const { search, ids } = withTickets();
    expect(search({ query: 'zz gam' }).json).toMatchObject({ total: 1, results: [{ id: ids[2] }] });
    expect(search({ query: `zz ${ids[1]}` }).json).toMatchObject({ total: 1 });
  });

  it('filters by associated records', () => {
    const { call, search, ids } = withTickets();
    const contact = textAt(call('GET', '/crm/v3/objects/contacts?limit=1').json, 'results.0.id');
    call('PUT', `/crm/v4/objects/tickets/${ids[0]}/associations/default/contacts/${contact}`);
    const response = search({
      filters: [{ propertyName: 'associations.contact', operator: 'EQ', value: contact }],
      limit: 200,
    });
    expect(listAt(response.json, 'results').map((record) => textAt(record, 'id'))).toContain(ids[0]);
    expect(search({ filters: [{ propertyName: 'associations.contact', operator: 'GT', value: contact }] }).status).toBe(
      400,
    );
    expect(search({ filters: [{ propertyName: 'associations.unicorn', operator: 'EQ', value: contact }] }).status).toBe(
      400,
    );
  });

  it("doesn't find a new record yet, and still finds the old value", () => {
    const { call, search, found, clock, ids } = withTickets();
    const fresh = textAt(
      call('POST', '/crm/v3/objects/tickets', { properties: { subject: 'zz fresh', hs_pipeline_stage: '1' } }).json,
      'id',
    );
    call('PATCH', `/crm/v3/objects/tickets/${ids[0]}`, { properties: { subject: 'zz renamed' } });
    expect(search({ query: 'fresh' }).json).toMatchObject({ total: 0 });
    expect(found({ propertyName: 'subject', operator: 'EQ', value: 'zz alpha' })).toEqual(['alpha']);
    expect(found({ propertyName: 'subject', operator: 'EQ', value: 'zz renamed' })).toEqual([]);
    clock.now += 1000;
    expect(search({ query: 'fresh' }).json).toMatchObject({ total: 1, results: [{ id: fresh }] });
    expect(found({ propertyName: 'subject', operator: 'EQ', value: 'zz renamed' })).toEqual(['alpha']);
  });

  it('keeps the index as stale as the setting says', () => {
    const { search, set, clock } = withTickets();
    set('crm.indexDelayMs', 3_600_000);
    expect(search({ query: 'zz' }).json).toMatchObject({ total: 0 });
    clock.now += 3_600_000;
    expect(search({ query: 'zz' }).json).toMatchObject({ total: 5 });
  });

  it('never returns archived records, and only the requested properties', () => {
    const { call, search, ids } = withTickets();
    call('DELETE', `/crm/v3/objects/tickets/${ids[0]}`);
    const { json } = search({ query: 'zz', properties: ['subject'] });
    expect(json).toMatchObject({ total: 4 });
    expect(Object.keys(Object(at(json, 'results.0.properties')))).toEqual([
      'createdate',
      'hs_lastmodifieddate',
      'hs_object_id',
      'subject',
    ]);
  });
});
