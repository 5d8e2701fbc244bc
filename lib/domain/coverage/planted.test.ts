import { describe, expect, it } from 'vitest';
import { calls, contacts, CRM_ID, fieldId, nextId, objects, tickets } from '@/tests/support/crm-model';
import type { FieldSource, MappingEntry } from '../interaction/data';
import type { RuleDefinition, RuleModel } from '../assignment/rule';
import type { ScenarioDefinition, ScenarioModel, ScreenPopCondition } from '../screen-pop/scenario';
import { computeCoverage, MAX_COMPARISONS } from './coverage';
import type { CoverageInput } from './input';
import type { CoverageMap } from './map';
import { narrowCoverage } from './narrow';

const email = { kind: 'email_is' as const, fieldIds: [fieldId(contacts, 'email')] };
const phone = { kind: 'phone_is' as const, fieldIds: [fieldId(contacts, 'phone')] };
const handle = { kind: 'handle_is' as const, fieldIds: [fieldId(contacts, 'firstname')] };

function scenario(
  name: string,
  conditions: ScreenPopCondition[],
  more: Partial<ScenarioDefinition> = {},
): ScenarioModel {
  return {
    id: nextId(),
    crmId: CRM_ID,
    name,
    enabled: true,
    definition: {
      channels: ['messaging'],
      directions: ['incoming'],
      moment: 'presented',
      steps: [{ objectId: contacts.id, conditions, distinguishBy: [] }],
      outcomes: {
        none: { action: 'search' },
        one: { action: 'open_card' },
        several: { action: 'chooser' },
        withheld: { action: 'nothing' },
      },
      ...more,
    },
  };
}

const startedAt: MappingEntry = {
  fieldId: fieldId(calls, 'hs_timestamp'),
  source: { kind: 'data', key: 'startedAt', table: [] },
};

function rule(name: string, more: Partial<RuleDefinition> = {}): RuleModel {
  return {
    id: nextId(),
    crmId: CRM_ID,
    name,
    enabled: true,
    definition: {
      channels: ['voice'],
      directions: ['incoming'],
      queues: [],
      card: { kind: 'either' },
      action: { kind: 'create', objectId: calls.id, mapping: [startedAt], associations: [] },
      ...more,
    },
  };
}

const support = {
  id: 'support',
  name: 'Support',
  crmIds: [CRM_ID],
  shownObjectIds: [contacts.id, tickets.id, calls.id],
};

const input = (more: Partial<CoverageInput>): CoverageInput => ({
  crmId: CRM_ID,
  profiles: [support],
  scenarios: [],
  rules: [],
  objects,
  requiredOnCreate: new Map([['calls', ['hs_timestamp']]]),
  ...more,
});

function mapOf(more: Partial<CoverageInput>): CoverageMap {
  const coverage = computeCoverage(input(more));
  if (coverage.kind !== 'map') throw new Error('too large');
  return coverage.map;
}

const reasons = ({ unreached }: CoverageMap) =>
  unreached.map(({ name, reason }) => [
    name,
    reason.kind === 'shadowed' ? reason.by.map((by) => by.name) : reason.kind,
  ]);

describe('what can never be reached', () => {
  it('is a scenario by handle behind one by email for the same channel', () => {
    const map = mapOf({ scenarios: [scenario('By email', [email]), scenario('By handle', [handle])] });
    expect(reasons(map)).toEqual([['By handle', ['By email']]]);
  });

  it('is not one that is switched off, nor one behind it', () => {
    const off = { ...scenario('By email', [email]), enabled: false };
    expect(reasons(mapOf({ scenarios: [off, scenario('By handle', [handle])] }))).toEqual([]);
  });

  it('is what several others take together, and only they are named', () => {
    const map = mapOf({
      rules: [
        rule('Sales', { queues: ['Sales'] }),
        rule('With a card', { card: { kind: 'any' } }),
        rule('Without one', { card: { kind: 'none' } }),
        rule('The rest'),
      ],
    });
    expect(reasons(map)).toEqual([['The rest', ['With a card', 'Without one']]]);
  });

  it('is not a rule that only calls with colleagues reach, behind one for customers', () => {
    const customers = rule('Customers');
    const colleagues = rule('Colleagues', { nonCustomers: ['internal'] });
    expect(reasons(mapOf({ rules: [customers, colleagues] }))).toEqual([]);
    // No email is with a colleague, so there customers' come first wherever the other would apply.
    const emails = rule('Emails', { channels: ['email'] });
    const never = rule('Never', { channels: ['email'], nonCustomers: ['internal', 'service'] });
    expect(reasons(mapOf({ rules: [emails, never] }))).toEqual([['Never', ['Emails']]]);
    const everybody = rule('Everybody', { nonCustomers: ['internal', 'line'] });
    expect(reasons(mapOf({ rules: [everybody, colleagues] }))).toEqual([['Colleagues', ['Everybody']]]);
  });

  it('is a scenario that every profile reaches after another CRM', () => {
    const other = { ...scenario('Everything first', [phone]), crmId: nextId() };
    const mine = scenario('Mine', [email]);
    const after = { ...support, crmIds: [other.crmId, CRM_ID] };
    expect(reasons(mapOf({ scenarios: [other, mine], profiles: [after] }))).toEqual([['Mine', ['Everything first']]]);
    expect(reasons(mapOf({ scenarios: [other, mine], profiles: [after, { ...support, id: 'first' }] }))).toEqual([]);
  });

  it('is a rule for cards that no profile shows, or that needs a deleted object', () => {
    const map = mapOf({
      profiles: [{ ...support, shownObjectIds: [contacts.id] }],
      rules: [
        rule('For tickets', { card: { kind: 'object', objectId: tickets.id } }),
        rule('For what is gone', { card: { kind: 'object', objectId: nextId() } }),
      ],
    });
    expect(map.unreached.map(({ name, reason }) => [name, reason])).toEqual([
      ['For tickets', { kind: 'object_hidden', objects: ['Tickets'] }],
      ['For what is gone', { kind: 'object_gone' }],
    ]);
  });

  it('is nothing when no profile has the CRM: the map is of a profile that shows all of it', () => {
    const map = mapOf({
      profiles: [],
      rules: [rule('For tickets', { card: { kind: 'object', objectId: tickets.id } })],
    });
    expect([reasons(map), map.profiles]).toEqual([[], []]);
  });
});

describe('the map', () => {
  it('names what serves each cell, and under what', () => {
    const sales = rule('Sales', { queues: ['Sales', ' sales', 'VIP'] });
    const { assignment, queues } = mapOf({ rules: [sales, rule('With a card', { card: { kind: 'any' } })] });
    expect(queues.map(({ names }) => names)).toEqual([['Sales', 'VIP'], []]);
    const voice = assignment.find(({ channel, direction }) => channel === 'voice' && direction === 'incoming');
    expect(voice?.parts.map(({ by, ...part }) => [by?.name ?? null, part])).toEqual([
      ['Sales', { profiles: ['support'], queues: ['queue Sales'], cards: ['none', 'other'] }],
      ['With a card', { profiles: ['support'], queues: ['other'], cards: ['other'] }],
      [null, { profiles: ['support'], queues: ['other'], cards: ['none'] }],
    ]);
    const emails = assignment.find(({ channel }) => channel === 'email');
    expect(emails?.parts.map(({ by }) => by)).toEqual([null]);
  });

  it('has cells of their own for interactions that aren’t with customers', () => {
    const log = rule('Log', { nonCustomers: ['internal'] });
    const staff = rule('Staff', { queues: ['Staff'], nonCustomers: ['internal', 'line', 'service'] });
    const map = mapOf({ rules: [log, staff, rule('With a card', { card: { kind: 'any' } })] });
    const others = (filter: object, channel: string) =>
      narrowCoverage(map, filter)
        .assignment.filter((cell) => !cell.isWithCustomer && cell.channel === channel && cell.direction === 'incoming')
        .map(({ parts }) =>
          parts.map(({ by, queues, cards }) => [
            by?.name ?? null,
            queues,
            map.cards.filter(({ id }) => cards.includes(id)).flatMap(({ nonCustomers }) => nonCustomers),
          ]),
        );
    const all = ['queue Staff', 'other'];
    expect(others({}, 'voice')).toEqual([
      [
        ['Log', all, ['internal']],
        ['Staff', ['queue Staff'], ['line', 'service']],
        [null, ['queue Staff'], ['private']],
        [null, ['other'], ['private', 'line', 'service']],
      ],
    ]);
    // Only an excluded line is possible there, and no rule is for emails.
    expect(others({}, 'email')).toEqual([[[null, all, ['line']]]]);
    const { id = '' } = map.cards.find(({ nonCustomers }) => nonCustomers.includes('internal')) ?? {};
    expect(others({ card: id }, 'voice')).toEqual([[['Log', all, ['internal']]]]);
    expect(map.unreached).toMatchObject([{ name: 'With a card', reason: { by: [{ name: 'Log' }] } }]);
  });

  it('can be narrowed to one profile, queue and card', () => {
    const map = mapOf({
      profiles: [support, { ...support, id: 'contacts', name: 'Contacts', shownObjectIds: [contacts.id] }],
      rules: [
        rule('Sales', { queues: ['Sales'] }),
        rule('Tickets', { card: { kind: 'object', objectId: tickets.id } }),
      ],
    });
    const voice = (filter: object) =>
      narrowCoverage(map, filter).assignment[0]?.parts.map(({ by, cards }) => [by?.name ?? null, cards]);
    expect(map.assignment[0]).toMatchObject({ channel: 'voice', direction: 'incoming' });
    expect(voice({ queue: 'other', card: tickets.id })).toEqual([['Tickets', [tickets.id]]]);
    expect(voice({ queue: 'other', card: 'none' })).toEqual([[null, ['none']]]);
    expect(voice({ queue: 'queue Sales', card: 'none' })).toEqual([['Sales', ['none']]]);
    expect(voice({ profile: 'contacts', card: tickets.id })).toEqual([]);
    expect(narrowCoverage(map, { profile: 'somebody', queue: '', card: '__proto__' })).toEqual(map);
  });

  it('is refused, never sampled, beyond the stated number of comparisons', () => {
    const many = Array.from({ length: 50 }, (_, at) =>
      rule(`Rule ${at}`, {
        queues: Array.from({ length: 50 }, (__, queue) => `Queue ${at} ${queue}`),
        card: { kind: 'object', objectId: objects[at % 3]?.id ?? '' },
      }),
    );
    // Each rule has its own queues: 51 classes of queues, 4 of cards, 6 cells, 50 rules.
    expect(computeCoverage(input({ rules: many })).kind).toBe('map');
    const scattered = many.map((one, at) => ({
      ...one,
      definition: {
        ...one.definition,
        queues: Array.from({ length: 50 }, (_, queue) => `Queue ${(at * 37 + queue * queue * 11) % 1000}`),
      },
    }));
    const coverage = computeCoverage(input({ rules: scattered }));
    expect(coverage.kind === 'too_large' && coverage.comparisons > MAX_COMPARISONS).toBe(true);
  });
});

describe('what cannot be proven', () => {
  const effects = (more: Partial<CoverageInput>) => mapOf(more).open.map(({ name, effect }) => [name, effect]);

  it('is whether a scenario searches: it needs what the interaction reports', () => {
    const either = scenario('Either', [email]);
    either.definition.steps.push({ objectId: contacts.id, conditions: [phone, handle], distinguishBy: [] });
    expect(effects({ scenarios: [either] })).toEqual([
      ['Either', { kind: 'searches_with', identities: [['email'], ['number', 'handle']], comparesValues: false }],
    ]);
    const hidden = { ...support, shownObjectIds: [] };
    expect(effects({ scenarios: [either], profiles: [hidden] })).toEqual([['Either', { kind: 'never_searches' }]]);
  });

  it('is whether a rule can write: a required field may stay empty', () => {
    const requiredOnCreate = new Map([['calls', ['hs_timestamp', 'hs_call_title']]]);
    const title = (source: FieldSource) => ({ fieldId: fieldId(calls, 'hs_call_title'), source });
    const log = (...more: MappingEntry[]) =>
      rule('Log', { action: { kind: 'create', objectId: calls.id, mapping: [startedAt, ...more], associations: [] } });
    expect(effects({ rules: [log()] })).toEqual([]);
    expect(effects({ rules: [log()], requiredOnCreate })).toEqual([
      ['Log', { kind: 'never_writes', fields: ['Call title'] }],
    ]);
    expect(effects({ rules: [log(title({ kind: 'literal', text: 'Call' }))], requiredOnCreate })).toEqual([]);
    expect(effects({ rules: [log(title({ kind: 'template', text: '{{customerName}}' }))], requiredOnCreate })).toEqual([
      ['Log', { kind: 'needs_values', fields: ['Call title'] }],
    ]);
  });
});
