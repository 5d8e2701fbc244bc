import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailScenarioPreset, logCallPreset, phoneScenarioPreset } from '@/lib/integrations/crm/hubspot/presets';
import {
  calls,
  contacts,
  CRM_ID,
  fieldId,
  nextId,
  objects,
  record,
  stateOf,
  subjectOf,
  tickets,
} from '@/tests/support/crm-model';
import { ruleDefinitionSchema, type RuleDefinition, type RuleModel } from './rule';
import { mapInteraction } from '../interaction/mapping';
import { chooseRelated, planAssignment, type AssignmentInput, type AttachedCard, type RelatedLookup } from './plan';
import { INTERACTION_DATA_KEYS, type FieldSource } from '../interaction/data';
import { readInteractionData } from '../interaction/read-data';
import { applyRulePreset, applyScenarioPreset } from '../rules/presets';
import { scenarioDefinitionSchema } from '../screen-pop/scenario';
import { issueMessages } from '../base/validation';

const marie: AttachedCard = {
  objectId: contacts.id,
  objectApiName: 'contacts',
  recordId: '101',
  title: 'Marie Durand',
};
const ticket: AttachedCard = { objectId: tickets.id, objectApiName: 'tickets', recordId: '9', title: '9 Refund' };

const call = subjectOf(
  { queue: 'Sales' },
  { type: 'accepted', at: '2026-11-23T09:30:10Z' },
  { type: 'ended', at: '2026-11-23T09:32:10.500Z', outcome: 'connected' },
);

const { definition: logCall } = applyRulePreset(logCallPreset, objects);
if (!logCall) throw new Error('the preset fits the documented objects');

function rule(more: Partial<RuleDefinition> = {}, enabled = true, name = 'Log calls'): RuleModel {
  return { id: nextId(), crmId: CRM_ID, name, enabled, definition: { ...(logCall ?? never()), ...more } };
}

function input(more: Partial<AssignmentInput> = {}): AssignmentInput {
  return {
    subject: call,
    cards: [marie],
    rules: [rule()],
    objects,
    requiredOnCreate: new Map([['calls', ['hs_timestamp']]]),
    timeZone: 'Europe/Paris',
    ...more,
  };
}

const codes = (plan: { trace: { code: string }[] }) => plan.trace.map((entry) => entry.code);

describe('ruleDefinitionSchema', () => {
  const refusals = (more: object) =>
    Object.fromEntries(
      (ruleDefinitionSchema.safeParse({ ...logCall, ...more }, { reportInput: true }).error?.issues ?? [])
        .flatMap(issueMessages)
        .map(([path, ref]) => [path, ref.key]),
    );
  const create = (more: object) => ({
    action: {
      kind: 'create',
      objectId: calls.id,
      mapping: [{ fieldId: nextId(), source: { kind: 'literal', text: 'x' } }],
      associations: [],
      ...more,
    },
  });
  const mapped = (source: object) => create({ mapping: [{ fieldId: nextId(), source }] });

  it.each([
    [{ card: { kind: 'none' }, action: { kind: 'attach' } }, { card: 'attach_needs_card' }],
    [{ card: { kind: 'none' }, action: { ...create({}).action, kind: 'update' } }, { card: 'update_needs_card' }],
    [{ card: { kind: 'object', objectId: '' } }, { 'card.objectId': 'required' }],
    [create({ mapping: [] }), { 'action.mapping': 'too_small_list' }],
    [
      mapped({ kind: 'template', text: '{{fromNumber}} {{constructor}}' }),
      { 'action.mapping.0.source.text': 'unknown_placeholder' },
    ],
    [mapped({ kind: 'template', text: '{{ {{fromNumber}}' }), {}],
    [mapped({ kind: 'data', key: '__proto__' }), { 'action.mapping.0.source.key': 'not_offered' }],
    [
      mapped({
        kind: 'data',
        key: 'direction',
        table: [
          { from: 'a', to: 'b' },
          { from: 'A', to: 'c' },
        ],
      }),
      { 'action.mapping.0.source.table': 'duplicate_value' },
    ],
    [mapped({ kind: 'script', text: '1' }), { 'action.mapping.0.source.kind': 'wrong_value' }],
    [
      create({
        associations: [{ objectId: contacts.id, find: 'attached', unless: { fieldId: nextId(), values: ['4'] } }],
      }),
      { 'action.associations.0.unless': 'unless_of_related_only' },
    ],
    [
      create({
        associations: [
          { objectId: contacts.id, find: 'attached' },
          { objectId: contacts.id, find: 'attached' },
        ],
      }),
      { 'action.associations.1.objectId': 'object_twice' },
    ],
    [{ queues: Array.from({ length: 51 }, (_, index) => String(index)) }, { queues: 'too_big_list' }],
  ])('refuses %j', (more, expected) => {
    expect(refusals(more)).toEqual(expected);
  });

  it('refuses a field that is filled in twice', () => {
    const entry = { fieldId: nextId(), source: { kind: 'literal', text: 'x' } };
    expect(refusals(create({ mapping: [entry, entry] }))).toEqual({ 'action.mapping.1.fieldId': 'field_twice' });
  });
});

describe('logging a documented call', () => {
  it('writes title, status, direction, duration in milliseconds, numbers, time and outcome, and links contact and ticket', () => {
    const plan = planAssignment(input({ cards: [marie, ticket] }));
    expect(plan).toMatchObject({
      kind: 'create',
      objectApiName: 'calls',
      key: `${call.id}.${CRM_ID}`,
      values: {
        hs_call_title: '+33176000101 → +33199000001',
        hs_call_status: 'COMPLETED',
        hs_call_direction: 'INBOUND',
        hs_call_duration: '120500',
        hs_call_from_number: '+33176000101',
        hs_call_to_number: '+33199000001',
        hs_timestamp: '2026-11-23T09:30:00.000Z',
        hs_call_disposition: 'f240bbac-87c9-4f6e-bf70-924b57d47db7',
      },
      associations: [
        { kind: 'known', to: { objectApiName: 'contacts', id: '101' } },
        { kind: 'known', to: { objectApiName: 'tickets', id: '9' } },
      ],
    });
  });

  it('finds the ticket through the contact if the agent attached none, and the contact through a ticket', () => {
    expect(planAssignment(input())).toMatchObject({
      associations: [
        { kind: 'known', to: { id: '101' } },
        { kind: 'lookup', objectApiName: 'tickets', from: { objectApiName: 'contacts', id: '101' }, unless: null },
      ],
    });
    expect(planAssignment(input({ cards: [ticket] }))).toMatchObject({
      associations: [
        { kind: 'lookup', objectApiName: 'contacts', from: { objectApiName: 'tickets', id: '9' } },
        { kind: 'known', to: { id: '9' } },
      ],
    });
  });

  it('records a missed or unanswered call with a duration of zero', () => {
    const missed = subjectOf({}, { type: 'missed', at: '2026-11-23T09:30:20Z' });
    expect(planAssignment(input({ subject: missed }))).toMatchObject({
      kind: 'create',
      values: { hs_call_status: 'MISSED', hs_call_duration: '0' },
    });
    const outgoing = subjectOf(
      { direction: 'outgoing' },
      { type: 'ended', direction: 'outgoing', at: '2026-11-23T09:30:20Z' },
    );
    expect(planAssignment(input({ subject: outgoing }))).toMatchObject({
      values: {
        hs_call_status: 'NO_ANSWER',
        hs_call_direction: 'OUTBOUND',
        hs_call_from_number: '+33199000001',
        hs_call_to_number: '+33176000101',
      },
    });
  });

  it('leaves out an unknown outcome and reports it', () => {
    const plan = planAssignment(input({ subject: subjectOf({}, { type: 'ended', outcome: 'Gone fishing' }) }));
    expect(plan.kind === 'create' && Object.keys(plan.values)).not.toContain('hs_call_disposition');
    expect(codes(plan)).toContain('field_not_in_table');
  });

  it('never writes a withheld number', () => {
    const plan = planAssignment(
      input({ subject: subjectOf({ customer: { withheld: true, number: '+33176000101' } }, { type: 'ended' }) }),
    );
    expect(JSON.stringify(plan)).not.toContain('33176000101');
  });

  it('is blocked, not sent, if a required value is missing', () => {
    const required = objects.map((object) =>
      object.id === calls.id
        ? {
            ...object,
            fields: object.fields.map((field) =>
              field.apiName === 'hs_call_disposition' ? { ...field, required: true } : field,
            ),
          }
        : object,
    );
    const plan = planAssignment(
      input({
        objects: required,
        subject: subjectOf({}, { type: 'ended' }),
        requiredOnCreate: new Map([['calls', ['hs_timestamp', 'hs_unmapped']]]),
      }),
    );
    expect(plan).toMatchObject({
      kind: 'blocked',
      gaps: [
        { apiName: 'hs_call_disposition', name: 'Call outcome' },
        { apiName: 'hs_unmapped', name: null },
      ],
    });
    expect(codes(plan)).toContain('plan_gap');
  });
});

describe('choosing the rule', () => {
  it("uses the first rule that applies, and says why each earlier one didn't", () => {
    const rules = [
      rule({}, false),
      rule({ channels: ['email'] }),
      rule({ directions: ['outgoing'] }),
      rule({ queues: ['Support'] }),
      rule({ card: { kind: 'none' } }),
      rule({ card: { kind: 'object', objectId: tickets.id } }),
      rule({ card: { kind: 'object', objectId: nextId() } }),
      rule({ action: { kind: 'update', objectId: tickets.id, mapping: [], associations: [] } }),
      rule({ action: { kind: 'create', objectId: nextId(), mapping: [], associations: [] } }),
      rule({ queues: ['  sales '] }, true, 'Winner'),
      rule(),
    ];
    const plan = planAssignment(input({ rules }));
    expect(plan).toMatchObject({ kind: 'create', ruleName: 'Winner' });
    expect(plan.trace.filter(({ ref }) => rules.some(({ id }) => id === ref?.id)).map(({ code }) => code)).toEqual([
      'rule_disabled',
      'rule_other_channel',
      'rule_other_direction',
      'rule_other_queue',
      'rule_needs_no_card',
      'rule_needs_object',
      'rule_object_gone',
      'rule_no_card_to_update',
      'rule_object_gone',
      'rule_applies',
      'rule_not_reached',
    ]);
  });

  it('applies no rule by default, and writes nothing', () => {
    const plan = planAssignment(input({ cards: [], rules: [rule({ card: { kind: 'any' } })] }));
    expect(plan.kind).toBe('skip');
    expect(codes(plan)).toEqual(['rule_needs_card', 'rule_none_applies']);
    expect(
      codes(planAssignment(input({ rules: [rule({ queues: ['Sales'] })], subject: subjectOf({}, { type: 'ended' }) }))),
    ).toEqual(['rule_no_queue', 'rule_none_applies']);
  });

  it('with or without a card: writes without a link if there is no card', () => {
    const plan = planAssignment(input({ cards: [], rules: [rule({ card: { kind: 'either' } })] }));
    expect(plan).toMatchObject({ kind: 'create', associations: [] });
    expect(codes(plan)).toContain('association_no_card');
  });

  it('attaches the card without writing, and does nothing without one', () => {
    const attach = rule({ card: { kind: 'either' }, action: { kind: 'attach' } });
    expect(planAssignment(input({ rules: [attach], cards: [marie, ticket] }))).toMatchObject({
      kind: 'attach',
      cards: [
        { objectApiName: 'contacts', id: '101' },
        { objectApiName: 'tickets', id: '9' },
      ],
    });
    expect(planAssignment(input({ rules: [attach], cards: [] })).kind).toBe('skip');
  });

  it('updates the attached card of its object, without linking it to itself', () => {
    const update = rule({
      action: {
        kind: 'update',
        objectId: tickets.id,
        mapping: [
          {
            fieldId: fieldId(tickets, 'content'),
            source: { kind: 'template', text: 'Called at {{startedAt}} for {{durationSeconds}} s' },
          },
          { fieldId: fieldId(tickets, 'hs_object_id'), source: { kind: 'literal', text: '1' } },
        ],
        associations: [
          { objectId: tickets.id, find: 'attached' },
          { objectId: contacts.id, find: 'attached' },
        ],
      },
    });
    const plan = planAssignment(input({ rules: [update], cards: [marie, ticket] }));
    expect(plan).toMatchObject({
      kind: 'update',
      target: { objectApiName: 'tickets', id: '9' },
      values: { content: 'Called at 2026-11-23 10:30 for 121 s' },
      associations: [{ kind: 'known', to: { objectApiName: 'contacts', id: '101' } }],
    });
    expect(codes(plan)).toContain('field_refused');
  });
});

describe('chooseRelated', () => {
  const lookup: RelatedLookup = {
    objectId: tickets.id,
    objectName: 'Tickets',
    objectApiName: 'tickets',
    from: { objectApiName: 'contacts', id: '101' },
    unless: { property: 'hs_pipeline_stage', values: ['4'] },
    properties: ['hs_pipeline_stage'],
  };
  const one = (id: string, stage: string | null, updatedAt: string | null) =>
    record(tickets, id, { hs_pipeline_stage: stage }, updatedAt);

  it("takes the most recently changed record that isn't excluded", () => {
    const records = [
      one('1', '1', '2026-11-01T00:00:00Z'),
      one('2', '2', '2026-11-20T00:00:00Z'),
      one('3', '4', '2026-11-22T00:00:00Z'),
      one('4', null, null),
    ];
    expect(chooseRelated(lookup, records)).toMatchObject({
      to: { objectApiName: 'tickets', id: '2' },
      trace: [{ code: 'association_related', params: { count: 3 } }],
    });
    expect(chooseRelated({ ...lookup, unless: null }, records).to?.id).toBe('3');
  });

  it('takes an open record before a closed one, and a closed one only if there is no other', () => {
    const open = { ...lookup, unless: null, closed: { property: 'hs_pipeline_stage', values: ['4', '9'] } };
    const closed = one('3', '4', '2026-11-22T00:00:00Z');
    const older = one('9', '9', '2026-11-21T00:00:00Z');
    expect(chooseRelated(open, [closed, one('1', '1', '2026-11-01T00:00:00Z'), older])).toMatchObject({
      to: { id: '1' },
      trace: [{ code: 'association_related', params: { count: 3 } }],
    });
    expect(chooseRelated(open, [older, closed])).toMatchObject({
      to: { id: '3' },
      trace: [{ code: 'association_related_closed', params: { count: 2 } }],
    });
    expect(chooseRelated({ ...open, unless: lookup.unless }, [closed, older]).to?.id).toBe('9');
  });

  it('takes none if all are excluded, and the same one in any order', () => {
    expect(chooseRelated(lookup, [one('3', '4', null)])).toMatchObject({
      to: null,
      trace: [{ code: 'association_related_none' }],
    });
    expect(chooseRelated(lookup, [])).toMatchObject({ to: null });
    const records = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^\d{1,5}$/),
        stage: fc.constantFrom('1', '4', null),
        day: fc.option(fc.integer({ min: 1, max: 5 })),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(records, (list) => {
        const all = list.map(({ id, stage, day }) => one(id, stage, day === null ? null : `2026-11-0${day}T00:00:00Z`));
        expect(chooseRelated(lookup, [...all].reverse())).toEqual(chooseRelated(lookup, all));
        const open = { ...lookup, closed: { property: 'hs_pipeline_stage', values: ['1'] } };
        expect(chooseRelated(open, [...all].reverse())).toEqual(chooseRelated(open, all));
      }),
    );
  });
});

describe('mapInteraction', () => {
  it('maps any data to any field without throwing, keeping only what the field can hold', () => {
    const sources: fc.Arbitrary<FieldSource> = fc.oneof(
      fc.record({
        kind: fc.constant('data' as const),
        key: fc.constantFrom(...INTERACTION_DATA_KEYS),
        table: fc.array(fc.record({ from: fc.string(), to: fc.string() }), { maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('literal' as const), text: fc.string() }),
      fc.record({
        kind: fc.constant('template' as const),
        text: fc.constantFrom(
          '{{fromNumber}}',
          '{{',
          '{{__proto__}}',
          '{{constructor}} {{ subject }}',
          '{{{{queue}}}}',
        ),
      }),
    );
    const fields = fc.constantFrom(...objects.flatMap((object) => object.fields.map((field) => ({ object, field }))));
    const texts = fc.option(
      fc.string({ minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== ''),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fields, sources, texts, texts, ({ object, field }, source, subjectLine, queue) => {
        const subject = {
          ...call,
          state: { ...stateOf({}, { type: 'ended' }), subject: subjectLine ?? null, queue: queue ?? null },
        };
        const { values, byFieldId, trace } = mapInteraction(
          [{ fieldId: field.id, source }],
          object,
          subject,
          'Asia/Kathmandu',
        );
        expect(trace).toHaveLength(1);
        expect(Object.keys(values).length).toBe(byFieldId.size);
        for (const value of Object.values(values)) expect(value).not.toBe('');
        if (field.readOnly) expect(values).toEqual({});
      }),
      { numRuns: 2000 },
    );
  });

  it('means the agent’s owner by their address, unless a table converts addresses', () => {
    const facts = { kind: 'choice', isHtml: false, holdsOwner: true, isMultiple: false, isReadOnly: false } as const;
    const [title] = calls.fields;
    if (title === undefined) throw new Error('calls have fields');
    const owner = { ...title, apiName: 'hubspot_owner_id', facts };
    const subject = { ...call, agentOwner: { id: '77', name: 'Léa' } };
    const { agent } = subject.state;
    const written = (table: { from: string; to: string }[]) =>
      mapInteraction(
        [{ fieldId: owner.id, source: { kind: 'data', key: 'agentEmail', table } }],
        { fields: [owner] },
        subject,
        'UTC',
      ).values;
    expect(written([])).toEqual({ hubspot_owner_id: '77' });
    expect(written([{ from: agent?.toUpperCase() ?? '', to: '101' }])).toEqual({ hubspot_owner_id: '101' });
    expect(written([{ from: 'somebody.else@example.com', to: '101' }])).toEqual({});
  });

  it('can read every catalogued value from a complete interaction', () => {
    const call = subjectOf(
      {
        queue: 'Sales',
        subject: 'Refund',
        body: 'I was charged twice.',
        customer: { number: '01 76 00 01 01', email: 'marie@durand.example', handle: '@marie', name: 'MARIE D' },
      },
      { type: 'accepted', at: '2026-11-23T09:30:10Z' },
      { type: 'ended', at: '2026-11-23T09:32:10Z', outcome: 'Connected', recordingUrl: 'https://rec.example/1.mp3' },
    );
    const full = {
      ...call,
      // Somebody else had it first.
      state: { ...call.state, firstAgent: 'paul@example.com' },
      agentOwner: { id: '77', name: 'Marie Durand' },
    };
    const participants = (['from', 'to', 'cc', 'bcc'] as const).map((role) => ({ role, email: `${role}@x.example` }));
    const email = { ...full, state: { ...full.state, channel: 'email' as const, participants } };
    for (const key of INTERACTION_DATA_KEYS) expect(readInteractionData(email, key), key).not.toBeNull();
    expect(readInteractionData(full, 'waitMs')).toEqual({ kind: 'number', number: 10_000 });
    const bare = subjectOf({ customer: {}, ourNumber: undefined });
    expect(INTERACTION_DATA_KEYS.filter((key) => readInteractionData(bare, key) !== null)).toEqual([
      'interactionId',
      'channel',
      'direction',
      'internalCall',
      'agentEmail',
      'agentName',
      'startedAt',
    ]);
  });
});

describe('presets', () => {
  it('become valid definitions', () => {
    for (const preset of [phoneScenarioPreset, emailScenarioPreset]) {
      const applied = applyScenarioPreset(preset, objects);
      expect(scenarioDefinitionSchema.parse(applied.definition)).toEqual(applied.definition);
    }
    const applied = applyRulePreset(logCallPreset, objects);
    expect(ruleDefinitionSchema.parse(applied.definition)).toEqual(applied.definition);
    expect(applied.missing).toEqual([]);
  });

  it('report missing configuration and work without it', () => {
    expect(applyScenarioPreset(phoneScenarioPreset, objects).missing).toEqual(['companies']);
    expect(applyRulePreset(logCallPreset, [contacts])).toEqual({ definition: null, missing: ['calls'] });
    const short = { ...calls, fields: calls.fields.slice(0, 3) };
    const applied = applyRulePreset(logCallPreset, [contacts, short]);
    expect(applied.missing).toEqual([
      'calls.hs_call_duration',
      'calls.hs_call_from_number',
      'calls.hs_call_to_number',
      'calls.hs_timestamp',
      'calls.hs_call_disposition',
      'tickets',
    ]);
    expect(ruleDefinitionSchema.safeParse(applied.definition).success).toBe(true);
    expect(applyScenarioPreset(phoneScenarioPreset, [tickets])).toEqual({
      definition: null,
      missing: ['contacts', 'companies'],
    });
  });
});

function never(): never {
  throw new Error('no preset');
}
