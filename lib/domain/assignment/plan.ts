import { chooseRule } from './choose';
import type { AssociationChoice, AssignmentAction, RuleModel } from './rule';
import { mapInteraction } from '../interaction/mapping';
import type { ObjectModel } from '../crm/crm';
import { valueIn } from '../crm/fields';
import type { ClosedValues } from '../crm/property-facts';
import type { InteractionSubject } from '../interaction/read-data';
import type { CrmRecord, RecordRef, RecordValues } from '../crm/records';
import { participantText } from '../interaction/participants';
import { countryOfLine } from '../phone/phone';
import type { People } from '../screen-pop/people';
import type { ScreenPopStep } from '../screen-pop/scenario';
import { trace, type TraceEntry } from '../trace';

/**
 * Plans what to log for one interaction in one CRM. Pure: the same interaction, cards and rules give the same plan, and
 * the verb that executes it adds nothing.
 */
export interface AssignmentInput {
  subject: InteractionSubject;
  /** The main card first, then those the agent linked; of this CRM. */
  cards: readonly AttachedCard[];
  /** Of this CRM, in their order. */
  rules: readonly RuleModel[];
  /** Of this CRM. */
  objects: readonly ObjectModel[];
  /** Properties that the provider requires for a new record, by the object's API name; from its manifest. */
  requiredOnCreate: ReadonlyMap<string, readonly string[]>;
  /** The property that holds a record's owner. Null if the CRM has none. */
  ownerProperty?: string | null;
  /** How customers are looked for in this CRM: the steps of the scenario that applies. */
  steps?: readonly ScreenPopStep[];
  /** The time zone for dates and times of day. Instants are written in UTC. */
  timeZone: string;
}

export interface AttachedCard {
  objectId: string;
  objectApiName: string;
  recordId: string;
  title: string;
}

export type AssignmentPlan =
  /** Logs nothing in the CRM; the interaction keeps its cards here. */
  | ({ kind: 'attach'; cards: RecordRef[] } & Planned)
  /** `key` makes repeated executions write one record per interaction and CRM. */
  | ({
      kind: 'create';
      objectId: string;
      objectApiName: string;
      key: string;
      values: RecordValues;
      associations: PlannedAssociation[];
    } & Planned)
  | ({
      kind: 'update';
      objectId: string;
      target: RecordRef;
      values: RecordValues;
      associations: PlannedAssociation[];
    } & Planned)
  /** The rule applies but can't be executed until an administrator corrects it. */
  | ({ kind: 'blocked'; gaps: FieldGap[] } & Planned)
  /** No rule applies, so nothing is logged. */
  | { kind: 'skip'; trace: TraceEntry[] };

interface Planned {
  ruleId: string;
  ruleName: string;
  trace: TraceEntry[];
}

export type PlannedAssociation =
  | { kind: 'known'; objectId: string; to: RecordRef }
  /** Answered by `chooseRelated` from the records of `objectApiName` that the provider links with `from`. */
  | ({ kind: 'lookup' } & RelatedLookup)
  /** The other people who take part, as far as one search finds them: see `choosePeople`. */
  | ({ kind: 'participants'; objectId: string; objectApiName: string } & People);

export interface RelatedLookup {
  objectId: string;
  objectName: string;
  from: RecordRef;
  objectApiName: string;
  /** Skips records whose property has one of the values, for example closed tickets. */
  unless: { property: string; values: string[] } | null;
  /** Values with which a record is closed: open ones come first. Null if the account has none. */
  closed?: ClosedValues | null;
  /** To read with each record. */
  properties: string[];
}

interface FieldGap {
  apiName: string;
  /** Null if the property is not a configured field. */
  name: string | null;
}

export function planAssignment(input: AssignmentInput): AssignmentPlan {
  const { state, nonCustomer } = input.subject;
  const { channel, direction, queue } = state;
  const choice = chooseRule(input.rules, {
    channel,
    direction,
    queue,
    nonCustomer: nonCustomer?.kind ?? null,
    cards: input.cards,
    objects: input.objects,
  });
  return choice.rule ? carryOut(choice.rule, input, choice.trace) : { kind: 'skip', trace: choice.trace };
}

/** The related record to associate with: of those not skipped an open one if there is one, the most recently changed. */
export function chooseRelated(
  lookup: RelatedLookup,
  records: readonly CrmRecord[],
): { to: RecordRef | null; trace: TraceEntry[] } {
  const { unless, closed, objectName, objectApiName } = lookup;
  const holds = (record: CrmRecord, which: ClosedValues | null | undefined) =>
    which ? which.values.includes(valueIn(record.values, which.property) ?? '') : false;
  const candidates = records.filter((record) => !holds(record, unless));
  const [latest] = [...candidates].sort(
    (a, b) =>
      Number(holds(a, closed)) - Number(holds(b, closed)) ||
      (b.updatedAt?.getTime() ?? 0) - (a.updatedAt?.getTime() ?? 0) ||
      (a.id < b.id ? 1 : -1),
  );
  const ref = { type: 'object', id: lookup.objectId } as const;
  if (!latest) return { to: null, trace: [trace('association_related_none', { object: objectName }, ref)] };
  return {
    to: { objectApiName, id: latest.id },
    trace: [
      candidates.length > 1 && holds(latest, closed)
        ? trace('association_related_closed', { object: objectName, count: candidates.length }, ref)
        : trace('association_related', { object: objectName, count: candidates.length }, ref),
    ],
  };
}

function carryOut(rule: RuleModel, input: AssignmentInput, entries: TraceEntry[]): AssignmentPlan {
  const { action } = rule.definition;
  const by = { ruleId: rule.id, ruleName: rule.name };
  if (action.kind === 'attach')
    return { kind: 'attach', cards: input.cards.map(cardRef), ...by, trace: [...entries, trace('plan_attach', {})] };

  const object = input.objects.find(({ id }) => id === action.objectId);
  if (!object)
    return { kind: 'skip', trace: [...entries, trace('rule_object_gone', { rule: rule.name }, refOf(rule))] };
  const mapped = mapInteraction(action.mapping, object, input.subject, input.timeZone);
  const owner = ownerOf(action, input, mapped.values);
  const values = { ...mapped.values, ...owner.values };
  const linked = associationsOf(action, input);
  const others = participantsOf(action, input);
  const associations = [...linked.associations, ...others.associations];
  const head = trace(
    action.kind === 'create' ? 'plan_create' : 'plan_update',
    { object: object.name },
    { type: 'object', id: object.id },
  );
  const all = [...entries, head, ...mapped.trace, ...owner.trace, ...linked.trace, ...others.trace];

  const target = action.kind === 'update' ? input.cards.find(({ objectId }) => objectId === object.id) : undefined;
  if (target) {
    return {
      kind: 'update',
      objectId: object.id,
      target: cardRef(target),
      values,
      associations,
      ...by,
      trace: all,
    };
  }
  const gaps = gapsOf(object, values, input.requiredOnCreate.get(object.apiName) ?? []);
  if (gaps.length > 0)
    return {
      kind: 'blocked',
      gaps,
      ...by,
      trace: [...all, ...gaps.map((gap) => trace('plan_gap', { field: gap.name ?? gap.apiName }))],
    };
  return {
    kind: 'create',
    objectId: object.id,
    objectApiName: object.apiName,
    key: `${input.subject.id}.${rule.crmId}`,
    values,
    associations,
    ...by,
    trace: all,
  };
}

/** The agent's owner, unless a mapping fills that property. */
function ownerOf(
  { owner }: Exclude<AssignmentAction, { kind: 'attach' }>,
  { subject, ownerProperty }: AssignmentInput,
  mapped: RecordValues,
): { values: RecordValues; trace: TraceEntry[] } {
  const { agent } = subject.state;
  if (owner !== 'agent' || !ownerProperty || agent === null || valueIn(mapped, ownerProperty) !== null)
    return { values: {}, trace: [] };
  const { agentOwner } = subject;
  return agentOwner
    ? { values: { [ownerProperty]: agentOwner.id }, trace: [trace('owner_set', { owner: agentOwner.name })] }
    : { values: {}, trace: [trace('owner_not_found', { agent })] };
}

function associationsOf(
  action: Exclude<AssignmentAction, { kind: 'attach' }>,
  input: AssignmentInput,
): { associations: PlannedAssociation[]; trace: TraceEntry[] } {
  const associations: PlannedAssociation[] = [];
  const entries: TraceEntry[] = [];
  for (const choice of action.associations) {
    const object = input.objects.find(({ id }) => id === choice.objectId);
    if (!object) {
      entries.push(trace('association_object_gone', {}));
      continue;
    }
    const ref = { type: 'object', id: object.id } as const;
    const card = input.cards.find(({ objectId }) => objectId === object.id);
    // Don't associate the updated card with itself.
    if (card && action.kind === 'update' && action.objectId === object.id) continue;
    const from = input.cards.find(({ objectId }) => objectId !== object.id);
    if (card) {
      associations.push({ kind: 'known', objectId: object.id, to: cardRef(card) });
      entries.push(trace('association_attached', { object: object.name }, ref));
    } else if (choice.find === 'attached_or_related' && from) {
      associations.push({ kind: 'lookup', ...lookupOf(choice, object, from) });
      const how = object.closed ? 'association_lookup_open' : 'association_lookup';
      entries.push(trace(how, { object: object.name, card: from.title }, ref));
    } else {
      entries.push(trace('association_no_card', { object: object.name }, ref));
    }
  }
  return { associations, trace: entries };
}

/** Last, so that a search that fails delays no other link. */
function participantsOf(
  action: Exclude<AssignmentAction, { kind: 'attach' }>,
  { subject, objects, steps = [] }: AssignmentInput,
): { associations: PlannedAssociation[]; trace: TraceEntry[] } {
  const others = (subject.participants ?? []).filter(({ isCustomer }) => !isCustomer);
  if (others.length === 0 || subject.nonCustomer) return { associations: [], trace: [] };
  const people = others.flatMap(({ isCustomer: _isCustomer, nonCustomer, ...one }) => (nonCustomer ? [] : [one]));
  const ours = others.flatMap(({ nonCustomer, ...one }) =>
    nonCustomer ? [trace('participant_ours', { who: participantText(one), kind: nonCustomer.kind })] : [],
  );
  const linked = objects.filter(
    ({ id }) =>
      action.associations.some(({ objectId }) => objectId === id) &&
      !(action.kind === 'update' && action.objectId === id) &&
      steps.some(({ objectId }) => objectId === id),
  );
  if (people.length === 0) return { associations: [], trace: ours };
  if (linked.length === 0) return { associations: [], trace: [...ours, trace('participants_not_searched', {})] };
  const { state, defaultCountry } = subject;
  const context = { defaultCountry, dialledCountry: countryOfLine(state.ourNumber, defaultCountry) };
  return {
    associations: linked.map(({ id, apiName }) => ({
      kind: 'participants',
      objectId: id,
      objectApiName: apiName,
      people,
      steps: steps.filter(({ objectId }) => objectId === id),
      context,
    })),
    trace: [
      ...ours,
      ...linked.map(({ id, name }) =>
        trace('participants_searched', { object: name, count: people.length }, { type: 'object', id }),
      ),
    ],
  };
}

function lookupOf(choice: AssociationChoice, object: ObjectModel, from: AttachedCard): RelatedLookup {
  const field = object.fields.find(({ id }) => id === choice.unless?.fieldId);
  const unless = choice.unless && field ? { property: field.apiName, values: choice.unless.values } : null;
  return {
    objectId: object.id,
    objectName: object.name,
    from: cardRef(from),
    objectApiName: object.apiName,
    unless,
    closed: object.closed ?? null,
    properties: [...new Set([unless?.property, object.closed?.property].filter((name) => name !== undefined))],
  };
}

/** What a new record is missing: required fields and properties that the provider requires. */
function gapsOf(object: ObjectModel, values: RecordValues, requiredByProvider: readonly string[]): FieldGap[] {
  const required = new Set([
    ...object.fields.filter((field) => field.required && !field.readOnly).map((field) => field.apiName),
    ...requiredByProvider,
  ]);
  return [...required]
    .filter((apiName) => valueIn(values, apiName) === null)
    .map((apiName) => ({ apiName, name: object.fields.find((field) => field.apiName === apiName)?.name ?? null }));
}

function cardRef(card: AttachedCard): RecordRef {
  return { objectApiName: card.objectApiName, id: card.recordId };
}

function refOf(rule: RuleModel) {
  return { type: 'rule', id: rule.id } as const;
}
