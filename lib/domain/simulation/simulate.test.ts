import fc from 'fast-check';
import { expect, it } from 'vitest';
import { calls, contacts, CRM_ID, fieldId, objects, record, tickets } from '@/tests/support/crm-model';
import { planAssignment, type AssignmentPlan } from '../assignment/plan';
import type { RuleModel } from '../assignment/rule';
import { attachedCardsOf } from '../crm/attached-card';
import type { CrmRecord } from '../crm/records';
import { effectOf } from '../interaction/effect';
import { CHANNELS, DIRECTIONS, storedEventSchema, type InteractionEventInput } from '../interaction/interaction';
import type { InteractionSubject } from '../interaction/read-data';
import type { NonCustomer } from '../interaction/non-customer';
import { replay } from '../interaction/replay';
import { isClosed, readState, type InteractionState } from '../interaction/state';
import { cardToAttach, decidesAt, isLateEcho, lateMomentOf, momentsOf, needsLateSearch } from '../screen-pop/course';
import { screenPopDecisionSchema } from '../screen-pop/decision';
import { decideScreenPop, type ScreenPopRequest, type ScreenPopSearchResult } from '../screen-pop/run';
import { MOMENTS, type Moment, type ScenarioModel, type ScreenPopStep } from '../screen-pop/scenario';
import { simulate, type Lead, type SimulatedSetting } from './simulate';
import { storyOf } from './story';

/**
 * The simulator against production, with recorded candidates. Production knows an interaction event by event and keeps rows
 * between its steps: what it reads back has been JSON in a column. The simulator runs through it at once.
 */

const CONTACTS: CrmRecord[] = [
  record(contacts, '1', { firstname: 'Ada', lastname: 'Roy', phone: '01 76 00 01 01', email: 'ada@client.example' }),
  record(contacts, '2', { firstname: 'Bo', lastname: 'Lin', phone: '+33 1 76 00 01 02', mobilephone: '0612345678' }),
  record(contacts, '3', { firstname: 'Cy', lastname: 'Lin', phone: '01.76.00.01.02', email: 'cy@client.example' }),
  record(contacts, '4', { firstname: '', lastname: 'Tel', phone: '0176000103 / 0612345678' }),
];
const TICKETS: CrmRecord[] = [
  record(tickets, '7', { subject: '+33176000101', content: 'ada@client.example' }, '2026-11-20T08:00:00Z'),
  record(tickets, '8', { subject: 'other', content: 'handle-1' }),
];
const FAILS = { ok: false, reason: 'unavailable' } as const;

const some = <T>(...all: T[]) => fc.subarray(all, { minLength: 1 });
/** Mostly all of them, so that something applies. */
const most = <T>(...all: T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(all) }, { weight: 1, arbitrary: some(...all) });
const isEnabled = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const step: fc.Arbitrary<ScreenPopStep> = fc.constantFrom<ScreenPopStep>(
  {
    objectId: contacts.id,
    conditions: [{ kind: 'phone_is', fieldIds: [fieldId(contacts, 'phone'), fieldId(contacts, 'mobilephone')] }],
    distinguishBy: [fieldId(contacts, 'email')],
  },
  {
    objectId: contacts.id,
    conditions: [{ kind: 'email_is', fieldIds: [fieldId(contacts, 'email')] }],
    distinguishBy: [],
  },
  {
    objectId: tickets.id,
    conditions: [{ kind: 'handle_is', fieldIds: [fieldId(tickets, 'content')] }],
    distinguishBy: [],
  },
  {
    objectId: tickets.id,
    conditions: [{ kind: 'phone_is', fieldIds: [fieldId(tickets, 'subject')] }],
    distinguishBy: [],
  },
);
const create = {
  action: 'create_form' as const,
  objectId: contacts.id,
  prefill: [
    {
      fieldId: fieldId(contacts, 'phone'),
      source: { kind: 'data' as const, key: 'customerNumber' as const, table: [] },
    },
  ],
};
const scenarios: fc.Arbitrary<ScenarioModel[]> = fc
  .array(
    fc.record({
      enabled: isEnabled,
      definition: fc.record({
        channels: most(...CHANNELS),
        directions: most(...DIRECTIONS),
        moment: fc.constantFrom('presented' as const, ...MOMENTS),
        steps: fc.array(step, { minLength: 1, maxLength: 3 }),
        outcomes: fc.record({
          none: fc.constantFrom({ action: 'nothing' as const }, { action: 'search' as const }, create),
          one: fc.constantFrom(
            { action: 'open_card' as const },
            { action: 'open_card' as const },
            { action: 'chooser' as const },
            { action: 'nothing' as const },
          ),
          several: fc.constantFrom({ action: 'chooser' as const }, { action: 'nothing' as const }),
          withheld: fc.constantFrom({ action: 'nothing' as const }, create),
        }),
      }),
    }),
    { maxLength: 5, size: 'max' },
  )
  .map((list) => list.map((one, index) => ({ ...one, id: `s${index}`, crmId: CRM_ID, name: `Scenario ${index}` })));

const action = fc.constantFrom<RuleModel['definition']['action']>(
  { kind: 'attach' },
  {
    kind: 'create',
    objectId: calls.id,
    mapping: (['customerNumber', 'result', 'agentName', 'firstAgentName', 'startedAt', 'durationMs'] as const).map(
      (key, index) => ({
        fieldId: calls.fields[index === 4 ? 6 : index]?.id ?? '',
        source: { kind: 'data', key, table: [] },
      }),
    ),
    associations: [
      { objectId: contacts.id, find: 'attached' },
      { objectId: tickets.id, find: 'attached_or_related' },
    ],
  },
  {
    kind: 'update',
    objectId: contacts.id,
    mapping: [{ fieldId: fieldId(contacts, 'lastname'), source: { kind: 'data', key: 'queue', table: [] } }],
    associations: [],
  },
);
const rules: fc.Arbitrary<RuleModel[]> = fc
  .array(
    fc.record({
      enabled: isEnabled,
      definition: fc.record({
        channels: most(...CHANNELS),
        directions: most(...DIRECTIONS),
        queues: fc.constantFrom<string[]>([], [], [], ['Sales']),
        card: fc.constantFrom({ kind: 'either' as const }, { kind: 'any' as const }),
        action,
      }),
    }),
    { maxLength: 4, size: 'max' },
  )
  .map((list) => list.map((one, index) => ({ ...one, id: `r${index}`, crmId: CRM_ID, name: `Rule ${index}` })));

const customer = fc.constantFrom(
  { number: '0176000101' },
  { number: '+33176000102' },
  { number: '0033612345678' },
  { number: '+33199999999' },
  { number: '' },
  { number: '201' },
  { number: 'anonymous' },
  { number: '0176000101', email: 'cy@client.example', name: 'Ada' },
  { email: 'ada@client.example' },
  { handle: 'handle-1' },
  { withheld: true },
);
const AGENTS: Readonly<Record<string, { name: string; profileId: string | null; timeZone: string }>> = {
  'a@desk.example': { name: 'A', profileId: 'all', timeZone: 'Europe/Paris' },
  'b@desk.example': { name: 'B', profileId: 'hidden', timeZone: 'UTC' },
  'c@desk.example': { name: 'C', profileId: null, timeZone: 'UTC' },
};
const cases = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  direction: fc.constantFrom(...DIRECTIONS),
  customer,
  ourNumber: fc.constantFrom(undefined, '+33199000001', '+3225551000'),
  queue: fc.constantFrom(undefined, 'Sales', 'Support'),
  agents: fc.shuffledSubarray(Object.keys(AGENTS)),
  isAnswered: fc.boolean(),
  asked: fc.constantFrom(...MOMENTS),
  fallbackProfileId: fc.constantFrom(null, 'all', 'hidden'),
  failing: fc.constantFrom('', '', '', 'contacts', 'tickets'),
  scenarios,
  rules,
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const NOW = new Date('2026-11-30T08:00:00Z');
const eventsOf = (one: Case) => storyOf({ ...one, participants: [], id: 'call', recorded: null, now: NOW });

function leadOf({ state, participations }: ReturnType<typeof replay>): Lead {
  const known = AGENTS[state.agent ?? ''];
  const colleague = participations.map(({ agent }) => AGENTS[agent]).find((agent) => agent?.profileId);
  return {
    userId: known ? known.name : null,
    profileId: known ? known.profileId : (colleague?.profileId ?? null),
    agentName: known?.name ?? null,
    timeZone: known?.timeZone ?? 'UTC',
  };
}

function subjectOf(state: InteractionState, { agentName }: Lead): InteractionSubject {
  const firstAgentName = AGENTS[state.firstAgent ?? '']?.name ?? null;
  return {
    id: 'call',
    state,
    agentName,
    firstAgentName,
    defaultCountry: 'FR',
    nonCustomer: nonCustomerIn(state),
  };
}

/** 201 is a colleague's extension. */
function nonCustomerIn({ customer: { number } }: InteractionState): NonCustomer | null {
  return number === '201' ? { kind: 'internal', name: null } : null;
}

/** The profile `hidden` shows no contacts. */
function settingOf(one: Case, profileId: string): SimulatedSetting {
  const visible = objects.filter((object) => profileId === 'all' || object !== contacts);
  const right = { canView: true, canCreate: profileId === 'all' };
  return {
    scenarios: one.scenarios,
    objects,
    rights: new Map(visible.map((object) => [object.id, { ...right, shown: object.fields }])),
  };
}

function answerOf({ failing }: Case, { query }: ScreenPopRequest): ScreenPopSearchResult {
  if (query.objectApiName === failing) return FAILS;
  const records = query.objectApiName === 'contacts' ? CONTACTS : TICKETS;
  return { ok: true, page: { records, total: records.length } };
}

const planOf = (one: Case, subject: InteractionSubject, cards: ReturnType<typeof attachedCardsOf>, zone: string) =>
  planAssignment({
    subject,
    cards,
    rules: one.rules,
    objects,
    requiredOnCreate: new Map(),
    timeZone: zone,
  });

interface Outcome {
  pops: string[];
  profileId: string | null;
  cards: unknown;
  plan: AssignmentPlan | null;
}

const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const inWords = (pops: readonly { moment: Moment; isLate: boolean; decision: unknown }[]) =>
  pops.map(({ moment, isLate, decision }) => JSON.stringify([moment, isLate, decision])).sort();

/** Event by event, with what each step stored: as `receiveInteraction`, `runScreenPop` and `runAssignment` go. */
async function inProduction(one: Case): Promise<Outcome> {
  const pops: { moment: Moment; isLate: boolean; decision: unknown }[] = [];
  const row = {
    data: null as unknown,
    profileId: null as string | null,
    decision: null as unknown,
    attachedCard: null as unknown,
  };
  const known: InteractionEventInput[] = [];

  const pop = async (moment: Moment, isLate: boolean, lead: Lead) => {
    if (row.profileId === null) return;
    const setting = settingOf(one, row.profileId);
    const state = readState(row.data);
    const hasDecision = row.decision !== null;
    if (!decidesAt(moment, { state, scenarios: setting.scenarios, hasDecision })) return;
    const decision = await decideScreenPop(
      { moment, subject: subjectOf(state, lead), ...setting, timeZone: lead.timeZone },
      async (request) => answerOf(one, request),
    );
    if (isLate && isLateEcho(decision, row.decision)) return;
    pops.push({ moment, isLate, decision });
    row.attachedCard = stored(cardToAttach(decision, row.attachedCard) ?? row.attachedCard);
    row.decision = stored(decision);
  };

  const sent = eventsOf(one);
  for (const [index, event] of sent.entries()) {
    const [first, ...rest] = [...known, event];
    const before = known[0] === undefined ? null : replay([known[0], ...known.slice(1)]);
    const after = replay([first ?? event, ...rest]);
    const lead = leadOf(after);
    const moments = momentsOf(
      before && { state: before.state, profileId: row.profileId },
      { state: after.state, profileId: lead.profileId, nonCustomer: nonCustomerIn(after.state) },
      effectOf(before, after),
    );
    row.data = stored(after.state);
    row.profileId = lead.profileId ?? (isClosed(after.state) ? one.fallbackProfileId : null);
    known.push(storedEventSchema.parse(stored(event)));
    for (const moment of moments) await pop(moment, false, lead);
    if (one.asked === 'manual' && index === sent.length - 2) await pop('manual', false, lead);
  }

  if (row.profileId === null) return { pops: inWords(pops), profileId: null, cards: row.attachedCard, plan: null };
  const state = readState(row.data);
  const lead = leadOf(replay(sent));
  const decision = screenPopDecisionSchema.safeParse(row.decision).data ?? null;
  if (needsLateSearch({ decision, attachedCard: row.attachedCard })) {
    const moment = lateMomentOf(state, settingOf(one, row.profileId).scenarios);
    if (moment) await pop(moment, true, lead);
  }
  const cards = attachedCardsOf({ ...row, relatedCards: [] }).filter(({ crmId }) => crmId === CRM_ID);
  const plan = planOf(one, subjectOf(state, lead), cards, lead.timeZone);
  return { pops: inWords(pops), profileId: row.profileId, cards: row.attachedCard, plan };
}

async function inSimulation(one: Case): Promise<Outcome> {
  const made: { moment: Moment; isLate: boolean; decision: unknown }[] = [];
  const { decision, others, popped, subject, lead, profileId, attachedCard } = await simulate({
    events: eventsOf(one),
    replayOf: replay,
    leadOf,
    subjectOf,
    fallbackProfileId: one.fallbackProfileId,
    settingOf: async (id) => settingOf(one, id),
    search: async (request) => answerOf(one, request),
    asked: one.asked,
  });
  if (popped && decision) made.push({ ...popped, decision });
  made.push(...others);
  const cards = attachedCard === null ? [] : [attachedCard];
  const plan = profileId === null ? null : planOf(one, subject, cards, lead.timeZone);
  return { pops: inWords(made), profileId, cards: attachedCard, plan };
}

it('decides 10,000 generated interactions as production does, with the same candidates', async () => {
  const kinds = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const expected = await inProduction(one);
      expect(await inSimulation(one)).toEqual(expected);
      for (const kind of [`plan ${expected.plan?.kind ?? 'none'}`, `pops ${expected.pops.length}`])
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }),
    { numRuns: 10_000, seed: 20261130 },
  );
  // The generator reaches every kind of end.
  for (const kind of ['attach', 'create', 'update', 'skip', 'none'])
    expect(kinds.get(`plan ${kind}`) ?? 0, kind).toBeGreaterThan(20);
  for (const count of [0, 1, 2, 3]) expect(kinds.get(`pops ${count}`) ?? 0, `${count} pops`).toBeGreaterThan(20);
}, 300_000);
