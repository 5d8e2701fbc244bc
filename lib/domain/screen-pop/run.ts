import { mapInteraction } from '../interaction/mapping';
import type { FieldModel, ObjectModel } from '../crm/crm';
import type { InteractionSubject } from '../interaction/read-data';
import { countryOfLine, readPhone, writtenNumber, type PhoneContext } from '../phone/phone';
import { bestGrade } from '../phone/compare';
import type { RecordPage, RecordQuery } from '../crm/records';
import type { Moment, ScenarioModel, ScreenPopStep } from './scenario';
import type { FoundCard, Offer, ScreenPopDecision } from './decision';
import { cardOf, candidateEntries } from './cards';
import { planStep, verifyCandidates, type SearchedCustomer } from './search';
import { chooseScenario } from './choose';
import { trace, type TraceEntry } from '../trace';

/**
 * Running a screen pop, one search at a time: `start` names the first search, `continue` takes its answer and names the
 * next one or decides. The simulator and production run exactly this; they differ only in who reads the decision.
 * Ordered, first match wins. A `maybe` is offered and never opened. A withheld number searches nothing, nor does a call
 * with nobody who is a customer.
 */
export interface ScreenPopInput {
  moment: Moment;
  subject: InteractionSubject;
  /** In the order in which they are tried: the profile's CRMs, and each one's own order. */
  scenarios: readonly ScenarioModel[];
  objects: readonly ObjectModel[];
  /** By object id. Objects that are missing are hidden. Null allows everything (no profile chosen). */
  rights: ReadonlyMap<string, { canView: boolean; canCreate: boolean; shown: readonly FieldModel[] }> | null;
  /** The agent's, for what a create form is prefilled with. */
  timeZone: string;
}

export interface ScreenPopRequest {
  crmId: string;
  objectId: string;
  query: RecordQuery;
}

export type ScreenPopSearchResult =
  | { ok: true; page: RecordPage }
  | { ok: false; reason: string; /** The wait that the CRM named. */ retryAfterMs?: number | null };

export type ScreenPopProgress =
  | { kind: 'search'; request: ScreenPopRequest; state: ScreenPopState }
  | { kind: 'decided'; decision: ScreenPopDecision };

/** Opaque to callers. */
export interface ScreenPopState {
  readonly input: ScreenPopInput;
  readonly scenario: ScenarioModel;
  readonly who: SearchedCustomer;
  readonly stepIndex: number;
  /** From the first step that found only possible matches. */
  readonly maybes: readonly FoundCard[];
  readonly trace: readonly TraceEntry[];
}

export function startScreenPop(input: ScreenPopInput): ScreenPopProgress {
  const { state, nonCustomer } = input.subject;
  if (nonCustomer) {
    const nobody = { scenarioId: null, scenarioName: null, offer: { action: 'nothing' } as const };
    const entries = [trace('not_a_customer', { kind: nonCustomer.kind })];
    return { kind: 'decided', decision: { kind: 'none', matches: 0, ...nobody, trace: entries } };
  }
  const entries: TraceEntry[] = [];
  const raw = state.customer.number;
  const number = raw === undefined ? null : readPhone(raw, contextOf(input));
  // Phone systems send an empty number where they must not tell it.
  const isWithheld =
    state.customer.withheld === true ||
    (number !== null && !number.ok && (number.reason === 'withheld' || number.reason === 'empty'));
  if (isWithheld) entries.push(trace('number_withheld', {}));
  else if (number?.ok) entries.push(trace('number_read', { number: writtenNumber(number.phone) }));
  else if (number) entries.push(trace('number_unreadable', { reason: number.reason }));

  const choice = chooseScenario(input.scenarios, {
    moment: input.moment,
    channel: state.channel,
    direction: state.direction,
  });
  entries.push(...choice.trace);
  if (choice.scenario === null) {
    const nobody = { scenarioId: null, scenarioName: null, offer: { action: 'nothing' } as const, trace: entries };
    return {
      kind: 'decided',
      decision: isWithheld ? { kind: 'withheld', ...nobody } : { kind: 'none', matches: 0, ...nobody },
    };
  }
  const run: ScreenPopState = {
    input,
    scenario: choice.scenario,
    who: { customer: state.customer, number },
    stepIndex: 0,
    maybes: [],
    trace: entries,
  };
  if (!isWithheld) return advance(run);
  const { offer, entry } = offerOf(run, 'withheld');
  return decided(run, [entry], (common) => ({ kind: 'withheld', offer, ...common }));
}

export function continueScreenPop(state: ScreenPopState, result: ScreenPopSearchResult): ScreenPopProgress {
  const step = state.scenario.definition.steps[state.stepIndex];
  const object = step && objectOf(state, step);
  if (!step || !object) return advance({ ...state, stepIndex: state.stepIndex + 1 });
  const at = { step: state.stepIndex + 1, object: object.name };
  if (!result.ok) {
    const { offer } = offerOf(state, 'none');
    const entries = [trace('step_unavailable', { ...at, reason: result.reason }, refOf(state)), ...unreached(state)];
    return decided(state, entries, (common) => ({ kind: 'unavailable', reason: result.reason, offer, ...common }));
  }
  const { records, total } = result.page;
  if (records.length === 0)
    return advance({
      ...state,
      stepIndex: state.stepIndex + 1,
      trace: [...state.trace, trace('step_no_candidates', at, refOf(state))],
    });

  const { verified, unread } = verifyCandidates(step, object, state.who, records, contextOf(state.input));
  const best = bestGrade(verified.map(({ grade }) => grade));
  const chosen = verified.filter(({ grade }) => grade === best);
  const shown = shownOf(state, object);
  const cards = chosen.map((candidate) => cardOf(candidate, step, object, shown));
  const isCut = total > records.length || unread > 0;
  const entries = [
    ...candidateEntries(verified, best, object, shown),
    ...(isCut ? [trace('step_truncated', { step: at.step, shown: records.length - unread, total }, refOf(state))] : []),
  ];

  if (best === null || best === 'maybe') {
    const none = trace('step_none_verified', { ...at, candidates: verified.length }, refOf(state));
    const maybes = state.maybes.length > 0 ? state.maybes : cards;
    return advance({ ...state, stepIndex: state.stepIndex + 1, maybes, trace: [...state.trace, ...entries, none] });
  }
  const matched = trace('step_matched', { ...at, matches: cards.length, grade: best }, refOf(state));
  return found(
    { ...state, trace: [...state.trace, ...entries, matched, ...unreached(state)] },
    cards,
    isCut ? total : cards.length,
  );
}

/** Runs all searches with the given search function. */
export async function decideScreenPop(
  input: ScreenPopInput,
  search: (request: ScreenPopRequest) => Promise<ScreenPopSearchResult>,
): Promise<ScreenPopDecision> {
  let progress = startScreenPop(input);
  while (progress.kind === 'search') progress = continueScreenPop(progress.state, await search(progress.request));
  return progress.decision;
}

/** To the next step that can be asked. */
function advance(state: ScreenPopState): ScreenPopProgress {
  const entries = [...state.trace];
  for (let stepIndex = state.stepIndex; stepIndex < state.scenario.definition.steps.length; stepIndex += 1) {
    const here = { ...state, stepIndex };
    const step = state.scenario.definition.steps[stepIndex];
    const object = step && objectOf(here, step);
    if (!step || !object) {
      entries.push(trace('step_object_gone', { step: stepIndex + 1 }, refOf(state)));
      continue;
    }
    const at = { step: stepIndex + 1, object: object.name };
    if (state.input.rights && !state.input.rights.get(object.id)?.canView) {
      entries.push(trace('step_not_visible', at, refOf(state)));
      continue;
    }
    const plan = planStep(step, object, state.who, shownOf(state, object));
    if (plan.kind === 'skip') {
      entries.push(trace('step_not_asked', at, refOf(state)), ...plan.trace);
      continue;
    }
    entries.push(trace('step_searches', at, refOf(state)), ...plan.trace);
    return {
      kind: 'search',
      request: { crmId: object.crmId, objectId: object.id, query: plan.query },
      state: { ...here, trace: entries },
    };
  }
  return exhausted({ ...state, trace: entries });
}

/** No step found a certain match. */
function exhausted(state: ScreenPopState): ScreenPopProgress {
  const { one, several } = state.scenario.definition.outcomes;
  const { offer, entry } = offerOf(state, 'none');
  const mayShow = one.action !== 'nothing' || several.action !== 'nothing';
  if (state.maybes.length > 0 && mayShow) {
    const entries = [trace('outcome_only_maybe', {}), trace('outcome_choose', { count: state.maybes.length })];
    return decided(state, entries, (common) => ({
      kind: 'choose',
      cards: [...state.maybes],
      total: state.maybes.length,
      offer,
      ...common,
    }));
  }
  return decided(state, [entry], (common) => ({ kind: 'none', matches: 0, offer, ...common }));
}

function found(state: ScreenPopState, cards: FoundCard[], total: number): ScreenPopProgress {
  const { outcomes } = state.scenario.definition;
  const [first] = cards;
  // If the CRM has more records than it returned, this one may not be the only match.
  const outcome = first && cards.length === 1 && total === 1 ? outcomes.one : outcomes.several;
  if (outcome.action === 'open_card' && first) {
    const about = { objectId: first.objectId, fieldIds: [], record: { id: first.recordId, names: first.names ?? [] } };
    return decided(state, [{ ...trace('outcome_open', { title: first.title }), about }], (common) => ({
      kind: 'open',
      card: first,
      ...common,
    }));
  }
  if (outcome.action === 'chooser') {
    const { offer } = offerOf(state, 'none');
    return decided(state, [trace('outcome_choose', { count: cards.length })], (common) => ({
      kind: 'choose',
      cards,
      total,
      offer,
      ...common,
    }));
  }
  const isSearch = outcome.action === 'search';
  const offer: Offer = { action: isSearch ? 'search' : 'nothing' };
  return decided(state, [trace(isSearch ? 'outcome_search' : 'outcome_nothing', {})], (common) => ({
    kind: 'none',
    matches: total,
    offer,
    ...common,
  }));
}

function offerOf(state: ScreenPopState, outcome: 'none' | 'withheld'): { offer: Offer; entry: TraceEntry } {
  const chosen = state.scenario.definition.outcomes[outcome];
  if (chosen.action === 'nothing') return { offer: { action: 'nothing' }, entry: trace('outcome_nothing', {}) };
  if (chosen.action === 'search') return { offer: { action: 'search' }, entry: trace('outcome_search', {}) };
  const { input } = state;
  const { number } = state.who;
  // An extension or a service is nobody's card.
  if (number && !number.ok && (number.reason === 'internal_extension' || number.reason === 'short_code'))
    return { offer: { action: 'search' }, entry: trace('outcome_search', {}) };
  const object = input.objects.find(({ id }) => id === chosen.objectId);
  if (!object || (input.rights && !input.rights.get(object.id)?.canCreate)) {
    return { offer: { action: 'search' }, entry: trace('outcome_create_not_allowed', { object: object?.name ?? '' }) };
  }
  const subject = number?.ok === false ? withoutNumber(input.subject) : input.subject;
  const { byFieldId } = mapInteraction(chosen.prefill, object, subject, input.timeZone);
  return {
    offer: { action: 'create_form', crmId: object.crmId, objectId: object.id, values: Object.fromEntries(byFieldId) },
    entry: trace('outcome_create', { object: object.name }, { type: 'object', id: object.id }),
  };
}

/** What is no number must not become one of a new card. */
function withoutNumber(subject: InteractionSubject): InteractionSubject {
  const { number: _number, ...customer } = subject.state.customer;
  return { ...subject, state: { ...subject.state, customer } };
}

function unreached(state: ScreenPopState): TraceEntry[] {
  return state.scenario.definition.steps
    .slice(state.stepIndex + 1)
    .map((step, index) =>
      trace(
        'step_not_reached',
        { step: state.stepIndex + 2 + index, object: objectOf(state, step)?.name ?? '' },
        refOf(state),
      ),
    );
}

function contextOf({ subject }: ScreenPopInput): PhoneContext {
  const { defaultCountry, state } = subject;
  return { defaultCountry, dialledCountry: countryOfLine(state.ourNumber, defaultCountry) };
}

function objectOf(state: ScreenPopState, step: ScreenPopStep): ObjectModel | undefined {
  return state.input.objects.find(({ id }) => id === step.objectId);
}

function shownOf(state: ScreenPopState, object: ObjectModel): readonly FieldModel[] | null {
  return state.input.rights?.get(object.id)?.shown ?? null;
}

function refOf(state: ScreenPopState) {
  return { type: 'scenario', id: state.scenario.id } as const;
}

function decided(
  state: ScreenPopState,
  entries: readonly TraceEntry[],
  make: (common: { scenarioId: string; scenarioName: string; trace: TraceEntry[] }) => ScreenPopDecision,
): ScreenPopProgress {
  const common = {
    scenarioId: state.scenario.id,
    scenarioName: state.scenario.name,
    trace: [...state.trace, ...entries],
  };
  return { kind: 'decided', decision: make(common) };
}
