import { cardTitle } from '../crm/card-title';
import type { ObjectModel } from '../crm/crm';
import type { CrmRecord, IdentityCriterion, RecordQuery } from '../crm/records';
import type { Participant } from '../interaction/interaction';
import { addressOf, participantText } from '../interaction/participants';
import type { InteractionState } from '../interaction/state';
import { readPhone, type PhoneContext } from '../phone/phone';
import { trace, type TraceEntry } from '../trace';
import { chooseScenario } from './choose';
import { lateMomentOf } from './course';
import type { ScreenPopInput } from './run';
import type { ScenarioModel, ScreenPopStep } from './scenario';
import { planStep, verifyCandidates, type SearchedCustomer } from './search';

/**
 * Who the other people of an interaction are: by the steps that look for the customer, with one search per object for all of
 * them. Only who is known for certain counts.
 */
export interface People {
  people: readonly Participant[];
  /** All of one object. */
  steps: readonly ScreenPopStep[];
  context: PhoneContext;
}

/** The scenario of this CRM that looks for the customer once an interaction is over, and its steps on what may be seen. */
export function stepsForPeople(
  { channel, direction, acceptedAt }: InteractionState,
  crmId: string,
  { scenarios, rights }: Pick<ScreenPopInput, 'scenarios' | 'rights'>,
): readonly ScreenPopStep[] {
  const own = scenarios.filter((scenario: ScenarioModel) => scenario.crmId === crmId);
  const moment = lateMomentOf({ channel, direction, acceptedAt }, own);
  const scenario = moment && chooseScenario(own, { moment, channel, direction }).scenario;
  return scenario?.definition.steps.filter(({ objectId }) => !rights || rights.get(objectId)?.canView) ?? [];
}

/** Null: nothing to search for. */
export function planPeopleSearch({ people, steps, context }: People, object: ObjectModel): RecordQuery | null {
  const plans = steps.flatMap((step) => people.map((one) => planStep(step, object, asSearched(one, context), null)));
  const queries = plans.flatMap((plan) => (plan.kind === 'search' ? [plan.query] : []));
  const criteria = new Map(
    queries
      .flatMap((query) => query.criteria.filter(isIdentity))
      .map((criterion) => [JSON.stringify(criterion), criterion]),
  );
  if (criteria.size === 0) return null;
  return {
    objectApiName: object.apiName,
    criteria: [{ kind: 'any_of', criteria: [...criteria.values()] }],
    properties: [...new Set(queries.flatMap(({ properties }) => properties))],
    limit: MOST_FOUND,
  };
}

/** The most that HubSpot's search answers at once. */
const MOST_FOUND = 200;
/** So many candidates are compared at a time. */
const COMPARED = 20;

interface FoundPerson {
  record: CrmRecord;
  title: string;
  /** What tells them from others. */
  address: string;
}

/**
 * Those of whom there is exactly one record that is certainly theirs. `isCut`: the CRM has more records than it answered.
 * `unasked`: what the search had no room to ask for in full.
 */
export function choosePeople(
  { people, steps, context }: People,
  object: ObjectModel,
  { records, isCut, unasked = [] }: Answered,
): { found: FoundPerson[]; trace: TraceEntry[] } {
  const found: FoundPerson[] = [];
  const entries: TraceEntry[] = [];
  const ref = { type: 'object', id: object.id } as const;
  for (const one of people) {
    const who = participantText(one);
    const said = { who, object: object.name };
    const { theirs, isUnsure } = recordsOf(one, { steps, context }, object, records);
    const [record] = theirs;
    if (record && theirs.length === 1 && !isCut) {
      const title = cardTitle(object, record);
      found.push({ record, title, address: addressOf(one) });
      entries.push(trace('participant_known', { ...said, card: title }, ref));
    } else if (record) {
      entries.push(trace('participant_several', said, ref));
    } else if (isUnsure) {
      entries.push(trace('participant_unsure', said, ref));
    } else {
      const isLeft = unasked.some((criterion) => isAbout(criterion, one, context));
      entries.push(trace(isLeft ? 'participant_unasked' : 'participant_unknown', said, ref));
    }
  }
  return { found, trace: entries };
}

interface Answered {
  records: readonly CrmRecord[];
  isCut: boolean;
  unasked?: readonly IdentityCriterion[];
}

function isAbout(criterion: IdentityCriterion, { email, number, handle }: Participant, context: PhoneContext): boolean {
  switch (criterion.kind) {
    case 'email':
      return criterion.email === email;
    case 'handle':
      return criterion.handle === handle;
    case 'phone': {
      const read = number === undefined ? null : readPhone(number, context);
      return read?.ok === true && read.phone.raw === criterion.phone.raw;
    }
  }
}

/** By the first step that is certain of any. */
function recordsOf(
  one: Participant,
  { steps, context }: Pick<People, 'steps' | 'context'>,
  object: ObjectModel,
  records: readonly CrmRecord[],
): { theirs: CrmRecord[]; isUnsure: boolean } {
  const who = asSearched(one, context);
  let isUnsure = false;
  for (const step of steps) {
    if (planStep(step, object, who, null).kind === 'skip') continue;
    const theirs: CrmRecord[] = [];
    for (let from = 0; from < records.length; from += COMPARED) {
      const { verified } = verifyCandidates(step, object, who, records.slice(from, from + COMPARED), context);
      theirs.push(...verified.flatMap(({ record, grade }) => (grade === 'exact' ? [record] : [])));
      isUnsure ||= verified.some(({ grade }) => grade !== 'none');
    }
    if (theirs.length > 0) return { theirs, isUnsure };
  }
  return { theirs: [], isUnsure };
}

function asSearched({ email, number, handle }: Participant, context: PhoneContext): SearchedCustomer {
  const customer = {
    ...(email === undefined ? {} : { email }),
    ...(number === undefined ? {} : { number }),
    ...(handle === undefined ? {} : { handle }),
  };
  return { customer, number: number === undefined ? null : readPhone(number, context) };
}

function isIdentity(criterion: RecordQuery['criteria'][number]): criterion is IdentityCriterion {
  return criterion.kind === 'phone' || criterion.kind === 'email' || criterion.kind === 'handle';
}
