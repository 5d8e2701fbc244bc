import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interactionEventSchema, INTERACTION_EVENT_TYPES, type InteractionEventInput } from './interaction';
import { replay } from './replay';
import { durationMsOf, interactionStateSchema, resultOf, type InteractionState } from './state';
import { effectOf, type InteractionEffect } from './effect';
import { keyOf } from './order-events';
import { issueMessages } from '../base/validation';

const base = {
  source: 'pbx-1',
  id: 'call-1',
  sequence: 1,
  type: 'presented',
  at: '2026-11-23T09:30:00Z',
  channel: 'voice',
  direction: 'incoming',
  agent: 'Marie@Example.com',
} as const;

function event(more: Partial<InteractionEventInput> = {}): InteractionEventInput {
  return { ...base, ...interactionEventSchema.parse({ ...base, ...more }) };
}

/** The events behind each state, so that one more can be added to it. */
const histories = new Map<InteractionState, readonly [InteractionEventInput, ...InteractionEventInput[]]>();

function applyEvent(
  before: InteractionState | null,
  next: InteractionEventInput,
): { state: InteractionState; effect: InteractionEffect } {
  const known = before === null ? undefined : histories.get(before);
  const all = stored([...(known ?? []), next]);
  const after = replay(all);
  histories.set(after.state, all);
  return { state: after.state, effect: effectOf(known ? replay(known) : null, after) };
}

/** Each event once, as it is stored. */
function stored(
  events: readonly InteractionEventInput[],
): readonly [InteractionEventInput, ...InteractionEventInput[]] {
  const [first, ...rest] = new Map(events.map((one) => [keyOf(one), one])).values();
  return [first ?? expect.fail('no event'), ...rest];
}

function fold(events: readonly InteractionEventInput[]): InteractionState {
  return replay(stored(events)).state;
}

describe('interactionEventSchema', () => {
  it.each([
    [{ at: '2026-11-23 09:30' }, { at: 'date_time' }],
    [{ at: '2026-11-23T09:30:00' }, { at: 'date_time' }],
    [{ sequence: -1 }, { sequence: 'too_small_number' }],
    [{ sequence: 1.5 }, { sequence: 'wrong_type' }],
    [{ channel: 'fax' }, { channel: 'not_offered' }],
    [{ direction: 'inbound' }, { direction: 'not_offered' }],
    [{ type: 'ringing' }, { type: 'not_offered' }],
    [{ id: ' ' }, { id: 'required' }],
    [{ source: 'a b' }, { source: 'reference_pattern' }],
    [{ agent: 'marie' }, { agent: 'email' }],
    [{ durationMs: -5 }, { durationMs: 'too_small_number' }],
    [{ recordingUrl: 'http://example.com/a.mp3' }, { recordingUrl: 'url' }],
    [{ recordingUrl: 'javascript:alert(1)' }, { recordingUrl: 'url' }],
    [{ customer: { number: 'x'.repeat(201) } }, { 'customer.number': 'too_big_text' }],
    [{ customer: { phone: '1' } }, { 'customer.phone': 'unknown_field' }],
    [{ extra: 1 }, { extra: 'unknown_field' }],
  ])('refuses %j', (more, expected) => {
    const result = interactionEventSchema.safeParse({ ...base, ...more }, { reportInput: true });
    expect(
      Object.fromEntries((result.error?.issues ?? []).flatMap(issueMessages).map(([path, ref]) => [path, ref.key])),
    ).toEqual(expected);
  });

  it('requires no agent', () => {
    for (const type of INTERACTION_EVENT_TYPES)
      expect(interactionEventSchema.safeParse({ ...base, type, agent: undefined }).success).toBe(true);
    expect(event().agent).toBe('marie@example.com');
  });
});

describe('applyEvent', () => {
  const presented = event({ customer: { number: '+33176000101' }, queue: 'Sales' });
  const accepted = event({ sequence: 2, type: 'accepted', at: '2026-11-23T09:30:10Z' });
  const ended = event({
    sequence: 3,
    type: 'ended',
    at: '2026-11-23T09:32:10Z',
    agent: undefined,
    outcome: 'Connected',
  });

  it('follows a call from start to end', () => {
    const first = applyEvent(null, presented);
    const second = applyEvent(first.state, accepted);
    const third = applyEvent(second.state, ended);
    expect([first.effect, second.effect, third.effect]).toEqual(['presented', 'accepted', 'closed']);
    expect(third.state).toMatchObject({
      status: 'ended',
      agent: 'marie@example.com',
      queue: 'Sales',
      outcome: 'Connected',
      customer: { number: '+33176000101' },
      presentedAt: '2026-11-23T09:30:00.000Z',
      acceptedAt: '2026-11-23T09:30:10.000Z',
      closedAt: '2026-11-23T09:32:10.000Z',
    });
    expect(durationMsOf(third.state)).toBe(120_000);
    expect(resultOf(third.state)).toBe('answered');
    expect(interactionStateSchema.parse(JSON.parse(JSON.stringify(third.state)))).toEqual(third.state);
  });

  it("doesn't pop a late event, and distinguishes an update from a repeat", () => {
    const over = applyEvent(null, ended);
    expect(over.effect).toBe('closed');
    const late = applyEvent(over.state, presented);
    expect(late.effect).toBe('amended');
    expect(late.state.status).toBe('ended');
    expect(applyEvent(late.state, presented).effect).toBe('none');
    expect(applyEvent(applyEvent(null, accepted).state, presented).effect).toBe('none');
  });

  it('lets a missed call be presented to another agent', () => {
    const missed = event({ sequence: 2, type: 'missed', at: '2026-11-23T09:30:20Z', agent: undefined });
    const again = event({ sequence: 3, agent: 'paul@example.com', at: '2026-11-23T09:30:21Z' });
    const first = applyEvent(applyEvent(null, presented).state, missed);
    expect([first.effect, resultOf(first.state), durationMsOf(first.state)]).toEqual(['closed', 'missed', 0]);
    const second = applyEvent(first.state, again);
    expect([second.effect, second.state.status, second.state.agent]).toEqual([
      'presented',
      'presented',
      'paul@example.com',
    ]);
    expect(resultOf(second.state)).toBeNull();
  });

  it('trusts the reported duration', () => {
    const state = applyEvent(null, event({ type: 'ended', durationMs: 5000 })).state;
    expect([durationMsOf(state), resultOf(state)]).toEqual([5000, 'answered']);
  });

  it('reaches the same state in any order and with any repetition', () => {
    const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
    const facts = fc.record({
      type: fc.constantFrom(...INTERACTION_EVENT_TYPES),
      second: fc.nat(59),
      queue: optional(fc.constantFrom('Sales', 'Support')),
      agent: fc.constantFrom('a@example.com', 'b@example.com'),
      number: optional(fc.constantFrom('+33176000101', 'anonymous')),
      withheld: optional(fc.boolean()),
      durationMs: optional(fc.nat(9999)),
    });
    const events = fc
      .uniqueArray(fc.tuple(fc.nat(20), facts), { minLength: 1, maxLength: 8, selector: ([sequence]) => sequence })
      .map((list) =>
        list.map(([sequence, { type, second, number, withheld, ...rest }]) =>
          event({
            sequence,
            type,
            at: `2026-11-23T09:30:${String(second).padStart(2, '0')}Z`,
            customer: { number, withheld },
            ...rest,
          }),
        ),
      );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (list, randoms) => {
        const shuffled = [...list, ...list]
          .map((item) => [randoms.next().value, item] as const)
          .sort(([a], [b]) => Number(a) - Number(b))
          .map(([, item]) => item);
        expect(fold(shuffled)).toEqual(fold(list));
      }),
      { numRuns: 1000 },
    );
  });
});
