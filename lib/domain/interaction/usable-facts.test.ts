import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unstorablePaths } from '../base/validation';
import {
  CUSTOMER_FACTS,
  EVENT_FACTS,
  INTERACTION_EVENT_TYPES,
  interactionEventSchema,
  MAX_PARTICIPANTS,
  storedEventSchema,
} from './interaction';
import { replay } from './replay';
import { completeEvent, keepUsableFacts } from './usable-facts';

const base = {
  source: 'pbx-1',
  id: 'call-1',
  sequence: 1,
  type: 'presented',
  at: '2026-11-23T09:30:00Z',
  channel: 'voice',
  direction: 'incoming',
  agent: 'marie@example.com',
};

function read(more: Record<string, unknown>) {
  const { report, named, ignored } = keepUsableFacts({ ...base, ...more });
  return { event: completeEvent(interactionEventSchema.parse(report), named, ARRIVED), ignored };
}

const ARRIVED = new Date('2026-11-23T09:30:01.500Z');

describe('the participants of an event', () => {
  it('stay without those who cannot be told from others, and without what cannot be used of them', () => {
    const { event, ignored } = read({
      participants: [
        { role: 'From', email: 'Alix@Client.example', name: ' Alix ' },
        { role: 'cc', email: 'not an address', name: 'Bo' },
        { number: 33176000101, name: 'x'.repeat(201) },
        'cy@client.example',
      ],
    });
    expect(event.participants).toEqual([
      { role: 'from', email: 'alix@client.example', name: 'Alix' },
      { number: '33176000101' },
    ]);
    expect(ignored).toEqual([
      { field: 'participants.1.email', reason: 'wrong_format' },
      { field: 'participants.1', reason: 'missing' },
      { field: 'participants.2.name', reason: 'too_long' },
      { field: 'participants.3', reason: 'wrong_type' },
    ]);
  });

  it('are as many as an interaction keeps', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ email: `p${index}@client.example` }));
    const { event, ignored } = read({ participants: many });
    expect(event.participants).toHaveLength(MAX_PARTICIPANTS);
    expect(ignored).toEqual([{ field: 'participants', reason: 'too_many' }]);
  });
});

describe('keepUsableFacts', () => {
  it.each([
    [{ recordingUrl: 'http://10.0.0.5/a.wav' }, 'recordingUrl', 'not_https'],
    [{ recordingUrl: 'javascript:alert(1)' }, 'recordingUrl', 'not_https'],
    [{ recordingUrl: null }, 'recordingUrl', 'empty'],
    [{ queue: '' }, 'queue', 'empty'],
    [{ queue: ['Sales'] }, 'queue', 'wrong_type'],
    [{ outcome: { code: 16 } }, 'outcome', 'wrong_type'],
    [{ outcome: 'x'.repeat(201) }, 'outcome', 'too_long'],
    [{ durationMs: -5 }, 'durationMs', 'out_of_range'],
    [{ durationMs: 'long' }, 'durationMs', 'wrong_type'],
    [{ subject: 'half an emoji \ud83d' }, 'subject', 'wrong_characters'],
    [{ customer: 'Alix' }, 'customer', 'wrong_type'],
    [{ customer: { number: 'x'.repeat(201) } }, 'customer.number', 'too_long'],
    [{ customer: { number: { raw: '1' } } }, 'customer.number', 'wrong_type'],
    [{ customer: { number: '' } }, 'customer.number', 'number_empty'],
    [{ customer: { email: 'alix@' } }, 'customer.email', 'wrong_format'],
    [{ customer: { phone: '1' } }, 'customer.phone', 'unknown_field'],
    [{ participants: 'alix@client.example' }, 'participants', 'wrong_type'],
    [{ participants: null }, 'participants', 'empty'],
    [{ participants: [null] }, 'participants.0', 'empty'],
    [{ participants: [{ name: 'Alix' }] }, 'participants.0', 'missing'],
    [{ participants: [{ email: 'alix@client.example', role: 'sender' }] }, 'participants.0.role', 'wrong_format'],
    [{ participants: [{ email: 'alix@client.example', number: '' }] }, 'participants.0.number', 'empty'],
    [{ participants: [{ email: 'alix@client.example', name: 7.5 }] }, 'participants.0.name', 'wrong_type'],
    [{ participants: [{ email: 'alix@client.example', vip: true }] }, 'participants.0.vip', 'unknown_field'],
    [{ trunk: 'sip-3' }, 'trunk', 'unknown_field'],
    [{ sequence: -1 }, 'sequence', 'out_of_range'],
    [{ sequence: 1.5 }, 'sequence', 'wrong_type'],
    [{ sequence: 2 ** 60 }, 'sequence', 'out_of_range'],
    [{ eventId: '' }, 'eventId', 'empty'],
    [{ to: null }, 'to', 'empty'],
    [{ agents: [null] }, 'agents.0', 'empty'],
    [{ agents: { marie: true } }, 'agents', 'wrong_type'],
    [{ at: undefined }, 'at', 'missing'],
    [{ at: null }, 'at', 'empty'],
    [{ at: 1_795_424_404_000 }, 'at', 'wrong_type'],
    [{ at: '2026-11-29T16:00:00' }, 'at', 'no_offset'],
    [{ at: '2026-11-29 16:00' }, 'at', 'no_offset'],
    [{ at: '2026-13-29T16:00Z' }, 'at', 'wrong_format'],
    [{ at: '0001-01-01T00:00:00Z' }, 'at', 'wrong_format'],
    [{ channel: 'fax' }, 'channel', 'wrong_format'],
    [{ channel: null }, 'channel', 'empty'],
    [{ direction: 'internal' }, 'direction', 'wrong_format'],
    [{ direction: 1 }, 'direction', 'wrong_format'],
  ])('leaves out what it can’t use of %j, and says so', (more, field, reason) => {
    const { event, ignored } = read(more);
    expect(event).toMatchObject({ id: 'call-1', agent: 'marie@example.com' });
    expect('agents' in event).toBe(false);
    expect(event.at).toBe(field === 'at' ? ARRIVED.toISOString() : base.at);
    expect(ignored).toEqual([{ field, reason }]);
  });

  it.each([
    [{ customer: { number: 33176000101 } }, { customer: { number: '33176000101' } }],
    [{ customer: { withheld: 'true' } }, { customer: { withheld: true } }],
    [{ ourNumber: 101 }, { ourNumber: '101' }],
    [{ id: 4711 }, { id: '4711' }],
    [{ durationMs: 61_000.4 }, { durationMs: 61_000 }],
    [{ sequence: 1_795_424_404_000 }, { sequence: 1_795_424_404_000 }],
    [{ sequence: '17' }, { sequence: 17 }],
    [{ agent: ' Marie@Example.com ' }, { agent: 'marie@example.com' }],
    [{ agent: 'Marie' }, { agent: 'Marie' }],
    [{ agent: 201 }, { agent: '201' }],
    [{ agents: 'paul@example.com' }, { agents: ['paul@example.com'] }],
    [{ agents: ['Paul@example.com', '202', 'paul@example.com'] }, { agents: ['paul@example.com', '202'] }],
    [{ agents: [] }, { agents: [] }],
    [{ durationMs: '61000' }, { durationMs: 61_000 }],
    [{ at: '2026-11-29T16:00Z' }, { at: '2026-11-29T16:00:00Z' }],
    [{ at: '2026-11-29T16:00:01+0100' }, { at: '2026-11-29T16:00:01+01:00' }],
    [{ at: '2026-11-29T16:00:01.5-03' }, { at: '2026-11-29T16:00:01.5-03:00' }],
    [{ at: '2026-11-29 16:00:01Z' }, { at: '2026-11-29T16:00:01Z' }],
    [{ at: '2026-11-29t16:00:01z' }, { at: '2026-11-29T16:00:01Z' }],
    [{ at: '2026-11-29T16:00:01,25+0530' }, { at: '2026-11-29T16:00:01.25+05:30' }],
    [{ at: `2026-11-29T16:00:01.${'123456789'.repeat(900)}Z` }, { at: '2026-11-29T16:00:01.123456789Z' }],
    [{ at: '20261129T160001Z' }, { at: '2026-11-29T16:00:01Z' }],
    [{ at: '2026-11-29T16:00 \u221203:00' }, { at: '2026-11-29T16:00:00-03:00' }],
    [{ direction: 'inbound' }, { direction: 'incoming' }],
    [{ direction: ' OUT ' }, { direction: 'outgoing' }],
    [{ channel: 'Voice' }, { channel: 'voice' }],
    [{ customer: { number: 'anonymous' } }, { customer: { number: 'anonymous' } }],
  ])('understands %j', (more, expected) => {
    expect(read(more)).toMatchObject({ event: expected, ignored: [] });
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['a text', 'presented'],
    ['no ID', { ...base, id: undefined }],
    ['an unknown kind of event', { ...base, type: 'ringing' }],
    ['an ID that is no text', { ...base, id: { call: 1 } }],
    ['a source that is none', { ...base, source: 'the phones' }],
  ])('leaves %s to be refused', (_, sent) => {
    expect(interactionEventSchema.safeParse(keepUsableFacts(sent).report).success).toBe(false);
  });

  it('takes an event that names nobody, or nobody of use', () => {
    const { event, ignored } = read({ agent: null });
    expect([event.agent, event.agents, ignored]).toEqual([undefined, undefined, [{ field: 'agent', reason: 'empty' }]]);
    expect(read({ agent: undefined, type: 'accepted' }).ignored).toEqual([]);
  });

  it('refuses no event for an optional fact, whatever it is', () => {
    const facts = [...Object.keys(EVENT_FACTS), ...Object.keys(CUSTOMER_FACTS).map((name) => `customer.${name}`)];
    const unusable = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        '',
        ' ',
        'NaN',
        'undefined',
        '-1',
        'a\u0000b',
        '\ud83d',
        [],
        {},
        [[]],
        [null],
      ),
      fc.constantFrom<unknown>(0, -1, 1.5, 2 ** 60, Number.MAX_VALUE, -0, 'x'.repeat(20_000)),
      fc.jsonValue(),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...INTERACTION_EVENT_TYPES),
        fc.dictionary(fc.constantFrom(...facts), unusable, { minKeys: 1 }),
        (type, sent) => {
          const customer = Object.entries(sent).flatMap(([name, value]) =>
            name.startsWith('customer.') ? [[name.slice('customer.'.length), value]] : [],
          );
          const { event } = read({
            type,
            ...(customer.length > 0 ? { customer: Object.fromEntries(customer) } : {}),
            ...Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith('customer.'))),
          });
          // What is kept can be stored, read again, and amounts to something.
          const stored = storedEventSchema.parse(JSON.parse(JSON.stringify(event)));
          expect(stored).toMatchObject({ source: base.source, id: base.id, type });
          expect(unstorablePaths(stored)).toEqual([]);
          expect(replay([stored]).state.startedAt).toBe(new Date(stored.at).toISOString());
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes the first hundred agents', () => {
    const agents = Array.from({ length: 150 }, (_, index) => `agent-${index}@example.com`);
    const { event, ignored } = read({ agents });
    expect([event.agents, ignored]).toEqual([agents.slice(0, 100), [{ field: 'agents', reason: 'out_of_range' }]]);
  });

  it('names at most twenty facts, briefly', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${'é'.repeat(300)}${index}`, 1]));
    const { ignored } = read({ ...many, ['__proto__']: 1 });
    expect(ignored).toHaveLength(20);
    expect(ignored.every(({ field }) => field.length <= 80 && /^[\x20-\x7e]+$/.test(field))).toBe(true);
  });
});
