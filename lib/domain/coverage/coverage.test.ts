import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planAssignment } from '../assignment/plan';
import type { RuleDefinition, RuleModel } from '../assignment/rule';
import type { ObjectModel } from '../crm/crm';
import { CHANNELS, DIRECTIONS } from '../interaction/interaction';
import { readEntries } from '../interaction/excluded-numbers';
import { NON_CUSTOMERS, nonCustomerOf, type KnownPeople, type NonCustomerKind } from '../interaction/non-customer';
import type { InteractionSubject } from '../interaction/read-data';
import { startScreenPop } from '../screen-pop/run';
import { MOMENTS, type ScenarioModel, type ScreenPopOutcomes, type ScreenPopStep } from '../screen-pop/scenario';
import { computeCoverage } from './coverage';
import type { CoverageInput, CoverageProfile } from './input';
import type { CoverageMap, Server } from './map';
import { sampleInteraction } from './sample';

/**
 * The map against brute force: every interaction there can be, with every set of cards and every queue, is decided by
 * production's own entry points. The map must say the same of each.
 */

const object = (id: string, crmId = 'one'): ObjectModel => ({ id, crmId, name: id, apiName: id, fields: [] });
const OBJECTS = [object('A'), object('B'), object('C'), object('X', 'two')];
const OWN = ['A', 'B', 'C'];
const SETS = [[], ['A'], ['B'], ['C'], ['A', 'B'], ['A', 'C'], ['B', 'C'], OWN];
const QUEUES = [null, 'SALES', 'Support', 'Elsewhere'];
const KNOWN: KnownPeople = {
  excluded: readEntries(
    [
      { kind: 'private', from: '+33612345678', to: null, userId: null },
      { kind: 'line', from: 'Hotline', to: null, userId: null },
    ],
    'FR',
  ),
  users: new Map(),
  colleagues: new Map([['lea@company.example', 'Léa']]),
  others: [],
  defaultCountry: 'FR',
};
const CELLS = CHANNELS.flatMap((channel) => DIRECTIONS.map((direction) => ({ channel, direction })));

const some = <T>(...all: T[]) => fc.subarray(all, { minLength: 1 });
/** `Z` was deleted. */
const objectId = fc.constantFrom('A', 'B', 'C', 'Z');
const written = { mapping: [], associations: [] };
const ruleOf = (definition: RuleDefinition, enabled: boolean, index: number): RuleModel => ({
  id: `rule ${index}`,
  crmId: 'one',
  name: `Rule ${index}`,
  enabled,
  definition,
});
const definitions: fc.Arbitrary<RuleDefinition> = fc
  .record({
    channels: some(...CHANNELS),
    directions: some(...DIRECTIONS),
    queues: fc.oneof(
      { weight: 2, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: some('Sales', 'sales', 'Support') },
    ),
    nonCustomers: fc.oneof(
      { weight: 2, arbitrary: fc.constant<NonCustomerKind[]>([]) },
      { weight: 1, arbitrary: some(...NON_CUSTOMERS) },
    ),
    card: fc.oneof(
      fc.constantFrom({ kind: 'either' as const }, { kind: 'any' as const }, { kind: 'none' as const }),
      fc.record({ kind: fc.constant('object' as const), objectId }),
    ),
    action: fc.oneof(
      fc.constant({ kind: 'attach' as const }),
      fc.record({ kind: fc.constantFrom('create' as const, 'update' as const), objectId }).map((action) => ({
        ...action,
        ...written,
      })),
    ),
  })
  .filter(({ card, action }) => card.kind !== 'none' || action.kind === 'create');
const isEnabled = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const rules = fc
  .array(fc.tuple(definitions, isEnabled), { maxLength: 7 })
  .map((list) => list.map(([definition, enabled], index) => ruleOf(definition, enabled, index)));

const step: ScreenPopStep = {
  objectId: 'A',
  conditions: [{ kind: 'phone_is', fieldIds: ['phone'] }],
  distinguishBy: [],
};
const outcomes: ScreenPopOutcomes = {
  none: { action: 'nothing' },
  one: { action: 'open_card' },
  several: { action: 'chooser' },
  withheld: { action: 'nothing' },
};
const scenarios: fc.Arbitrary<ScenarioModel[]> = fc
  .array(
    fc.record({
      crmId: fc.constantFrom('one', 'one', 'two'),
      enabled: isEnabled,
      definition: fc.record({
        channels: some(...CHANNELS),
        directions: some(...DIRECTIONS),
        moment: fc.constantFrom(...MOMENTS),
        steps: fc.constant<ScreenPopStep[]>([step]),
        outcomes: fc.constant<ScreenPopOutcomes>(outcomes),
      }),
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map((one, index) => ({ ...one, id: `scenario ${index}`, name: `Scenario ${index}` })));

const profiles: fc.Arbitrary<CoverageProfile[]> = fc
  .array(
    fc.record({
      crmIds: fc.constantFrom(['one'], ['one', 'two'], ['two', 'one']),
      shownObjectIds: fc.subarray([...OWN, 'X']),
    }),
    { maxLength: 3 },
  )
  .map((list) => list.map((profile, index) => ({ ...profile, id: `profile ${index}`, name: `Profile ${index}` })));

const inputs: fc.Arbitrary<CoverageInput> = fc
  .record({ rules, scenarios, profiles })
  .map((parts) => ({ crmId: 'one', objects: OBJECTS, requiredOnCreate: new Map(), ...parts }));

const mapOf = (input: CoverageInput): CoverageMap => {
  const coverage = computeCoverage(input);
  if (coverage.kind !== 'map') throw new Error('too large');
  return coverage.map;
};

/** The map's profile, or the one that stands in for none. */
const profilesOf = (input: CoverageInput): CoverageProfile[] =>
  input.profiles.length > 0 ? [...input.profiles] : [{ id: '', name: '', crmIds: ['one'], shownObjectIds: OWN }];

/* ---- Brute force ---- */

interface RulePoint {
  cell: (typeof CELLS)[number];
  queue: string | null;
  set: readonly string[];
  /** With whom it is if not with a customer. */
  nonCustomer: NonCustomerKind | null;
  subject: InteractionSubject;
}

/** Of each channel, those that production finds among interactions of every kind. */
const FOUND = new Map(
  CHANNELS.map((channel) => {
    const found = [
      { number: '201' },
      { number: '112' },
      { number: '+33612345678' },
      { email: 'lea@company.example' },
      { number: '+33199000041' },
    ].flatMap((customer) =>
      [null, 'Hotline'].map((queue) => {
        const facts = { channel, direction: 'incoming' as const, customer, ...(queue === null ? {} : { queue }) };
        return nonCustomerOf(sampleInteraction(facts, 'ended').state, KNOWN)?.kind ?? null;
      }),
    );
    return [channel, [...new Set(found)].filter((kind) => kind !== null)];
  }),
);

const RULE_POINTS: RulePoint[] = CELLS.flatMap((cell) =>
  QUEUES.flatMap((queue) => {
    const subject = sampleInteraction({ ...cell, ...(queue === null ? {} : { queue }) }, 'ended');
    const at = { cell, queue, nonCustomer: null, subject };
    return [
      ...SETS.map((set) => ({ ...at, set })),
      // Whoever attaches a card says that it is with a customer: see below.
      ...(FOUND.get(cell.channel) ?? []).map((kind) => ({
        ...at,
        set: [],
        nonCustomer: kind,
        subject: { ...subject, nonCustomer: { kind, name: null } },
      })),
    ];
  }),
);

const isShown = (set: readonly string[], { shownObjectIds }: CoverageProfile) =>
  set.every((id) => shownObjectIds.includes(id));

function ruleAt(list: readonly RuleModel[], { subject, set }: RulePoint): string | null {
  const plan = planAssignment({
    subject,
    cards: set.map((id) => ({ objectId: id, objectApiName: id, recordId: '1', title: '' })),
    rules: list,
    objects: OBJECTS.filter(({ crmId }) => crmId === 'one'),
    requiredOnCreate: new Map(),
    timeZone: 'UTC',
  });
  return plan.kind === 'skip' ? null : plan.ruleId;
}

interface ScenarioPoint {
  cell: (typeof CELLS)[number];
  moment: (typeof MOMENTS)[number];
  profile: CoverageProfile;
}

const SUBJECTS = CELLS.map((cell) => sampleInteraction(cell, 'presented'));

function scenarioPoints(input: CoverageInput): ScenarioPoint[] {
  return profilesOf(input).flatMap((profile) =>
    MOMENTS.flatMap((moment) => CELLS.map((cell) => ({ cell, moment, profile }))),
  );
}

function scenarioAt(list: readonly ScenarioModel[], { cell, moment, profile }: ScenarioPoint): string | null {
  const progress = startScreenPop({
    moment,
    subject: SUBJECTS[CELLS.indexOf(cell)] ?? sampleInteraction(cell, 'presented'),
    scenarios: profile.crmIds.flatMap((crmId) => list.filter((one) => one.crmId === crmId)),
    objects: OBJECTS,
    rights: null,
    timeZone: 'UTC',
  });
  if (progress.kind === 'search') throw new Error('nobody to search for');
  return progress.decision.scenarioId;
}

/** Without them it decides somewhere, with all of them nowhere. */
function expectSmallestReason<Model extends { id: string }, Point>(
  one: Model,
  by: readonly Server[],
  all: readonly Model[],
  points: readonly Point[],
  decide: (list: readonly Model[], point: Point) => string | null,
) {
  const decidesWith = (ids: readonly string[]) => {
    const list = all.filter(({ id }) => id === one.id || ids.includes(id));
    return points.some((point) => decide(list, point) === one.id);
  };
  const ids = by.map(({ id }) => id);
  expect(decidesWith(ids)).toBe(false);
  for (const left of ids) expect(decidesWith(ids.filter((id) => id !== left))).toBe(true);
}

/* ---- Reading the map ---- */

const isIn = ({ set, nonCustomer }: RulePoint, map: CoverageMap, cardId: string): boolean => {
  const card = map.cards.find(({ id }) => id === cardId);
  if (nonCustomer !== null || card?.kind === 'not_customer')
    return nonCustomer !== null && card?.nonCustomers.includes(nonCustomer) === true;
  if (!card || card.kind === 'none') return set.length === 0;
  return card.kind === 'other'
    ? card.objectIds.some((id) => set.includes(id))
    : card.objectIds.every((id) => set.includes(id));
};

/** Finds what serves a point in the map. Every situation of a cell must be in exactly one part. */
function readRuleMap(map: CoverageMap) {
  const served = new Map<string, string | null>();
  for (const { isWithCustomer, channel, direction, parts } of map.assignment)
    for (const { by, profiles: profileIds, queues, cards } of parts)
      for (const profile of profileIds)
        for (const queue of queues)
          for (const card of cards) {
            const key = [isWithCustomer, channel, direction, profile, queue, card].join('/');
            if (served.has(key)) throw new Error(`twice in the map: ${key}`);
            served.set(key, by?.id ?? null);
          }
  return (point: RulePoint, profile: CoverageProfile): string | null => {
    const { cell, queue, nonCustomer } = point;
    const named = map.queues.find(({ names }) => names.some((name) => name.toLowerCase() === queue?.toLowerCase()));
    const serving = map.cards
      .filter(({ id }) => isIn(point, map, id))
      .map(({ id }) => {
        const key = [nonCustomer === null, cell.channel, cell.direction, profile.id, named?.id ?? 'other', id].join(
          '/',
        );
        if (!served.has(key)) throw new Error(`not in the map: ${key}`);
        return served.get(key) ?? null;
      });
    // Of the sets within a larger one, the first rule decides.
    return serving.filter((id) => id !== null).sort()[0] ?? null;
  };
}

function scenarioInMap(map: CoverageMap, { cell, moment, profile }: ScenarioPoint): string | null {
  const found = map.screenPop.find(
    (one) => one.moment === moment && one.channel === cell.channel && one.direction === cell.direction,
  );
  const parts = (found?.parts ?? []).filter((part) => part.profiles.includes(profile.id));
  if (parts.length !== 1) throw new Error(`${parts.length} parts`);
  return parts[0]?.by?.id ?? null;
}

describe('computeCoverage', () => {
  it('says the same as brute force over 2,000 random rule sets', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const map = mapOf(input);
        const inMap = readRuleMap(map);
        const all = profilesOf(input);
        const points = RULE_POINTS.filter(({ set }) => all.some((profile) => isShown(set, profile)));
        const winners = new Set<string | null>();
        for (const point of points) {
          const winner = ruleAt(input.rules, point);
          winners.add(winner);
          for (const profile of all.filter((one) => isShown(point.set, one))) {
            const told = inMap(point, profile);
            if (told !== winner) expect({ point, profile, by: told }).toEqual({ point, profile, by: winner });
          }
        }
        for (const { channel, parts } of map.assignment.filter(({ isWithCustomer }) => !isWithCustomer)) {
          const ids = new Set(parts.flatMap((part) => part.cards));
          const kinds = map.cards.filter(({ id }) => ids.has(id)).flatMap(({ nonCustomers }) => nonCustomers);
          expect(kinds.toSorted()).toEqual((FOUND.get(channel) ?? []).toSorted());
        }
        const enabled = input.rules.filter((rule) => rule.enabled);
        const unreached = map.unreached.filter(({ kind }) => kind === 'rule');
        expect(unreached.map(({ id }) => id)).toEqual(enabled.map(({ id }) => id).filter((id) => !winners.has(id)));
        for (const { id, reason } of unreached) {
          const one = enabled.find((rule) => rule.id === id);
          if (!one) throw new Error('no such rule');
          const appliesAlone = points.some((point) => ruleAt([one], point) === id);
          expect(reason.kind === 'shadowed').toBe(appliesAlone);
          if (reason.kind === 'shadowed') expectSmallestReason(one, reason.by, enabled, points, ruleAt);
        }
      }),
      { numRuns: 2000, seed: 20_261_130 },
    );
  }, 600_000);

  it('finds in every channel those who can be no customers there', () => {
    expect(Object.fromEntries(FOUND)).toEqual({
      voice: ['internal', 'line', 'service', 'private'],
      messaging: ['internal', 'line', 'service', 'private'],
      email: ['line'],
    });
  });

  it('treats a card that somebody attached to a call with a colleague as a customer’s', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...NON_CUSTOMERS), (list, kind) => {
        for (const point of RULE_POINTS.filter(({ set }) => set.length > 0)) {
          const attached = { ...point, subject: { ...point.subject, nonCustomer: { kind, name: null } } };
          expect(ruleAt(list, attached)).toBe(ruleAt(list, point));
        }
      }),
      { numRuns: 50, seed: 20_261_130 },
    );
  });

  it('says the same as brute force of scenarios, whichever CRM comes first', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const map = mapOf(input);
        const points = scenarioPoints(input);
        const winners = new Set<string | null>();
        for (const point of points) {
          const winner = scenarioAt(input.scenarios, point);
          winners.add(winner);
          const told = scenarioInMap(map, point);
          if (told !== winner) expect({ point, by: told }).toEqual({ point, by: winner });
        }
        const own = input.scenarios.filter(({ enabled, crmId }) => enabled && crmId === 'one');
        const unreached = map.unreached.filter(({ kind }) => kind === 'scenario');
        expect(unreached.map(({ id }) => id)).toEqual(own.map(({ id }) => id).filter((id) => !winners.has(id)));
        for (const { id, reason } of unreached) {
          const one = own.find((scenario) => scenario.id === id);
          if (!one || reason.kind !== 'shadowed') throw new Error('scenarios are only shadowed');
          const enabled = input.scenarios.filter((scenario) => scenario.enabled);
          expectSmallestReason(one, reason.by, enabled, points, scenarioAt);
        }
      }),
      { numRuns: 2000, seed: 20_261_130 },
    );
  }, 600_000);
});
