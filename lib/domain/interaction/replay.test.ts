import { describe, expect, it } from 'vitest';
import { storedEventSchema, type InteractionEventInput } from './interaction';
import { isRepeatWithoutTime } from './order-events';
import { replay } from './replay';
import { isSameInteraction } from './same-interaction';
import { durationMsOf, resultOf } from './state';

const ANA = 'ana@example.com';
const BEN = 'ben@example.com';
const CUSTOMER = '+33176000101';
const START = Date.parse('2026-11-23T09:00:00Z');
const DAY_S = 24 * 60 * 60;

type Events = readonly [InteractionEventInput, ...InteractionEventInput[]];

/** `seconds` after the start. */
function event(
  type: InteractionEventInput['type'],
  seconds: number,
  more: Partial<InteractionEventInput> = {},
): InteractionEventInput {
  return storedEventSchema.parse({
    source: 'pbx',
    id: 'call-1',
    type,
    at: new Date(START + seconds * 1000).toISOString(),
    channel: 'voice',
    direction: 'incoming',
    ...more,
  });
}

const partsOf = (events: Events) =>
  replay(events).participations.map(({ agent, phase, ending, takenBy }) =>
    [agent, phase === 'left' ? ending : phase, takenBy].filter((part) => part !== null).join(' '),
  );

describe('agents of one call', () => {
  const rung: Events = [event('presented', 0, { agent: ANA }), event('presented', 1, { agent: BEN })];
  const answered: Events = [...rung, event('accepted', 20, { agent: BEN })];

  it('all see it ring, and read who answered', () => {
    expect(partsOf(rung)).toEqual([`${ANA} ringing`, `${BEN} ringing`]);
    expect(partsOf(answered)).toEqual([`${ANA} answered_elsewhere ${BEN}`, `${BEN} talking`]);
  });

  it.each([
    ['a colleague’s missed ring', event('missed', 21, { agent: ANA })],
    ['a missed ring of nobody in particular', event('missed', 21)],
    ['the end of a colleague’s ring', event('ended', 21, { agent: ANA, durationMs: 0 })],
    ['the end of somebody’s who was never mentioned', event('ended', 21, { agent: 'voicemail' })],
    ['a ring that is withdrawn, even theirs', event('withdrawn', 21, { agents: [ANA, BEN] })],
    ['a missed ring of theirs that is reported late', event('missed', 21, { agent: BEN })],
    ['a list of phones that ring without theirs', event('presented', 21, { agents: [] })],
  ])('who talks doesn’t lose it to %s', (_, noise) => {
    const open = replay([...answered, noise]);
    expect([open.state.status, open.state.agent, open.state.durationMs]).toEqual(['accepted', BEN, null]);
    const { state } = replay([...answered, noise, event('ended', 140, { agent: BEN })]);
    expect([state.status, durationMsOf(state), resultOf(state)]).toEqual(['ended', 120_000, 'answered']);
  });

  it('have missed it if none of them answers, and the call is missed once', () => {
    const { state } = replay([...rung, event('missed', 20, { agent: ANA })]);
    expect(state.status).toBe('presented');
    const events: Events = [...rung, event('missed', 20, { agent: ANA }), event('missed', 25, { agent: BEN })];
    expect([replay(events).state.status, replay(events).state.closedAt]).toEqual([
      'missed',
      '2026-11-23T09:00:25.000Z',
    ]);
    expect(partsOf(events)).toEqual([`${ANA} missed`, `${BEN} missed`]);
  });

  it('no longer have it where the list of phones that ring is another', () => {
    const events: Events = [event('presented', 0, { agents: [ANA, BEN] }), event('presented', 9, { agents: [BEN] })];
    expect(partsOf(events)).toEqual([`${ANA} withdrawn`, `${BEN} ringing`]);
    expect(partsOf([...events, event('presented', 15, { agents: [] })])).toEqual([
      `${ANA} withdrawn`,
      `${BEN} withdrawn`,
    ]);
  });

  it('are as before if somebody who is no agent answers', () => {
    const events: Events = [...rung, event('accepted', 5, { agents: [] })];
    expect(partsOf(events)).toEqual([`${ANA} answered_elsewhere`, `${BEN} answered_elsewhere`]);
    expect(replay(events).state.status).toBe('accepted');
  });
});

describe('a transfer', () => {
  const talking: Events = [event('presented', 0, { agent: ANA }), event('accepted', 5, { agent: ANA })];

  it('without asking: the colleague’s phone rings, and the call stays open if they miss it', () => {
    const events: Events = [...talking, event('transferred', 60, { agent: ANA, to: BEN })];
    expect(partsOf(events)).toEqual([`${ANA} transferred ${BEN}`, `${BEN} ringing`]);
    expect(replay([...events, event('ended', 61, { agent: ANA })]).state.status).toBe('presented');
    expect(replay([...events, event('missed', 80, { agent: BEN })]).state.status).toBe('accepted');
    const { state } = replay([...events, event('accepted', 70, { agent: BEN }), event('ended', 125)]);
    expect([state.firstAgent, state.agent, durationMsOf(state)]).toEqual([ANA, BEN, 120_000]);
  });

  it('after asking: both talk until it is handed over', () => {
    const asked: Events = [...talking, event('presented', 30, { agent: BEN }), event('accepted', 35, { agent: BEN })];
    expect(partsOf(asked)).toEqual([`${ANA} talking`, `${BEN} talking`]);
    for (const over of [event('transferred', 50, { agent: ANA, to: BEN }), event('transferred', 50, { to: BEN })])
      expect(partsOf([...asked, over])).toEqual([`${ANA} transferred ${BEN}`, `${BEN} talking`]);
    // Without a word of a transfer, the first leg just ends.
    expect(partsOf([...asked, event('ended', 50, { agent: ANA })])).toEqual([`${ANA} answered`, `${BEN} talking`]);
    expect(partsOf([...asked, event('transferred', 50, { agent: BEN, to: ANA })])).toEqual([
      `${ANA} talking`,
      `${BEN} transferred ${ANA}`,
    ]);
  });

  it('to a queue or outside: who had it stays known, and giving up there ends it', () => {
    const events: Events = [...talking, event('transferred', 60, { queue: 'Second line' })];
    expect([partsOf(events), replay(events).state.agent]).toEqual([[`${ANA} transferred`], ANA]);
    const { state } = replay([...events, event('missed', 90)]);
    expect([state.status, state.agent, state.queue, resultOf(state)]).toEqual([
      'missed',
      ANA,
      'Second line',
      'answered',
    ]);
  });
});

describe('what is certain', () => {
  const ended: Events = [event('accepted', 0, { agent: ANA, customer: { number: CUSTOMER } }), event('ended', 70)];

  it('is the first end; what comes later is added', () => {
    const late = event('ended', 310, { recordingUrl: 'https://rec.example/1.mp3', outcome: 'Connected' });
    for (const events of [[...ended, late] as const, [late, ...ended] as const]) {
      const { state } = replay(events);
      expect([durationMsOf(state), state.closedAt]).toEqual([70_000, '2026-11-23T09:01:10.000Z']);
      expect(state).toMatchObject({ recordingUrl: 'https://rec.example/1.mp3', outcome: 'Connected' });
    }
    const described = replay([...ended, event('described', 400, { durationMs: 69_000 })]).state;
    expect([described.status, durationMsOf(described)]).toEqual(['ended', 69_000]);
  });

  it.each([
    ['an extension', '201'],
    ['a word', 'client:ana'],
    ['an empty number', ''],
    ['a withheld number', 'anonymous'],
    ['an emergency number', '112'],
    ['our own line', '01 76 00 01 00'],
  ])('is the customer’s number: %s is no news about them', (_, number) => {
    const { state } = replay([
      event('accepted', 0, { agent: ANA, customer: { number: CUSTOMER }, ourNumber: '+33176000100' }),
      event('accepted', 30, { agent: BEN, customer: { number }, ourNumber: '202', direction: 'outgoing' }),
    ]);
    expect(state.customer.number).toBe(CUSTOMER);
    expect([state.ourNumber, state.direction]).toEqual(['+33176000100', 'incoming']);
  });

  it('is replaced by what is surer', () => {
    const numberAfter = (...numbers: string[]) => {
      const [first, ...rest] = numbers.map((number, index) =>
        event('accepted', index, { agent: ANA, customer: { number } }),
      );
      return replay([first ?? expect.fail(), ...rest]).state.customer.number;
    };
    expect(numberAfter('', CUSTOMER)).toBe(CUSTOMER);
    expect(numberAfter('201', CUSTOMER)).toBe(CUSTOMER);
    expect(numberAfter('201', 'anonymous')).toBe('anonymous');
    expect(numberAfter('anonymous', '201')).toBe('anonymous');
    expect(numberAfter(CUSTOMER, '+33176000102')).toBe('+33176000102');
  });
});

describe('the same ID', () => {
  const first: Events = [
    event('presented', 0, { sequence: 1, agent: ANA, customer: { number: CUSTOMER } }),
    event('ended', 60, { sequence: 2 }),
  ];

  it.each([
    ['the same report, however late', event('ended', 60, { sequence: 2 })],
    ['a recording the next day', event('described', DAY_S, { recordingUrl: 'https://rec.example/1.mp3' })],
    [
      'a second end the next day that contradicts nothing',
      event('ended', DAY_S, { sequence: 3, outcome: 'Connected' }),
    ],
    ['a ring after a missed one', event('presented', 90, { sequence: 3, agent: BEN })],
    ['another report with a number that was used', event('accepted', 20, { sequence: 1, agent: ANA })],
    [
      'an extension that is handed the call minutes after its end was reported',
      event('accepted', 400, { sequence: 3, agent: BEN, customer: { number: '201' } }),
    ],
    [
      'the same caller in another form hours later',
      event('presented', 3 * 3600, { agent: BEN, customer: { number: '00331 76 00 01 01' } }),
    ],
    ['a ring hours later that names nobody', event('presented', 3 * 3600, { sequence: 1, agent: BEN })],
  ])('is the same call for %s', (_, next) => {
    expect(isSameInteraction(first, next)).toBe(true);
  });

  it.each([
    [
      'the numbers start again',
      event('presented', DAY_S, { sequence: 1, agent: BEN, customer: { number: '+33176000102' } }),
    ],
    [
      'they start again with the same caller',
      event('presented', DAY_S, { sequence: 1, agent: ANA, customer: { number: CUSTOMER } }),
    ],
    ['their end arrives first', event('ended', DAY_S + 60, { sequence: 2 })],
    ['it rings the day after it ended', event('presented', DAY_S, { agent: ANA })],
    ['another number ends', event('ended', DAY_S, { customer: { number: '+33176000102' } })],
    ['it is an email', event('ended', DAY_S, { channel: 'email' })],
  ])('is another call a day later if %s', (_, next) => {
    expect(isSameInteraction(first, next)).toBe(false);
  });

  it('is another call hours later if somebody else calls after the first was over', () => {
    const other = { agent: BEN, customer: { number: '+33176000102' } };
    const [ring] = first;
    expect(isSameInteraction(first, event('presented', 3 * 3600, { sequence: 1, ...other }))).toBe(false);
    expect(isSameInteraction(first, event('accepted', 5 * 3600, other))).toBe(false);
    // It isn't over: one call may wait as long, and be corrected.
    expect(isSameInteraction([ring], event('presented', 3 * 3600, other))).toBe(true);
    expect(isSameInteraction([ring, event('missed', 60)], event('presented', 3 * 3600, other))).toBe(true);
  });

  it('is the same email for as long as it waits', () => {
    const waiting: Events = [event('presented', 0, { agent: ANA, channel: 'email' })];
    expect(isSameInteraction(waiting, event('accepted', 3 * DAY_S, { agent: ANA, channel: 'email' }))).toBe(true);
  });
});

describe('an event that states neither time, number nor name', () => {
  const ring = { agents: [ANA, BEN] };

  it.each([
    ['nothing else was reported', [event('presented', 0, ring)], event('presented', 5, ring)],
    [
      'a colleague has answered',
      [event('presented', 0, ring), event('accepted', 8, { agent: BEN })],
      event('presented', 10, ring),
    ],
    ['it is over', [event('presented', 0, ring), event('ended', 8)], event('presented', 10, ring)],
    [
      'it was reported with a time before',
      [event('missed', 0, { queue: 'Sales' })],
      event('missed', 9, { queue: 'Sales' }),
    ],
    [
      'a customer’s facts came in another order',
      [event('ended', 0, { customer: { number: CUSTOMER, name: 'Alix' } })],
      event('ended', 9, { customer: { name: 'Alix', number: CUSTOMER } }),
    ],
  ])('is a repeat if the same was reported and %s', (_what, events, next) => {
    expect(isRepeatWithoutTime(events, next)).toBe(true);
  });

  it.each([
    ['it says something else', [event('presented', 0, ring)], event('presented', 5, { agents: [ANA] })],
    [
      'it rings again after it was missed',
      [event('presented', 0, ring), event('missed', 20)],
      event('presented', 22, ring),
    ],
    [
      'phones ring in turn',
      [event('presented', 0, { agents: [ANA] }), event('presented', 15, { agents: [BEN] })],
      event('presented', 29, { agents: [ANA] }),
    ],
    [
      'it is missed again',
      [event('missed', 0, { agent: ANA }), event('presented', 5, { agent: ANA })],
      event('missed', 25, { agent: ANA }),
    ],
    [
      'it is handed on again',
      [event('transferred', 0, { queue: 'Sales' }), event('accepted', 5, { agent: BEN })],
      event('transferred', 25, { queue: 'Sales' }),
    ],
    [
      'a fact is put right again',
      [event('described', 0, { outcome: 'Sold' }), event('described', 5, { outcome: 'Lost' })],
      event('described', 9, { outcome: 'Sold' }),
    ],
    ['it was a while ago', [event('presented', 0, ring)], event('presented', 31, ring)],
    ['it has a number', [event('presented', 0, ring)], event('presented', 5, { ...ring, sequence: 2 })],
  ])('is none if %s', (_what, events, next) => {
    expect(isRepeatWithoutTime(events, next)).toBe(false);
  });
});

describe('what is reported after the end', () => {
  it('was answered before it', () => {
    const { state, participations } = replay([
      event('ended', 60, { agent: ANA }),
      event('accepted', 65, { agent: ANA }),
    ]);
    expect([state.acceptedAt, participations[0]?.answeredAt]).toEqual([state.closedAt, state.closedAt]);
    expect([resultOf(state), durationMsOf(state)]).toEqual(['answered', 0]);
  });

  it('was missed when it was first said', () => {
    const missed: Events = [event('presented', 0, { agent: ANA }), event('missed', 20, { agent: ANA })];
    expect(replay([...missed, event('missed', 50)]).state.closedAt).toBe(replay(missed).state.closedAt);
    // Unless it rang again.
    expect(replay([...missed, event('presented', 30, { agent: BEN }), event('missed', 50)]).state.closedAt).toBe(
      event('missed', 50).at,
    );
  });
});
