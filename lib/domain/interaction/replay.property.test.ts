import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InteractionEventInput } from './interaction';
import { isRepeatWithoutTime, keyOf } from './order-events';
import { replay } from './replay';
import { resultOf, type InteractionState } from './state';

/**
 * Calls as they go: a simple model of who has the call, which also reports what happens, as a phone system would. Whatever
 * the order of delivery, the replay of its reports has to know what the model knows.
 */

const AGENTS = ['ana@example.com', 'ben@example.com', 'cleo@example.com', 'dan@example.com'] as const;
const START = Date.parse('2026-11-23T09:00:00Z');

type Report = Pick<InteractionEventInput, 'type'> & Partial<InteractionEventInput>;

class ModelCall {
  readonly reports: InteractionEventInput[] = [];
  readonly ringing = new Set<string>();
  /** In the order in which they answered last. */
  talking: string[] = [];
  readonly endings = new Map<string, string>();
  /** Who answered, as often as they did. */
  readonly answered: string[] = [];
  result: 'open' | 'missed' | 'ended' = 'open';
  endedAt: string | null = null;
  recording: string | null = null;
  /** Who is in the conference, with their name once it is known. */
  readonly people = new Map<string, string | undefined>();
  private clock = START;

  constructor(
    private readonly id: string,
    private readonly numbering: 'sequence' | 'time as sequence' | 'event ID' | 'nothing',
  ) {}

  /** Does what is possible at this moment, or nothing. */
  step(action: Action, pick: number): void {
    if (this.result === 'ended') {
      if (action === 'late recording') this.describe(pick);
      return;
    }
    const free = AGENTS.filter((agent) => !this.talking.includes(agent));
    const one = free[pick % Math.max(1, free.length)];
    const rung = [...this.ringing][pick % Math.max(1, this.ringing.size)];
    const holder = this.talking.at(-1);
    switch (action) {
      case 'ring all': {
        const all = free.filter((_, index) => (pick >> index) % 2 === 0);
        this.report({ type: 'presented', agents: all });
        for (const agent of this.ringing) if (!all.some((one) => one === agent)) this.lose(agent, 'withdrawn');
        this.ring(...all);
        return;
      }
      case 'ring one':
        if (one === undefined) return;
        this.report({ type: 'presented', agent: one });
        this.ring(one);
        return;
      case 'answer':
        if (rung === undefined) return;
        this.report({ type: 'accepted', agent: rung });
        this.ringing.delete(rung);
        for (const agent of this.ringing) this.lose(agent, `answered_elsewhere by ${rung}`);
        this.talking = [...this.talking, rung];
        this.answered.push(rung);
        this.endings.delete(rung);
        return;
      case 'answered outside':
        if (this.ringing.size === 0 || this.answered.length === 0) return;
        this.report({ type: 'accepted', agents: [] });
        for (const agent of this.ringing) this.lose(agent, 'answered_elsewhere');
        return;
      case 'stop ringing':
        if (rung === undefined) return;
        this.report({ type: 'withdrawn', agent: rung });
        this.lose(rung, 'withdrawn');
        return;
      case 'miss':
        if (rung === undefined) return;
        this.report({ type: 'missed', agent: rung });
        this.lose(rung, 'missed');
        if (this.ringing.size === 0 && this.answered.length === 0) this.close('missed');
        return;
      case 'a phone stops late': {
        // Of somebody whose colleague answered: it says nothing about the call.
        const late = AGENTS.find((agent) => this.endings.get(agent)?.startsWith('answered_elsewhere'));
        if (late !== undefined && holder !== undefined)
          this.report({ type: pick % 2 ? 'missed' : 'ended', agent: late });
        return;
      }
      case 'transfer':
        if (holder === undefined || one === undefined || this.ringing.has(one)) return;
        this.report({ type: 'transferred', agent: holder, to: one });
        this.talking = this.talking.filter((agent) => agent !== holder);
        this.endings.set(holder, `transferred by ${one}`);
        this.ring(one);
        return;
      case 'hand over': {
        const [first] = this.talking;
        if (first === undefined || holder === undefined || first === holder) return;
        this.report({ type: 'transferred', agent: first, to: holder });
        this.talking = this.talking.slice(1);
        this.endings.set(first, `transferred by ${holder}`);
        return;
      }
      case 'hand to a queue':
        if (this.talking.length !== 1 || holder === undefined) return;
        this.report({ type: 'transferred', queue: 'Second line' });
        this.talking = [];
        this.endings.set(holder, 'transferred');
        return;
      case 'give up':
        if (this.talking.length > 0) return;
        this.report({ type: 'missed' });
        for (const agent of this.ringing) this.lose(agent, 'missed');
        this.close('missed');
        return;
      case 'hang up':
        this.report({ type: 'ended', ...(pick % 2 && holder !== undefined ? { agent: holder } : {}) });
        for (const agent of this.talking) this.endings.set(agent, 'answered');
        for (const agent of this.ringing) this.lose(agent, this.answered.length === 0 ? 'missed' : 'withdrawn');
        this.talking = [];
        this.close('ended');
        return;
      case 'somebody joins': {
        const email = `guest${pick % 5}@client.example`;
        const name = pick % 2 ? `Guest ${pick}` : undefined;
        this.report({ type: 'described', participants: [name === undefined ? { email } : { email, name }] });
        this.people.set(email, this.people.get(email) ?? name);
        return;
      }
      case 'late recording':
        this.describe(pick);
    }
  }

  private ring(...agents: string[]): void {
    for (const agent of agents) {
      this.ringing.add(agent);
      this.endings.delete(agent);
    }
    // Ringing again, or waiting in a queue again, after nobody answered.
    this.result = 'open';
    this.endedAt = null;
  }

  private lose(agent: string, ending: string): void {
    this.ringing.delete(agent);
    this.endings.set(agent, ending);
  }

  private close(result: 'missed' | 'ended'): void {
    // It was missed when nobody was left to answer, however often that is reported.
    if (this.result === 'missed' && result === 'missed') return;
    this.result = result;
    this.endedAt = this.reports.at(-1)?.at ?? null;
  }

  private describe(pick: number): void {
    this.recording = `https://recordings.example/${pick}.mp3`;
    this.report({ type: 'described', recordingUrl: this.recording });
  }

  private report(report: Report): void {
    this.clock += 1000;
    const count = this.reports.length + 1;
    this.reports.push({
      source: 'pbx',
      id: this.id,
      at: new Date(this.clock).toISOString(),
      channel: 'voice',
      direction: 'incoming',
      ...(this.numbering === 'sequence' ? { sequence: count } : {}),
      ...(this.numbering === 'time as sequence' ? { sequence: this.clock } : {}),
      ...(this.numbering === 'event ID' ? { eventId: `${this.id}/${count}` } : {}),
      ...report,
    });
  }
}

const ACTIONS = [
  'ring all',
  'ring one',
  'answer',
  'answered outside',
  'stop ringing',
  'miss',
  'a phone stops late',
  'transfer',
  'hand over',
  'hand to a queue',
  'give up',
  'hang up',
  'somebody joins',
  'late recording',
] as const;
type Action = (typeof ACTIONS)[number];

const weighted = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('ring all', 'ring one', 'answer', 'answer', 'transfer') },
  { weight: 2, arbitrary: fc.constantFrom(...ACTIONS) },
);
const steps = fc.array(fc.tuple(weighted, fc.nat(15)), { minLength: 1, maxLength: 14 });
const numberings = fc.constantFrom('sequence', 'time as sequence', 'event ID', 'nothing');

const calls = fc.tuple(steps, numberings).map(([list, numbering]) => {
  const call = new ModelCall('call-1', numbering);
  // A call that never rang is none.
  call.step('ring all', list[0]?.[1] ?? 0);
  for (const [action, pick] of list) call.step(action, pick);
  return call;
});

/** Stored as the product does: a repeat adds nothing. */
function stored(
  events: readonly InteractionEventInput[],
): readonly [InteractionEventInput, ...InteractionEventInput[]] {
  const [first, ...rest] = new Map(events.map((event) => [keyOf(event), event])).values();
  return [first ?? expect.fail('no event'), ...rest];
}

const deliveries = calls.chain((call) => {
  const sometimesTwice = fc.subarray(call.reports);
  return fc.tuple(
    fc.constant(call),
    sometimesTwice.chain((twice) =>
      fc.shuffledSubarray([...call.reports, ...twice], { minLength: call.reports.length + twice.length }),
    ),
    fc
      .subarray(call.reports, { minLength: 1 })
      .chain((kept) => fc.tuple(fc.constant(kept), fc.shuffledSubarray(kept, { minLength: kept.length }))),
  );
});

function known(state: InteractionState) {
  const { status, firstAgent, closedAt, recordingUrl } = state;
  return { status, firstAgent, closedAt, recordingUrl };
}

describe('a call, reported in whatever order', () => {
  it('ends as it went, for the call and for each agent', () => {
    fc.assert(
      fc.property(deliveries, ([call, delivered]) => {
        const { state, participations } = replay(stored(delivered));
        const isOver = call.result === 'ended' || (call.result === 'missed' && call.ringing.size === 0);
        const waits = call.answered.length === 0 || call.ringing.size > 0 ? 'presented' : 'accepted';
        expect(known(state)).toEqual({
          status: isOver ? call.result : call.talking.length > 0 ? 'accepted' : waits,
          firstAgent: call.answered[0] ?? null,
          closedAt: call.endedAt,
          recordingUrl: call.recording,
        });
        for (const { agent, phase, ending, takenBy } of participations) {
          const expected = call.talking.includes(agent) ? 'talking' : call.ringing.has(agent) ? 'ringing' : 'left';
          expect([agent, phase], agent).toEqual([agent, expected]);
          const how = ending === null ? undefined : takenBy === null ? ending : `${ending} by ${takenBy}`;
          expect(how, agent).toBe(call.endings.get(agent));
        }
        expect(state.participants.map(({ email, name }) => [email, name])).toEqual([...call.people]);
        // The agent who talks has it, and nobody else.
        if (call.talking.length > 0) expect(state.agent).toBe(call.talking.at(-1));
        if (isOver && call.answered.length > 0)
          expect([state.agent, resultOf(state)]).toEqual([call.answered.at(-1), 'answered']);
      }),
      { numRuns: 2000 },
    );
  });

  it('amounts to the same in any order, also if some of it is lost', () => {
    fc.assert(
      fc.property(deliveries, ([, , [kept, shuffled]]) => {
        expect(replay(stored(shuffled))).toEqual(replay(stored(kept)));
      }),
      { numRuns: 1000 },
    );
  });
});

/** As an integrator sends it who has neither numbers, names nor times: at its arrival, and again if no answer came. */
const untimed = steps.chain((list) =>
  fc.array(fc.nat(3), { minLength: 200, maxLength: 200 }).map((repeats) => {
    const call = new ModelCall('call-1', 'nothing');
    call.step('ring all', list[0]?.[1] ?? 0);
    for (const [action, pick] of list) call.step(action, pick);
    const arriving = call.reports.flatMap((report, index) =>
      Array.from({ length: 1 + (repeats[index] ?? 0) }, (_, repeat) => ({
        ...report,
        at: new Date(START + index * 31_000 + repeat * 9_000).toISOString(),
      })),
    );
    return { call, arriving };
  }),
);

describe('a call whose reports have neither time, number nor name', () => {
  it('amounts to the same if they are repeated', () => {
    fc.assert(
      fc.property(untimed, ({ call, arriving }) => {
        const taken: InteractionEventInput[] = [];
        for (const event of arriving) if (!isRepeatWithoutTime(taken, event)) taken.push(event);
        expect(taken).toEqual(
          call.reports.map((report, index) => ({ ...report, at: new Date(START + index * 31_000).toISOString() })),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
