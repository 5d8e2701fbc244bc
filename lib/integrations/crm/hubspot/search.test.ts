import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordCriterion, RecordQuery } from '@/lib/domain/crm/records';
import { readPhone, type PhoneForms } from '@/lib/domain/phone/phone';
import { ProviderError } from '../../provider-error';
import { planSearch, type SearchRequest } from './search';
import { SEARCH_LIMITS } from './search-filters';

function phoneOf(text: string): PhoneForms {
  const reading = readPhone(text, { defaultCountry: 'FR' });
  if (!reading.ok) throw new Error(`${text} is no number: ${reading.reason}`);
  return reading.phone;
}
const unread: PhoneForms = {
  raw: '',
  e164: null,
  national: null,
  country: null,
  region: null,
  extension: null,
  lines: [],
  isCountryStated: false,
  dialled: '',
};

const phone = phoneOf('01 76 00 01 01');
const query = (criteria: RecordCriterion[], overrides: Partial<RecordQuery> = {}): RecordQuery => ({
  objectApiName: 'contacts',
  criteria,
  properties: ['firstname'],
  limit: 20,
  ...overrides,
});
const plan = (criteria: RecordCriterion[], overrides: Partial<RecordQuery> = {}) =>
  planSearch(query(criteria, overrides), 'op');
const only = (criteria: RecordCriterion[], overrides: Partial<RecordQuery> = {}): SearchRequest => {
  const { requests } = plan(criteria, overrides);
  const [request] = requests;
  if (!request || requests.length !== 1) throw new Error(`One request was expected, not ${requests.length}`);
  return request;
};
const groups = (request: SearchRequest) =>
  request.filterGroups.map(({ filters }) =>
    filters
      .map((filter) => {
        const { propertyName, operator } = filter;
        return `${propertyName} ${operator} ${'values' in filter ? filter.values.join(' ') : filter.value}`;
      })
      .join(' & '),
  );

describe('searching a contact by phone number', () => {
  it('uses the five searches that find it in any spelling', () => {
    const request = only([{ kind: 'phone', properties: ['phone', 'mobilephone'], phone }]);
    expect(groups(request)).toEqual([
      'hs_searchable_calculated_phone_number CONTAINS_TOKEN *176000101*',
      'hs_searchable_calculated_mobile_number CONTAINS_TOKEN *176000101*',
      'phone CONTAINS_TOKEN *76 & phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *01',
      'mobilephone CONTAINS_TOKEN *76 & mobilephone CONTAINS_TOKEN *00 & mobilephone CONTAINS_TOKEN *01',
      'hs_searchable_calculated_international_phone_number CONTAINS_TOKEN *176000101*',
    ]);
  });

  it('always returns what was typed, which is all that the comparison needs', () => {
    const { properties } = only([{ kind: 'phone', properties: ['phone', 'mobilephone'], phone }]);
    expect(properties).toEqual(['firstname', 'phone', 'mobilephone']);
  });

  it('drops the least likely searches in favour of a custom phone property', () => {
    expect(groups(only([{ kind: 'phone', properties: ['phone', 'mobilephone', 'desk_phone'], phone }]))).toEqual([
      'hs_searchable_calculated_phone_number CONTAINS_TOKEN *176000101*',
      'hs_searchable_calculated_mobile_number CONTAINS_TOKEN *176000101*',
      'desk_phone CONTAINS_TOKEN *6000101',
      'desk_phone CONTAINS_TOKEN *76 & desk_phone CONTAINS_TOKEN *00 & desk_phone CONTAINS_TOKEN *01',
      'phone CONTAINS_TOKEN *76 & phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *01',
    ]);
  });

  it('never searches the calculated properties with a country code', () => {
    const all = groups(only([{ kind: 'phone', properties: ['phone'], phone }]));
    expect(all.filter((group) => group.startsWith('hs_') && group.includes('33176'))).toEqual([]);
  });

  it.each([
    ['+525512345678', '*5512345678'],
    ['+5215512345678', '*5512345678'],
    // Stored without its ninth digit, as most Brazilian contacts of before 2016.
    ['+5511987654321', '*87654321'],
    ['+5491161234567', '*1234567'],
    ['+390612345678', '*612345678'],
    ['+2250707123456', '*07123456'],
    // E.164 without its plus, or a number at home.
    ['4533123456', '*3123456'],
  ])('searches for the digits common to all spellings of %s', (text, ending) => {
    const [first] = groups(only([{ kind: 'phone', properties: ['phone'], phone: phoneOf(text) }]));
    expect(first).toBe(`hs_searchable_calculated_phone_number CONTAINS_TOKEN ${ending}*`);
  });

  it("uses the typed form if the number is short or can't be parsed", () => {
    expect(
      groups(only([{ kind: 'phone', properties: ['phone'], phone: { ...unread, raw: '3020', national: '3020' } }])),
    ).toEqual(['phone EQ 3020']);
  });

  it('searches nothing without a number', () => {
    expect(plan([{ kind: 'phone', properties: ['phone'], phone: { ...unread, raw: ' ' } }]).requests).toEqual([]);
    expect(plan([{ kind: 'phone', properties: [], phone }]).requests).toEqual([]);
  });

  it('takes a single search, with as many other conditions as a screen pop sends', () => {
    const equals = (count: number): RecordCriterion[] =>
      Array.from({ length: count }, (_, index) => ({ kind: 'equals', property: `p${index}`, value: 'v' }));
    const custom = ['desk', 'home', 'car', 'boat', 'fax'];
    for (const text of [
      '+33176000101',
      '+12125550100',
      '+493090182012',
      '+541161234567',
      '4155550123',
      '020 7946 0958',
    ])
      for (const properties of [['phone', 'mobilephone'], ['phone'], custom, custom.slice(0, 2)])
        for (const others of [0, 1, 2]) {
          const { requests } = plan([{ kind: 'phone', properties, phone: phoneOf(text) }, ...equals(others)]);
          expect(requests).toHaveLength(1);
          expect(requests[0]?.filterGroups.length).toBeLessThanOrEqual(SEARCH_LIMITS.groups);
        }
  });
});

it("searches another object's phone property as typed, because HubSpot calculates nothing for it", () => {
  const request = only([{ kind: 'phone', properties: ['phone'], phone }], { objectApiName: '0-2' });
  expect(groups(request)).toEqual([
    'phone CONTAINS_TOKEN *6000101',
    'phone CONTAINS_TOKEN *76 & phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *01',
    'phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *0101',
    'phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *01',
    'phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *101',
  ]);
  expect(request.properties).toEqual(['firstname', 'phone']);
  expect(request.sorts).toEqual(['-hs_lastmodifieddate']);
});

describe('other criteria', () => {
  it('searches every email property in lower case', () => {
    expect(
      groups(only([{ kind: 'email', properties: ['email', 'hs_additional_emails'], email: ' Jane@Example.com ' }])),
    ).toEqual(['email EQ jane@example.com', 'hs_additional_emails CONTAINS_TOKEN jane@example.com']);
  });

  it('joins alternatives within a criterion by OR, and criteria by AND', () => {
    const request = only([
      { kind: 'handle', properties: ['a', 'b'], handle: 'x' },
      { kind: 'equals', property: 'vip', value: 'true' },
    ]);
    expect(groups(request)).toEqual(['a EQ x & vip EQ true', 'b EQ x & vip EQ true']);
    expect(request.properties).toEqual(['firstname', 'a', 'b', 'vip']);
  });

  it('passes free text to HubSpot, which ranks the results', () => {
    const request = only([
      { kind: 'text', text: ' Jane ' },
      { kind: 'text', text: 'Doe' },
    ]);
    expect(request).toMatchObject({ query: 'Jane Doe', filterGroups: [] });
    expect(request.sorts).toBeUndefined();
    expect(
      only([
        { kind: 'text', text: 'Jane' },
        { kind: 'equals', property: 'vip', value: 'true' },
      ]),
    ).toMatchObject({ query: 'Jane' });
  });

  it('finds nothing, rather than everything, for an empty value', () => {
    expect(plan([{ kind: 'email', properties: ['email'], email: ' ' }]).requests).toEqual([]);
    expect(
      plan([
        { kind: 'equals', property: 'vip', value: '' },
        { kind: 'phone', properties: ['phone'], phone },
      ]).requests,
    ).toEqual([]);
  });
});

describe('several people', () => {
  const address = (email: string) => ({ kind: 'email' as const, properties: ['email', 'hs_additional_emails'], email });
  const number = (text: string) => ({ kind: 'phone' as const, properties: ['phone'], phone: phoneOf(text) });
  const many = (count: number, length = 0) =>
    Array.from({ length: count }, (_, index) => address(`P${index}${'x'.repeat(length)}@client.example`));

  it('are found with one search: addresses in one group, one number in any form, then second addresses', () => {
    const criteria = [address('Alix@client.example'), number('+33176000101'), address('bo@client.example')];
    const { requests, unasked } = plan([{ kind: 'any_of', criteria }]);
    expect(requests.map(groups)).toEqual([
      [
        'email IN alix@client.example bo@client.example',
        'hs_searchable_calculated_phone_number CONTAINS_TOKEN *176000101*',
        'phone CONTAINS_TOKEN *76 & phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *01',
        'hs_additional_emails CONTAINS_TOKEN alix@client.example',
        'hs_additional_emails CONTAINS_TOKEN bo@client.example',
      ],
    ]);
    expect([unasked, requests[0]?.properties]).toEqual([[], ['firstname', 'email', 'hs_additional_emails', 'phone']]);
  });

  it('are found by several numbers as HubSpot calculates them, and as people type them', () => {
    const { requests } = plan([{ kind: 'any_of', criteria: [number('0176000101'), number('+5215512345678')] }]);
    expect(requests.map(groups)).toEqual([
      [
        'hs_searchable_calculated_phone_number IN 176000101 5512345678',
        expect.stringMatching(/^phone IN \+33176000101 0176000101 01 76 00 01 01 \+33 1 76 00 01 01 \+525512345678 /),
        'hs_searchable_calculated_phone_number CONTAINS_TOKEN *176000101*',
        'hs_searchable_calculated_phone_number CONTAINS_TOKEN *5512345678*',
        'phone CONTAINS_TOKEN *76 & phone CONTAINS_TOKEN *00 & phone CONTAINS_TOKEN *01',
      ],
    ]);
  });

  it('are as many as one search has room for, and it says if that is not everybody', () => {
    const numbers = Array.from({ length: 8 }, (_, index) => number(`+3317600010${index}`));
    const all = {
      numbers: plan([{ kind: 'any_of', criteria: numbers }]),
      fifty: plan([{ kind: 'any_of', criteria: many(50) }]),
      long: plan([{ kind: 'any_of', criteria: many(50, 150) }]),
    };
    // Of eight numbers the usual forms, of fifty people the first addresses, of long ones those that fit.
    expect(all.numbers.unasked.map(({ kind }) => kind)).toEqual(numbers.map(({ kind }) => kind));
    expect(all.fifty.unasked.length).toBe(46);
    expect(all.long.unasked.length).toBeGreaterThan(46);
    for (const { requests } of Object.values(all)) {
      expect(requests).toHaveLength(1);
      for (const request of requests) {
        expect(JSON.stringify(request).length).toBeLessThanOrEqual(SEARCH_LIMITS.bodyCharacters);
        expect(request.filterGroups.length).toBeLessThanOrEqual(SEARCH_LIMITS.groups);
        const filters = request.filterGroups.flatMap((group) => group.filters);
        expect(filters.length).toBeLessThanOrEqual(SEARCH_LIMITS.filters);
      }
    }
  });

  it('are no search if there is nothing to search for, and are never mixed with other conditions', () => {
    expect(plan([{ kind: 'any_of', criteria: [] }]).requests).toEqual([]);
    expect(() =>
      plan([
        { kind: 'any_of', criteria: many(1) },
        { kind: 'text', text: 'x' },
      ]),
    ).toThrow(ProviderError);
  });
});

describe("a query beyond HubSpot's limits", () => {
  const refusal = (criteria: RecordCriterion[]) => {
    try {
      plan(criteria);
    } catch (error) {
      return error instanceof ProviderError ? error.code : String(error);
    }
    return 'taken';
  };

  it('is refused, not truncated', () => {
    const equals = (count: number): RecordCriterion[] =>
      Array.from({ length: count }, (_, index) => ({ kind: 'equals', property: `p${index}`, value: 'v' }));
    expect(refusal([])).toBe('EMPTY_SEARCH');
    expect(refusal([{ kind: 'text', text: '  ' }])).toBe('EMPTY_SEARCH');
    expect(refusal(equals(6))).toBe('taken');
    expect(refusal(equals(7))).toBe('SEARCH_TOO_COMPLEX');
    expect(refusal([{ kind: 'text', text: 'x'.repeat(3_001) }])).toBe('SEARCH_TOO_LONG');
    const handles = (letter: string): RecordCriterion => ({
      kind: 'handle',
      properties: [1, 2, 3, 4, 5].map((n) => `${letter}${n}`),
      handle: 'x',
    });
    expect(refusal([handles('a'), handles('b')])).toBe('taken');
    expect(refusal([handles('a'), handles('b'), handles('c')])).toBe('SEARCH_TOO_COMPLEX');
  });

  it('fetches properties by ID if they would make the query too long', () => {
    const properties = Array.from({ length: 200 }, (_, index) => `a_rather_long_property_name_${index}`);
    const { requests, mustReadAgain } = plan([{ kind: 'phone', properties: ['phone'], phone }], { properties });
    expect(mustReadAgain).toBe(true);
    expect(requests.map((request) => request.properties)).toEqual([['phone']]);
  });

  it('asks for 1 to 200 records', () => {
    expect(only([{ kind: 'text', text: 'x' }], { limit: 5_000 }).limit).toBe(200);
    expect(only([{ kind: 'text', text: 'x' }], { limit: 0 }).limit).toBe(1);
  });
});

it("stays within all of HubSpot's limits for any criteria, and covers every combination", () => {
  const name = fc.stringMatching(/^[a-z_]{1,30}$/);
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 5 });
  const text = fc.string({ minLength: 1, maxLength: 80 });
  const criterion: fc.Arbitrary<RecordCriterion> = fc.oneof(
    fc.record({ kind: fc.constant('email' as const), properties: names, email: text }),
    fc.record({ kind: fc.constant('handle' as const), properties: names, handle: text }),
    fc.record({ kind: fc.constant('equals' as const), property: name, value: text }),
    fc.record({ kind: fc.constant('text' as const), text }),
    fc.record({
      kind: fc.constant('phone' as const),
      properties: fc.uniqueArray(fc.oneof(name, fc.constant('phone'), fc.constant('mobilephone')), {
        minLength: 1,
        maxLength: 5,
      }),
      phone: fc.oneof(
        fc.constantFrom('+33176000101', '01 76 00 01 01', '+5215512345678', '4155550123', '02079460958').map(phoneOf),
        fc
          .record({
            raw: text,
            national: fc.option(fc.stringMatching(/^\d{3,12}$/)),
          })
          .map((phone) => ({ ...unread, ...phone })),
      ),
    }),
  );
  let answered = 0;
  fc.assert(
    fc.property(
      fc.array(criterion, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(name, { maxLength: 120 }),
      (criteria, properties) => {
        let planned: ReturnType<typeof planSearch>;
        try {
          planned = plan(criteria, { properties });
        } catch (error) {
          expect(error).toBeInstanceOf(ProviderError);
          return;
        }
        answered += 1;
        for (const request of planned.requests) {
          expect(request.filterGroups.length).toBeLessThanOrEqual(SEARCH_LIMITS.groups);
          expect(JSON.stringify(request).length).toBeLessThanOrEqual(SEARCH_LIMITS.bodyCharacters);
          const perGroup = request.filterGroups.map((group) => group.filters.length);
          expect(Math.max(0, ...perGroup)).toBeLessThanOrEqual(SEARCH_LIMITS.filtersPerGroup);
          expect(perGroup.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(SEARCH_LIMITS.filters);
          // Every group has a filter per criterion, and several for a number: none was dropped to make it fit.
          const kinds = criteria.filter((one) => one.kind !== 'text');
          for (const count of perGroup) {
            if (kinds.some(({ kind }) => kind === 'phone')) expect(count).toBeGreaterThanOrEqual(kinds.length);
            else expect(count).toBe(kinds.length);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(answered).toBeGreaterThan(150);
});
