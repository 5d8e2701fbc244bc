/**
 * Days of calls as phone systems report them, and what each must become: every kind says both side by side, so that nothing
 * here knows how the product decides. The same seed gives the same calls.
 */

export const ANA = 'agent@atelier-lumen.example';
export const BEN = 'ben@atelier-lumen.example';
/** Has no owner in HubSpot. */
export const CLEO = 'cleo@atelier-lumen.example';
const AGENTS = [ANA, BEN, CLEO] as const;

/** The queue whose calls have a profile where no agent decides, one whose calls have none, and one that is excluded. */
export const SALES = 'Sales';
const NIGHTS = 'Nights';
export const STAFF = 'Staff';
export const PERSONAL_NUMBER = '+33612345678';
export const DIRECT_NUMBERS = { from: '+33176000900', to: '+33176000999' };
export const CUSTOMERS = 60;
export const numberOfCustomer = (index: number) => `+331764100${String(index).padStart(2, '0')}`;

const START = Date.parse('2026-11-23T08:00:00Z');
const DAY_S = 24 * 60 * 60;
const SHIFT_S = 8 * 60 * 60;

interface Expected {
  ledger: 'logged' | 'without_customer' | 'not_logged' | 'needs_administrator';
  /** Who has it, if anybody does. */
  agent: string | null;
  /** Which customer it is linked with. */
  customer: number | null;
  status: 'COMPLETED' | 'MISSED' | 'NO_ANSWER';
  talkMs: number;
}

export interface MixedCall {
  id: string;
  kind: string;
  expected: Expected;
}

export interface Delivery {
  /** Deliveries of one lane arrive one after the other. */
  lane: number;
  event: Record<string, unknown>;
}

interface Report {
  event: Record<string, unknown>;
  arrivesS: number;
}

export interface MixedCalls {
  calls: MixedCall[];
  deliveries: Delivery[];
}

type Random = (below: number) => number;

/** https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * below);
  };
}

interface Told {
  type: string;
  atS: number;
  more: Record<string, unknown>;
}

/** One call while it is told. */
class Story {
  readonly told: Told[] = [];
  private atS: number;

  constructor(
    readonly id: string,
    startS: number,
    readonly random: Random,
  ) {
    this.atS = startS;
  }

  get nowS(): number {
    return this.atS;
  }

  tell(type: string, more: Record<string, unknown> = {}, afterS = 1 + this.random(20)): number {
    this.atS += afterS;
    this.told.push({ type, atS: this.atS, more });
    return this.atS;
  }

  /** The seconds between two moments as HubSpot has them. */
  talk(fromS: number): number {
    return (this.nowS - fromS) * 1000;
  }

  /** An agent, or two or three different ones. */
  agents(count: number): [string, ...string[]] {
    const first = this.random(AGENTS.length);
    const [one = ANA, ...others] = AGENTS.map((_, index) => AGENTS[(first + index) % AGENTS.length] ?? ANA);
    return [one, ...others.slice(0, count - 1)];
  }

  /** Three of four are known in HubSpot; the number is spelt as some network does. */
  caller(): Caller {
    const index = this.random(CUSTOMERS);
    if (this.random(4) === 0)
      return {
        customer: { number: `+3317642${String(this.random(9000) + 1000)}` },
        known: null,
        ledger: 'without_customer',
      };
    const number = numberOfCustomer(index);
    const spellings = [number, number.replace('+33', '0'), number.replace('+', '00'), `sip:${number}@192.0.2.10`];
    return { customer: { number: spellings[this.random(spellings.length)] }, known: index, ledger: 'logged' };
  }
}

interface Caller {
  customer: Record<string, unknown>;
  known: number | null;
  ledger: 'logged' | 'without_customer';
}

const written = (
  { known, ledger }: Pick<Caller, 'known' | 'ledger'>,
  rest: Pick<Expected, 'agent' | 'status' | 'talkMs'>,
): Expected => ({ ledger, customer: known, ...rest });
const unwritten = (ledger: 'not_logged' | 'needs_administrator'): Expected => ({
  ledger,
  agent: null,
  customer: null,
  status: 'MISSED',
  talkMs: 0,
});
const WITHHELD = [
  { number: 'anonymous' },
  { number: '' },
  { number: 'Restricted' },
  { number: '+7378742833' },
  { number: '"Anonymous" <sip:anonymous@anonymous.invalid>' },
  { number: numberOfCustomer(7), withheld: true },
];
const INTERNAL = ['201', 'sip:201@10.0.0.1', `sip:${BEN}`, '+33176000942', '01 76 00 09 17'];

type Kind = (story: Story) => Expected;

/** Every kind of call. */
const KINDS: Record<string, Kind> = {
  answered(story) {
    const caller = story.caller();
    const [agent] = story.agents(1);
    story.tell('presented', { agent, customer: caller.customer });
    const from = story.tell('accepted', { agent });
    story.tell('ended', { agent }, 60);
    return written(caller, { agent, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  outgoing(story) {
    const caller = story.caller();
    const [agent] = story.agents(1);
    story.tell('presented', { agent, direction: 'outgoing', customer: caller.customer });
    const isAnswered = story.random(2) === 0;
    const from = isAnswered ? story.tell('accepted', { agent }) : null;
    story.tell('ended', { agent });
    return written(
      caller,
      from === null
        ? { agent, status: 'NO_ANSWER', talkMs: 0 }
        : { agent, status: 'COMPLETED', talkMs: story.talk(from) },
    );
  },
  'ring group, one answers'(story) {
    const caller = story.caller();
    const [agent, ...others] = story.agents(3);
    story.tell('presented', { agents: [...others, agent], customer: caller.customer, queue: SALES });
    const from = story.tell('accepted', { agent });
    for (const other of others) story.tell('missed', { agent: other }, 1);
    story.tell('ended', { agent }, 80);
    return written(caller, { agent, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  'ring group, nobody answers'(story) {
    const caller = story.caller();
    const agents = story.agents(3);
    story.tell('presented', { agents, customer: caller.customer });
    for (const agent of agents) story.tell('missed', { agent }, 1);
    story.tell('ended', {}, 1);
    // It is whose phone was the last of the group.
    return written(caller, { agent: agents.at(-1) ?? null, status: 'MISSED', talkMs: 0 });
  },
  'one after the other'(story) {
    const caller = story.caller();
    const [first, second = BEN] = story.agents(2);
    story.tell('presented', { agent: first, customer: caller.customer });
    story.tell('missed', { agent: first });
    story.tell('presented', { agent: second });
    const from = story.tell('accepted', { agent: second });
    story.tell('ended', { agent: second }, 45);
    return written(caller, { agent: second, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  'blind transfer'(story) {
    const caller = story.caller();
    const [first, second = BEN] = story.agents(2);
    story.tell('presented', { agent: first, customer: caller.customer });
    const from = story.tell('accepted', { agent: first });
    story.tell('transferred', { agent: first, to: second }, 30);
    story.tell('accepted', { agent: second, customer: { number: '202' } });
    story.tell('ended', { agent: second }, 50);
    return written(caller, { agent: second, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  'attended transfer'(story) {
    const caller = story.caller();
    const [first, second = BEN] = story.agents(2);
    story.tell('presented', { agent: first, customer: caller.customer });
    const from = story.tell('accepted', { agent: first });
    story.tell('presented', { agent: second, customer: { number: '201' } }, 20);
    story.tell('accepted', { agent: second, customer: { number: '201' } });
    story.tell('transferred', { agent: first, to: second });
    story.tell('ended', { agent: second }, 50);
    return written(caller, { agent: second, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  'transfer to a queue, where the caller gives up'(story) {
    const caller = story.caller();
    const [agent] = story.agents(1);
    story.tell('presented', { agent, customer: caller.customer });
    const from = story.tell('accepted', { agent });
    story.tell('transferred', { agent, queue: NIGHTS }, 30);
    story.tell('ended', {}, 40);
    return written(caller, { agent, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  'abandoned in a queue'(story) {
    const caller = story.caller();
    story.tell('presented', { agents: [], queue: SALES, customer: caller.customer });
    story.tell('missed', {}, 30);
    return written(caller, { agent: null, status: 'MISSED', talkMs: 0 });
  },
  'abandoned in a queue that nothing decides for'(story) {
    story.tell('missed', { queue: NIGHTS, customer: story.caller().customer });
    return unwritten('needs_administrator');
  },
  internal(story) {
    const number = INTERNAL[story.random(INTERNAL.length)];
    const direction = story.random(2) === 0 ? 'incoming' : 'outgoing';
    story.tell('presented', { agent: ANA, direction, customer: { number } });
    if (story.random(3) > 0) story.tell('accepted', { agent: ANA });
    story.tell('ended', { agent: ANA }, 40);
    return unwritten('not_logged');
  },
  'internal, to a queue that nothing decides for'(story) {
    story.tell('missed', { queue: NIGHTS, customer: { number: '204' } });
    return unwritten('not_logged');
  },
  'personal, emergency or on an excluded line'(story) {
    const excluded = [
      { customer: { number: PERSONAL_NUMBER } },
      { customer: { number: '112' }, direction: 'outgoing' },
      { customer: { number: numberOfCustomer(3) }, queue: STAFF },
    ];
    const [agent] = story.agents(1);
    story.tell('presented', { agent, ...excluded[story.random(excluded.length)] });
    story.tell('accepted', { agent });
    story.tell('ended', { agent }, 40);
    return unwritten('not_logged');
  },
  withheld(story) {
    const [agent] = story.agents(1);
    story.tell('presented', { agent, customer: WITHHELD[story.random(WITHHELD.length)] });
    const from = story.tell('accepted', { agent });
    story.tell('ended', { agent }, 40);
    return written(
      { known: null, ledger: 'without_customer' },
      { agent, status: 'COMPLETED', talkMs: story.talk(from) },
    );
  },
  'unknown agent'(story) {
    const caller = story.caller();
    const agent = `temp-${story.random(5)}@agency.example`;
    const isDecided = story.random(2) === 0;
    story.tell('presented', { agent, customer: caller.customer, queue: isDecided ? SALES : NIGHTS });
    const from = story.tell('accepted', { agent });
    story.tell('ended', { agent }, 40);
    if (!isDecided) return unwritten('needs_administrator');
    return written(caller, { agent: null, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  'number known when it is answered'(story) {
    const caller = story.caller();
    const [agent] = story.agents(1);
    story.tell('presented', { agent });
    const from = story.tell('accepted', { agent, customer: caller.customer });
    story.tell('ended', { agent }, 40);
    return written(caller, { agent, status: 'COMPLETED', talkMs: story.talk(from) });
  },
  'only its end was reported'(story) {
    const caller = story.caller();
    const [agent] = story.agents(1);
    story.tell('ended', { agent, customer: caller.customer, durationMs: 75_000 });
    return written(caller, { agent, status: 'COMPLETED', talkMs: 75_000 });
  },
};

/** Kinds of which two calls belong together. */
const PAIRS: Record<
  string,
  (story: (startS: number, id?: string) => Story, startS: number, random: Random) => [Story, Expected][]
> = {
  'two lines at once'(story, startS) {
    // The second rings while the first lasts, and outlasts it.
    const one = story(startS);
    const other = story(startS + 15);
    const [callers, agent] = [[one.caller(), other.caller()] as const, one.agents(1)[0]];
    one.tell('presented', { agent, customer: callers[0].customer }, 5);
    const first = one.tell('accepted', { agent }, 5);
    one.tell('ended', { agent }, 60);
    other.tell('presented', { agent, customer: callers[1].customer, ourNumber: '+33176000200' }, 5);
    const second = other.tell('accepted', { agent }, 5);
    other.tell('ended', { agent }, 90);
    return [
      [one, written(callers[0], { agent, status: 'COMPLETED', talkMs: one.talk(first) })],
      [other, written(callers[1], { agent, status: 'COMPLETED', talkMs: other.talk(second) })],
    ];
  },
  'an ID that is used again the next day'(story, startS) {
    return [startS, startS + DAY_S].map((at) => {
      const call = story(at, `again-${startS}`);
      const answered = KINDS['answered'] ?? (() => unwritten('not_logged'));
      return [call, answered(call)];
    });
  },
};

/** The calls of a day, each kind as often as the others, and their reports as they arrive. */
export function mixedCalls(count: number, seed: number): MixedCalls {
  const random = randomFrom(seed);
  const calls: MixedCall[] = [];
  const arrivals: (Report & { lane: number })[] = [];
  const names = [...Object.keys(KINDS), ...Object.keys(PAIRS)];
  for (let lane = 0; calls.length < count; lane += 1) {
    const kind = names[lane % names.length] ?? '';
    const startS = random(SHIFT_S);
    const story = (atS: number, id = `call-${lane}-${atS}`) => new Story(id, atS, random);
    const single = KINDS[kind];
    const pair = PAIRS[kind];
    const told: [Story, Expected][] = [];
    if (single) {
      const call = story(startS);
      told.push([call, single(call)]);
    } else if (pair) told.push(...pair(story, startS, random));
    for (const [call, expected] of told) {
      calls.push({ id: call.id, kind, expected });
      const isAlone = told.length === 1;
      for (const { event, arrivesS } of reportsOf(call, isAlone)) arrivals.push({ lane, event, arrivesS });
    }
  }
  arrivals.sort((a, b) => a.arrivesS - b.arrivesS);
  return { calls, deliveries: arrivals.map(({ lane, event }) => ({ lane, event })) };
}

/**
 * What the phone system sends of a call: numbered, named or neither, some of it twice, some in another order, some only at
 * the end of the day, some with facts that can't be used.
 */
function reportsOf({ id, told, random }: Story, mayBeDisturbed: boolean): Report[] {
  const numbering = random(4);
  const reports: Report[] = told.map(({ type, atS, more }, index) => ({
    arrivesS: atS,
    event: {
      source: 'pbx',
      id,
      type,
      at: new Date(START + atS * 1000).toISOString(),
      channel: 'voice',
      direction: 'incoming',
      ourNumber: '+33176000100',
      ...(numbering === 0 ? { sequence: index + 1 } : {}),
      ...(numbering === 1 ? { sequence: START + atS * 1000 } : {}),
      ...(numbering === 2 ? { eventId: `${id}/${atS}/${index}` } : {}),
      ...more,
      // The direction of the first report is the call's.
      ...(index > 0 && told[0]?.more['direction'] !== undefined ? { direction: told[0].more['direction'] } : {}),
      ...(random(12) === 0 ? { recordingUrl: 'http://10.0.0.5/call.wav', outcome: '' } : {}),
    },
  }));
  const last = reports.at(-1);
  if (last && mayBeDisturbed) {
    // Its end was lost, and is sent again when the phone system compares its books.
    if (random(12) === 0) last.arrivesS = DAY_S;
    const [first, second] = reports;
    if (first && second && random(8) === 0) [first.arrivesS, second.arrivesS] = [second.arrivesS, first.arrivesS];
    if (random(10) === 0) {
      const at = last.arrivesS + 60;
      const event = {
        source: 'pbx',
        id,
        type: 'described',
        at: new Date(START + at * 1000).toISOString(),
        recordingUrl: `https://recordings.example/${id}.mp3`,
      };
      reports.push({ arrivesS: at, event });
    }
  }
  const repeated = reports
    .filter(() => random(5) === 0)
    .map((report) => ({ ...report, arrivesS: report.arrivesS + random(40) }));
  return [...reports, ...repeated];
}
