import { describe, expect, it } from 'vitest';
import { checkExcludedNumbers, isAmong, readEntries, type ExcludedNumber } from './excluded-numbers';
import { storedEventSchema, type InteractionEventInput } from './interaction';
import { nonCustomerOf } from './non-customer';
import { replay } from './replay';

const ANA = 'ana@example.com';
const BEN = 'ben@example.com';
const CUSTOMER = '+33184800202';
const BEN_ID = '0192f0c1-0000-7000-8000-000000000001';

const entry = (kind: ExcludedNumber['kind'], from: string, to: string | null = null, userId: string | null = null) => ({
  kind,
  from,
  to,
  userId,
});

const ENTRIES: ExcludedNumber[] = [
  entry('internal', '+33 1 76 00 01 00', '+33 1 76 00 01 99'),
  entry('internal', '31000', '31999'),
  entry('internal', '0176000250', null, BEN_ID),
  entry('private', '06 12 34 56 78'),
  entry('line', '+33199000099'),
  entry('line', 'Staff'),
];

function event(type: InteractionEventInput['type'], more: Partial<InteractionEventInput> = {}): InteractionEventInput {
  return storedEventSchema.parse({
    source: 'pbx',
    id: 'call-1',
    type,
    at: '2026-11-23T09:00:00Z',
    channel: 'voice',
    direction: 'incoming',
    ourNumber: '+33199000001',
    ...more,
  });
}

const excluded = readEntries(ENTRIES, 'FR');

function judge(...events: [Partial<InteractionEventInput>, ...Partial<InteractionEventInput>[]]) {
  const [first, ...rest] = events.map((one, index) => event(one.type ?? 'presented', { sequence: index + 1, ...one }));
  const { state } = replay([first ?? expect.fail('no event'), ...rest], isAmong(excluded, 'FR'));
  const others = state.agent === ANA ? ['Ben'] : [];
  return {
    number: state.customer.number,
    nonCustomer: nonCustomerOf(state, {
      excluded,
      users: new Map([[BEN_ID, 'Ben Leroy']]),
      colleagues: new Map([[BEN, 'Ben Leroy']]),
      others,
      defaultCountry: 'FR',
    }),
  };
}

describe('nonCustomerOf', () => {
  it.each([
    ['an extension', '201', 'internal', 'Ben'],
    ['an extension in an address', '<sip:201@10.0.0.1>', 'internal', 'Ben'],
    ['a listed extension', '31042', 'internal', 'Ben'],
    ['a direct number of ours', '01 76 00 01 42', 'internal', 'Ben'],
    ['the direct number of a user', '+33176000250', 'internal', 'Ben Leroy'],
    ['the SIP address of a user', 'sip:ben@example.com', 'internal', 'Ben Leroy'],
    ['a private number', '+33612345678', 'private', null],
    ['an emergency number', '112', 'service', null],
    ['an emergency number in E.164', '+33112', 'service', null],
    ['directory enquiries', '118218', 'service', null],
  ])('recognises %s', (_, number, kind, name) => {
    expect(judge({ agent: ANA, customer: { number } }).nonCustomer).toEqual({ kind, name });
  });

  it.each([
    CUSTOMER,
    '+33176000200',
    '+331760001000',
    '32042',
    '901820',
    '131444',
    'anonymous',
    '',
    'MYBANK',
    'sip:zoe@example.com',
    '+33612345679',
  ])('takes %j for a customer’s', (number) => {
    expect(judge({ agent: ANA, customer: { number } }).nonCustomer).toBeNull();
  });

  it('excludes a line by its number in any spelling, and a queue by its name', () => {
    expect(judge({ customer: { number: CUSTOMER }, ourNumber: '01 99 00 00 99' }).nonCustomer).toEqual({
      kind: 'line',
      name: '+33199000099',
    });
    expect(judge({ customer: { number: CUSTOMER }, queue: ' STAFF ' }).nonCustomer?.kind).toBe('line');
    expect(judge({ customer: { number: CUSTOMER }, queue: 'Staff 2' }).nonCustomer).toBeNull();
  });

  it('takes a colleague for one by email address, but not one who writes to us', () => {
    expect(judge({ customer: { email: BEN } }).nonCustomer).toEqual({ kind: 'internal', name: 'Ben Leroy' });
    expect(judge({ channel: 'email', customer: { email: BEN } }).nonCustomer).toBeNull();
  });
});

describe('an internal leg of a customer’s call', () => {
  const answered = [
    { type: 'presented', agent: ANA, customer: { number: CUSTOMER } },
    { type: 'accepted', agent: ANA },
  ] as const;

  it.each(['201', '31042', '+33 1 76 00 01 42', 'sip:201@10.0.0.1', 'anonymous', '112'])(
    'leaves the customer’s number where it reports %j',
    (number) => {
      const consulted = judge(...answered, { type: 'presented', agent: BEN, customer: { number } });
      expect(consulted).toEqual({ number: CUSTOMER, nonCustomer: null });
      const transferred = judge(
        ...answered,
        { type: 'transferred', agent: ANA, to: BEN, customer: { number } },
        { type: 'accepted', agent: BEN, customer: { number } },
        { type: 'ended', customer: { number } },
      );
      expect(transferred).toEqual({ number: CUSTOMER, nonCustomer: null });
    },
  );

  it.each([undefined, 'anonymous', ''])(
    'does not make the call of a caller without a number internal: %j',
    (number) => {
      const customer = number === undefined ? {} : { number };
      const { nonCustomer } = judge(
        { type: 'presented', agent: ANA, customer },
        { type: 'accepted', agent: ANA },
        { type: 'accepted', agent: BEN, customer: { number: '201' } },
        { type: 'ended', customer: { number: '+33176000142' } },
      );
      expect(nonCustomer).toBeNull();
    },
  );

  it('gives way to the customer’s number, whichever came first', () => {
    expect(
      judge(
        { type: 'presented', agent: ANA, customer: { number: '+33176000142' } },
        { type: 'described', customer: { number: CUSTOMER } },
      ),
    ).toEqual({ number: CUSTOMER, nonCustomer: null });
  });
});

describe('checkExcludedNumbers', () => {
  it('takes what is right', () => {
    expect([...checkExcludedNumbers(ENTRIES, 'FR')]).toEqual([]);
  });

  it.each([
    [[entry('internal', 'reception')], 'entries.0.from', 'not_a_number'],
    [[entry('internal', '200', '19')], 'entries.0.to', 'not_a_range'],
    [[entry('internal', '299', '200')], 'entries.0.to', 'not_a_range'],
    [[entry('internal', '200', '2999')], 'entries.0.to', 'not_a_range'],
    [[entry('internal', '+33176000000', '+33176010000')], 'entries.0.to', 'range_too_large'],
    [[entry('internal', '200', '299'), entry('private', '250')], 'entries.1.from', 'range_overlaps'],
    [
      [entry('internal', '01 76 00 01 00', '+33176000199'), entry('internal', '+33176000150', '+33176000250')],
      'entries.1.from',
      'range_overlaps',
    ],
    [[entry('internal', '200', '299', BEN_ID)], 'entries.0.userId', 'range_of_one'],
    [[entry('private', '200', null, BEN_ID)], 'entries.0.userId', 'range_of_one'],
    [[entry('line', 'Staff'), entry('line', 'STAFF')], 'entries.1.from', 'duplicate_value'],
    [[entry('line', '+33199000099', '+33199000100')], 'entries.0.to', 'line_has_no_range'],
  ])('refuses %j beside its row', (entries, path, key) => {
    expect([...checkExcludedNumbers(entries, 'FR')].map(([at, { key: said }]) => [at, said])).toEqual([[path, key]]);
  });
});
