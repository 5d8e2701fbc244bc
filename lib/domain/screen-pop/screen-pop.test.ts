import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { contacts, CRM_ID, fieldId, nextId, objects, record, subjectOf, tickets } from '@/tests/support/crm-model';
import type { CrmRecord, RecordPage } from '../crm/records';
import { scenarioDefinitionSchema, type ScenarioDefinition, type ScenarioModel, type ScreenPopStep } from './scenario';
import { screenPopDecisionSchema, type ScreenPopDecision } from './decision';
import { readPhones } from '../phone/phone';
import {
  continueScreenPop,
  decideScreenPop,
  startScreenPop,
  type ScreenPopInput,
  type ScreenPopRequest,
  type ScreenPopSearchResult,
} from './run';
import { issueMessages } from '../base/validation';

vi.mock(import('../phone/phone'), { spy: true });

const byPhone: ScreenPopStep = {
  objectId: contacts.id,
  conditions: [{ kind: 'phone_is', fieldIds: [fieldId(contacts, 'phone'), fieldId(contacts, 'mobilephone')] }],
  distinguishBy: [fieldId(contacts, 'email'), fieldId(contacts, 'mobilephone')],
};
const byEmail: ScreenPopStep = {
  objectId: contacts.id,
  conditions: [{ kind: 'email_is', fieldIds: [fieldId(contacts, 'email')] }],
  distinguishBy: [],
};
const ticketByPhone: ScreenPopStep = {
  objectId: tickets.id,
  conditions: [{ kind: 'phone_is', fieldIds: [fieldId(tickets, 'subject')] }],
  distinguishBy: [],
};

const definition: ScenarioDefinition = {
  channels: ['voice'],
  directions: ['incoming'],
  moment: 'presented',
  steps: [byPhone, ticketByPhone],
  outcomes: {
    none: {
      action: 'create_form',
      objectId: contacts.id,
      prefill: [{ fieldId: fieldId(contacts, 'phone'), source: { kind: 'data', key: 'customerNumber', table: [] } }],
    },
    one: { action: 'open_card' },
    several: { action: 'chooser' },
    withheld: { action: 'search' },
  },
};

function scenario(more: Partial<ScenarioDefinition> = {}, enabled = true, name = 'By phone'): ScenarioModel {
  return { id: nextId(), crmId: CRM_ID, name, enabled, definition: { ...definition, ...more } };
}

function input(more: Partial<ScreenPopInput> = {}): ScreenPopInput {
  return {
    moment: 'presented',
    subject: subjectOf(),
    scenarios: [scenario()],
    objects,
    rights: null,
    timeZone: 'Europe/Paris',
    ...more,
  };
}

const marie = record(contacts, '101', {
  firstname: 'Marie',
  lastname: 'Durand',
  phone: '01 76 00 01 01',
  email: 'marie@durand.example',
  mobilephone: null,
});
const paul = record(contacts, '102', {
  firstname: 'Paul',
  lastname: 'Durand',
  phone: '+33176000101',
  email: 'paul@durand.example',
  mobilephone: '+33612345678',
});
const other = record(contacts, '103', { firstname: 'Other', lastname: 'Person', phone: '+33176000199' });
const local = record(contacts, '104', { firstname: 'Maybe', lastname: 'Person', phone: '7600 0101' });

const page = (...records: CrmRecord[]): RecordPage => ({ records, total: records.length });

/** Answers by object; keeps what was asked. */
function crm(answers: Record<string, RecordPage | string>) {
  const asked: ScreenPopRequest[] = [];
  return {
    asked,
    search: async (request: ScreenPopRequest): Promise<ScreenPopSearchResult> => {
      asked.push(request);
      const answer = Object.hasOwn(answers, request.query.objectApiName)
        ? answers[request.query.objectApiName]
        : undefined;
      return typeof answer === 'string' ? { ok: false, reason: answer } : { ok: true, page: answer ?? page() };
    },
  };
}

async function decide(answers: Record<string, RecordPage | string>, more: Partial<ScreenPopInput> = {}) {
  const portal = crm(answers);
  const decision = await decideScreenPop(input(more), portal.search);
  expect(screenPopDecisionSchema.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
  return { decision, asked: portal.asked, codes: decision.trace.map((entry) => entry.code) };
}

describe('scenarioDefinitionSchema', () => {
  const refusals = (more: object) =>
    Object.fromEntries(
      (scenarioDefinitionSchema.safeParse({ ...definition, ...more }).error?.issues ?? [])
        .flatMap(issueMessages)
        .map(([path, ref]) => [path, ref.key]),
    );

  it.each([
    [{ channels: [] }, { channels: 'too_small_list' }],
    [{ channels: ['voice', 'voice'] }, { channels: 'duplicate_value' }],
    [{ directions: ['inbound'] }, { 'directions.0': 'not_offered' }],
    [{ moment: 'ringing' }, { moment: 'not_offered' }],
    [{ steps: [] }, { steps: 'too_small_list' }],
    [{ steps: [{ ...byPhone, objectId: '' }] }, { 'steps.0.objectId': 'required' }],
    [
      { steps: [{ ...byPhone, conditions: [{ kind: 'field_equals', fieldId: nextId(), value: 'x' }] }] },
      { 'steps.0.conditions': 'identity_condition_required' },
    ],
    [
      { steps: [{ ...byPhone, conditions: [{ kind: 'phone_is', fieldIds: [] }] }] },
      { 'steps.0.conditions.0.fieldIds': 'too_small_list' },
    ],
    [
      { steps: [{ ...byPhone, conditions: Array.from({ length: 21 }, () => byEmail.conditions[0]) }] },
      { 'steps.0.conditions': 'too_big_list' },
    ],
    [
      { steps: [{ ...byPhone, distinguishBy: [nextId(), nextId(), nextId()] }] },
      { 'steps.0.distinguishBy': 'too_big_list' },
    ],
    [{ steps: Array.from({ length: 11 }, () => byPhone) }, { steps: 'too_big_list' }],
    [
      { outcomes: { ...definition.outcomes, one: { action: 'create_form' } } },
      { 'outcomes.one.action': 'wrong_value' },
    ],
    [{ pattern: '.*' }, { pattern: 'unknown_field' }],
  ])('refuses %j', (more, expected) => {
    expect(refusals(more)).toEqual(expected);
  });

  it('has no pattern or script conditions', () => {
    for (const kind of ['matches', 'regex', 'script', '__proto__', 'constructor']) {
      expect(
        scenarioDefinitionSchema.safeParse({
          ...definition,
          steps: [{ ...byPhone, conditions: [{ kind, fieldIds: byPhone.conditions.length }] }],
        }).success,
      ).toBe(false);
    }
  });
});

describe('choosing the scenario', () => {
  it("uses the first scenario that applies, and says why each earlier one didn't", async () => {
    const scenarios = [
      scenario({}, false, 'Off'),
      scenario({ moment: 'accepted' }, true, 'Later'),
      scenario({ channels: ['email'] }, true, 'E-mail'),
      scenario({ directions: ['outgoing'] }, true, 'Outgoing'),
      scenario({}, true, 'First'),
      scenario({}, true, 'Second'),
    ];
    const { decision } = await decide({ contacts: page(marie) }, { scenarios });
    expect(decision.scenarioName).toBe('First');
    expect(
      decision.trace
        .filter(({ ref }) => scenarios.some(({ id }) => id === ref?.id))
        .slice(0, 6)
        .map(({ code }) => code),
    ).toEqual([
      'scenario_disabled',
      'scenario_other_moment',
      'scenario_other_channel',
      'scenario_other_direction',
      'scenario_applies',
      'scenario_not_reached',
    ]);
  });

  it('uses none by default, and searches nothing', async () => {
    const { decision, asked, codes } = await decide({ contacts: page(marie) }, { scenarios: [] });
    expect(decision).toMatchObject({ kind: 'none', scenarioId: null, matches: 0, offer: { action: 'nothing' } });
    expect(asked).toEqual([]);
    expect(codes).toContain('scenario_none_applies');
  });
});

describe('the decision', () => {
  it('opens the card if there is exactly one, and skips the remaining steps', async () => {
    const { decision, asked, codes } = await decide({ contacts: page(other, marie) });
    expect(decision).toMatchObject({
      kind: 'open',
      card: {
        recordId: '101',
        title: 'Marie Durand',
        grade: 'exact',
        matchedField: 'Phone number',
        objectApiName: 'contacts',
      },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      crmId: CRM_ID,
      query: {
        objectApiName: 'contacts',
        limit: 200,
        criteria: [
          {
            kind: 'phone',
            properties: ['phone', 'mobilephone'],
            phone: { e164: '+33176000101', national: '176000101' },
          },
        ],
      },
    });
    expect(asked[0]?.query.properties).toEqual(
      expect.arrayContaining(['firstname', 'lastname', 'phone', 'mobilephone', 'email']),
    );
    expect(codes).toEqual(
      expect.arrayContaining([
        'candidate_differs',
        'candidate_matched',
        'step_matched',
        'step_not_reached',
        'outcome_open',
      ]),
    );
  });

  it('lets the agent choose between several cards, with two fields to tell them apart', async () => {
    const { decision } = await decide({ contacts: page(marie, paul) });
    expect(decision).toMatchObject({ kind: 'choose', total: 2, offer: { action: 'create_form' } });
    expect(
      decision.kind === 'choose' &&
        decision.cards.map((card) => card.distinguishing.map(({ name, value }) => [name, value])),
    ).toEqual([
      [
        ['Email', 'marie@durand.example'],
        ['Mobile phone number', null],
      ],
      [
        ['Email', 'paul@durand.example'],
        ['Mobile phone number', '+33612345678'],
      ],
    ]);
  });

  it('offers a prefilled form if no card is found and the agent may create one', async () => {
    expect((await decide({})).decision).toMatchObject({
      kind: 'none',
      matches: 0,
      offer: { action: 'create_form', objectId: contacts.id, values: { [fieldId(contacts, 'phone')]: '+33176000101' } },
    });
    const rights = new Map([[contacts.id, { canView: true, canCreate: false, shown: contacts.fields }]]);
    const { decision, codes } = await decide({}, { rights });
    expect(decision).toMatchObject({ kind: 'none', offer: { action: 'search' } });
    expect(codes).toEqual(expect.arrayContaining(['step_not_visible', 'outcome_create_not_allowed']));
  });

  it('never opens an uncertain match', async () => {
    const { decision, asked, codes } = await decide({ contacts: page(local) });
    expect(decision).toMatchObject({ kind: 'choose', cards: [{ recordId: '104', grade: 'maybe' }] });
    expect(asked).toHaveLength(2);
    expect(codes).toContain('outcome_only_maybe');
    const sure = await decide({ contacts: page(local, marie) });
    expect(sure.decision).toMatchObject({ kind: 'open', card: { recordId: '101' } });
    expect(sure.codes).toContain('candidate_weaker');
  });

  it('opens a probable match, and marks it as probable', async () => {
    const extension = record(contacts, '105', { firstname: 'Desk', phone: '+33 1 76 00 01 01 poste 12' });
    expect((await decide({ contacts: page(extension) })).decision).toMatchObject({
      kind: 'open',
      card: { grade: 'probable' },
    });
  });

  it("doesn't open a single card if there are more that weren't read", async () => {
    const { decision, codes } = await decide({ contacts: { records: [marie], total: 80 } });
    expect(decision).toMatchObject({ kind: 'choose', total: 80 });
    expect(codes).toContain('step_truncated');
  });

  it('ignores false matches in search results, however many', async () => {
    const strangers = Array.from({ length: 60 }, (_, index) =>
      record(contacts, `stranger-${index}`, { lastname: 'Stranger', phone: `01 01 76 00 ${10 + index}` }),
    );
    const { decision, codes } = await decide({ contacts: page(...strangers, marie) });
    expect(decision).toMatchObject({ kind: 'open', card: { recordId: '101' } });
    expect(codes).not.toContain('step_truncated');
  });

  it('goes to the next step only if the previous one found no card', async () => {
    const found = record(tickets, '9', { subject: '01 76 00 01 01', hs_object_id: '9' });
    const { decision, asked, codes } = await decide({ contacts: page(other), tickets: page(found) });
    expect(decision).toMatchObject({ kind: 'open', card: { objectApiName: 'tickets', recordId: '9' } });
    expect(asked.map(({ query }) => query.objectApiName)).toEqual(['contacts', 'tickets']);
    expect(codes).toContain('step_none_verified');
  });

  it('searches nothing for a withheld number, whatever else is known', async () => {
    for (const customer of [
      { withheld: true, number: '+33176000101', email: 'marie@durand.example' },
      { number: 'anonymous' },
      { number: '+266696687' },
      { number: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1' },
      { number: '+7378742833' },
    ]) {
      const { decision, asked, codes } = await decide({ contacts: page(marie) }, { subject: subjectOf({ customer }) });
      expect(decision).toMatchObject({ kind: 'withheld', offer: { action: 'search' } });
      expect(asked).toEqual([]);
      expect(codes).toContain('number_withheld');
    }
    expect(
      (await decide({}, { scenarios: [], subject: subjectOf({ customer: { withheld: true } }) })).decision,
    ).toMatchObject({ kind: 'withheld', scenarioId: null, offer: { action: 'nothing' } });
  });

  it("doesn't search for anything that isn't a phone number", async () => {
    for (const number of ['112', '1234', 'MYBANK', '-']) {
      const { decision, asked, codes } = await decide(
        { contacts: page(marie) },
        { subject: subjectOf({ customer: { number } }) },
      );
      expect(decision.kind).toBe('none');
      expect(asked).toEqual([]);
      expect(codes).toEqual(
        expect.arrayContaining(['number_unreadable', 'step_not_asked', 'condition_phone_unreadable']),
      );
    }
  });

  it('never prefills a new card with an extension, a service number, a name or a header', async () => {
    for (const number of ['201', 'sip:201@pbx.example', '"Léa" <sip:201@192.0.2.10>;tag=1', '112', '3020']) {
      const { decision } = await decide({ contacts: page(marie) }, { subject: subjectOf({ customer: { number } }) });
      expect(decision, number).toMatchObject({ kind: 'none', offer: { action: 'search' } });
    }
    for (const number of ['MYBANK', '"Durand" <sip:trunk@192.0.2.10>;tag=as58f4']) {
      const { decision } = await decide({ contacts: page() }, { subject: subjectOf({ customer: { number } }) });
      expect(decision, number).toMatchObject({ kind: 'none', offer: { action: 'create_form', values: {} } });
    }
    const { decision } = await decide(
      { contacts: page(), tickets: page() },
      { subject: subjectOf({ customer: { number: '"Durand" <sip:+33184800202@192.0.2.10>;tag=as58f4' } }) },
    );
    expect(decision).toMatchObject({
      offer: { action: 'create_form', values: { [fieldId(contacts, 'phone')]: '+33184800202' } },
    });
  });

  it("is unavailable if the CRM doesn't respond, and searches no other object", async () => {
    const { decision, asked, codes } = await decide({ contacts: 'timeout', tickets: page(marie) });
    expect(decision).toMatchObject({ kind: 'unavailable', reason: 'timeout', offer: { action: 'create_form' } });
    expect(asked).toHaveLength(1);
    expect(codes).toEqual(expect.arrayContaining(['step_unavailable', 'step_not_reached']));
  });

  it('does nothing if the scenario says so', async () => {
    const outcomes = { ...definition.outcomes, one: { action: 'nothing' }, several: { action: 'search' } } as const;
    expect((await decide({ contacts: page(marie) }, { scenarios: [scenario({ outcomes })] })).decision).toMatchObject({
      kind: 'none',
      matches: 1,
      offer: { action: 'nothing' },
    });
    expect(
      (await decide({ contacts: page(marie, paul) }, { scenarios: [scenario({ outcomes })] })).decision,
    ).toMatchObject({ kind: 'none', matches: 2, offer: { action: 'search' } });
  });

  it("requires every condition of a step, and checks those the search couldn't", async () => {
    const vip = (value: string) => ({ kind: 'field_equals' as const, fieldId: fieldId(contacts, 'lastname'), value });
    const steps = [
      {
        ...byPhone,
        conditions: [
          ...byPhone.conditions,
          vip('DURAND'),
          vip('durand'),
          vip('Durand'),
          { kind: 'field_equals' as const, fieldId: fieldId(contacts, 'firstname'), value: 'paul' },
        ],
      },
    ];
    const { decision, asked } = await decide({ contacts: page(marie, paul) }, { scenarios: [scenario({ steps })] });
    expect(asked[0]?.query.criteria).toHaveLength(3);
    expect(decision).toMatchObject({ kind: 'open', card: { recordId: '102' } });
  });

  it('finds cards by email address and by handle', async () => {
    const scenarios = [
      scenario({
        channels: ['email', 'messaging'],
        steps: [
          byEmail,
          { ...byEmail, conditions: [{ kind: 'handle_is', fieldIds: [fieldId(contacts, 'lastname')] }] },
        ],
      }),
    ];
    const joined = record(contacts, '106', { email: 'old@durand.example; marie@durand.example' });
    const mail = await decide(
      { contacts: page(joined) },
      { scenarios, subject: subjectOf({ channel: 'email', customer: { email: 'Marie@Durand.example' } }) },
    );
    expect(mail.decision).toMatchObject({ kind: 'open', card: { recordId: '106' } });
    const chat = await decide(
      { contacts: page(record(contacts, '107', { lastname: '@Marie.D' })) },
      { scenarios, subject: subjectOf({ channel: 'messaging', customer: { handle: 'marie.d' } }) },
    );
    expect(chat.decision).toMatchObject({ kind: 'open', card: { recordId: '107' } });
    expect(chat.codes).toContain('condition_no_email');
  });

  it('skips a step whose object or field was deleted', async () => {
    const steps = [
      { ...byPhone, objectId: nextId() },
      { ...byPhone, conditions: [{ kind: 'phone_is' as const, fieldIds: [fieldId(contacts, 'phone'), nextId()] }] },
      byPhone,
    ];
    const { decision, codes } = await decide({ contacts: page(marie) }, { scenarios: [scenario({ steps })] });
    expect(decision.kind).toBe('open');
    expect(codes).toEqual(expect.arrayContaining(['step_object_gone', 'condition_field_gone']));
  });
});

describe('whatever the CRM returns', () => {
  const texts = fc.oneof(
    fc.constantFrom(
      '01 76 00 01 01',
      '+33176000101',
      '76000101',
      '+33 1 76 00 01 01 x1',
      '__proto__',
      '',
      'a@b.example',
    ),
    fc.string(),
  );
  const records = fc
    .array(
      fc.record({
        id: fc.string({ minLength: 1 }),
        values: fc.dictionary(
          fc.constantFrom(
            'phone',
            'mobilephone',
            'email',
            'firstname',
            'lastname',
            'subject',
            '__proto__',
            'constructor',
          ),
          fc.option(texts),
        ),
      }),
      { maxLength: 30 },
    )
    .map((list) => list.map(({ id, values }) => record(contacts, id, values)));
  const steps = fc.array(fc.constantFrom(byPhone, byEmail, ticketByPhone, { ...byPhone, objectId: nextId() }), {
    minLength: 1,
    maxLength: 4,
  });
  const outcomes = fc.record({
    none: fc.constantFrom({ action: 'nothing' } as const, { action: 'search' } as const, definition.outcomes.none),
    one: fc.constantFrom(
      { action: 'nothing' } as const,
      { action: 'open_card' } as const,
      { action: 'chooser' } as const,
    ),
    several: fc.constantFrom(
      { action: 'nothing' } as const,
      { action: 'search' } as const,
      { action: 'chooser' } as const,
    ),
    withheld: fc.constantFrom({ action: 'nothing' } as const, { action: 'search' } as const),
  });
  const customers = fc.record({
    number: fc.constantFrom('+33176000101', '01 76 00 01 01', 'anonymous', '112', undefined),
    email: fc.constantFrom('a@b.example', undefined),
    withheld: fc.constantFrom(true, false, undefined),
  });

  it('never opens a weak match, searches nothing for a withheld number, ends, and can be stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        outcomes,
        customers,
        fc.array(fc.oneof(records, fc.constant(null)), { maxLength: 4 }),
        fc.nat(3),
        async (list, chosen, customer, answers, surplus) => {
          let asked = 0;
          const decision: ScreenPopDecision = await decideScreenPop(
            input({ scenarios: [scenario({ steps: list, outcomes: chosen })], subject: subjectOf({ customer }) }),
            async () => {
              const answer = answers[asked];
              asked += 1;
              return answer === null
                ? { ok: false, reason: 'unavailable' }
                : { ok: true, page: { records: answer ?? [], total: (answer?.length ?? 0) + surplus } };
            },
          );
          expect(asked).toBeLessThanOrEqual(list.length);
          if (decision.kind === 'open') expect(['exact', 'probable']).toContain(decision.card.grade);
          if (customer.withheld || customer.number === 'anonymous')
            expect([asked, decision.kind]).toEqual([0, 'withheld']);
          expect(screenPopDecisionSchema.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('can be paused between two searches and resumed with the same result', () => {
    const first = startScreenPop(input());
    if (first.kind !== 'search') throw new Error('no search');
    const once = continueScreenPop(first.state, { ok: true, page: page(marie) });
    expect(continueScreenPop(first.state, { ok: true, page: page(marie) })).toEqual(once);
    expect(startScreenPop(input({ scenarios: first.state.input.scenarios }))).toEqual(first);
  });

  it('reads no text twice, even with every limit reached', () => {
    const conditions = Array.from({ length: 20 }, () => ({
      kind: 'phone_is' as const,
      fieldIds: contacts.fields.map(({ id }) => id),
    }));
    // Every field of every candidate holds the number, written with an extension of its own.
    const crowd = Array.from({ length: 20 }, (_, index) =>
      record(
        contacts,
        String(index),
        Object.fromEntries(
          contacts.fields.map(({ apiName }, number) => [apiName, `01 76 00${'.'.repeat(number)}01 01 ext. ${index}`]),
        ),
      ),
    );
    const scenarios = Array.from({ length: 50 }, (_, index) =>
      scenario({
        steps: Array.from({ length: 10 }, () => ({ ...byPhone, conditions })),
        channels: index < 49 ? ['email'] : ['voice'],
      }),
    );
    const worst = input({ scenarios });
    const first = startScreenPop(worst);
    if (first.kind !== 'search') throw new Error('no search');
    vi.mocked(readPhones).mockClear();
    const next = continueScreenPop(first.state, { ok: true, page: page(...crowd) });
    expect(next).toMatchObject({ kind: 'decided', decision: { kind: 'choose', total: 20 } });
    // Reading a number is what takes the time: once a field of a candidate, not once more for each of 20 conditions.
    expect(readPhones).toHaveBeenCalledTimes(crowd.length * contacts.fields.length);
  });
});
