import { canonicalEmail } from '../base/canonical-email';
import { namingFields } from '../crm/card-title';
import type { FieldModel, ObjectModel } from '../crm/crm';
import { isFieldMatch, valueIn } from '../crm/fields';
import type { InteractionState } from '../interaction/state';
import { bestGrade, weakerGrade, type MatchGrade } from '../phone/compare';
import { numberFinder, numberGrader, type GradeNumber } from '../phone/grade';
import { writtenNumber, type PhoneContext, type PhoneReading } from '../phone/phone';
import type { CrmRecord, RecordCriterion, RecordQuery } from '../crm/records';
import type { ScreenPopCondition, ScreenPopStep } from './scenario';
import { trace, type TraceEntry } from '../trace';

/** One step of a scenario: plans the search and verifies the records it returns. */

/**
 * More candidates than anybody would choose from, and few enough that reading all their numbers stays within the 5 ms
 * an evaluation may take: 20 candidates × 5 fields, each number read once, at some 25 µs.
 */
const CANDIDATES = 20;
/** Most records that a search by number brings back: it also finds strangers, which one look tells apart. */
const FOUND_BY_NUMBER = 200;
/** Most field conditions sent with one search. The others are checked on the returned records. */
const EQUALS_IN_SEARCH = 2;

/** The customer to search for. `number` is null if the interaction has none. */
export interface SearchedCustomer {
  customer: InteractionState['customer'];
  number: PhoneReading | null;
}

export type StepPlan =
  | { kind: 'search'; query: RecordQuery; trace: TraceEntry[] }
  | { kind: 'skip'; trace: TraceEntry[] };

/**
 * All conditions must hold, so a condition that can't be searched skips the step. Conditions also search fields that the
 * agent's profile hides, because a match does not reveal them. `shown` are the fields it shows; null means all.
 */
export function planStep(
  step: ScreenPopStep,
  object: ObjectModel,
  who: SearchedCustomer,
  shown: readonly FieldModel[] | null,
): StepPlan {
  const put = step.conditions.map((condition) => putCondition(condition, object, who));
  const entries = put.flatMap((result) => result.entries);
  const criteria = put.flatMap((result) => (result.criterion ? [result.criterion] : []));
  if (criteria.length < step.conditions.length) return { kind: 'skip', trace: entries };
  const identity = criteria.filter((criterion) => criterion.kind !== 'equals');
  const equals = criteria.filter((criterion) => criterion.kind === 'equals');
  return {
    kind: 'search',
    query: {
      objectApiName: object.apiName,
      criteria: [...identity.slice(0, 1), ...equals.slice(0, EQUALS_IN_SEARCH)],
      properties: propertiesOf(step, object, shown),
      limit: identity[0]?.kind === 'phone' ? FOUND_BY_NUMBER : CANDIDATES,
    },
    trace: entries,
  };
}

export interface VerifiedCandidate {
  record: CrmRecord;
  grade: MatchGrade | 'none';
  /** The field that matched, or the fields of the first condition that did not hold. */
  fields: readonly FieldModel[];
}

/**
 * Checks every condition on the returned records, because a CRM's search also returns near matches. Those whose digits are
 * others are not read any further; `unread` are too many to be read.
 */
export function verifyCandidates(
  step: ScreenPopStep,
  object: ObjectModel,
  who: SearchedCustomer,
  records: readonly CrmRecord[],
  context: PhoneContext,
): { verified: VerifiedCandidate[]; unread: number } {
  const gradeNumber: GradeNumber = who.number?.ok ? numberGrader(who.number.phone, context) : () => 'none';
  const conditions = step.conditions.map((condition) => ({ condition, fields: fieldsOf(condition, object) ?? [] }));
  const mayBeMeant = candidateFilter(conditions, who);
  const candidates = records.filter(mayBeMeant);
  const strangers = records.filter((record) => !mayBeMeant(record)).slice(0, CANDIDATES);
  const verified = candidates.slice(0, CANDIDATES).map((record): VerifiedCandidate => {
    let grade: MatchGrade = 'exact';
    let matchedBy: readonly FieldModel[] = [];
    for (const { condition, fields } of conditions) {
      const result = check(condition, fields, record, who, gradeNumber);
      if (result.grade === 'none') return { record, grade: 'none', fields: result.fields };
      grade = weakerGrade(grade, result.grade);
      if (matchedBy.length === 0 && condition.kind !== 'field_equals') matchedBy = result.fields;
    }
    return { record, grade, fields: matchedBy };
  });
  const searched = conditions.find(({ condition }) => condition.kind === 'phone_is')?.fields ?? [];
  const others = strangers.map((record): VerifiedCandidate => ({ record, grade: 'none', fields: searched }));
  return { verified: [...verified, ...others], unread: candidates.length - verified.length };
}

interface ConditionOfStep {
  condition: ScreenPopCondition;
  fields: readonly FieldModel[];
}

/** Whether the digits of every number searched for are somewhere in a record. */
function candidateFilter(conditions: readonly ConditionOfStep[], { number }: SearchedCustomer) {
  const mayHold = number?.ok ? numberFinder(number.phone) : () => true;
  const byNumber = conditions.filter(({ condition }) => condition.kind === 'phone_is');
  return ({ values }: CrmRecord): boolean =>
    byNumber.every(({ fields }) => fields.some(({ apiName }) => mayHold(valueIn(values, apiName) ?? '')));
}

interface Put {
  criterion: RecordCriterion | null;
  entries: TraceEntry[];
}

function putCondition(condition: ScreenPopCondition, object: ObjectModel, { customer, number }: SearchedCustomer): Put {
  const refuse = (entry: TraceEntry): Put => ({ criterion: null, entries: [entry] });
  const fields = fieldsOf(condition, object);
  if (fields === null) return refuse(trace('condition_field_gone', {}, { type: 'object', id: object.id }));
  const properties = fields.flatMap((field) => valueProperties(field, condition.kind));
  const names = fields.map((field) => field.name).join(', ');
  const about = { objectId: object.id, fieldIds: fields.map((field) => field.id) };
  switch (condition.kind) {
    case 'phone_is':
      if (number === null) return refuse(trace('condition_no_phone', {}));
      if (!number.ok) return refuse(trace('condition_phone_unreadable', { reason: number.reason }));
      return {
        criterion: { kind: 'phone', properties, phone: number.phone },
        entries: [{ ...trace('condition_phone', { number: writtenNumber(number.phone), fields: names }), about }],
      };
    case 'email_is':
      if (!customer.email) return refuse(trace('condition_no_email', {}));
      return {
        criterion: { kind: 'email', properties, email: customer.email },
        entries: [{ ...trace('condition_email', { email: customer.email, fields: names }), about }],
      };
    case 'handle_is':
      if (!customer.handle) return refuse(trace('condition_no_handle', {}));
      return {
        criterion: { kind: 'handle', properties, handle: customer.handle },
        entries: [{ ...trace('condition_handle', { handle: customer.handle, fields: names }), about }],
      };
    case 'field_equals':
      return {
        criterion: { kind: 'equals', property: properties[0] ?? '', value: condition.value },
        entries: [{ ...trace('condition_equals', { field: names, value: condition.value }), about }],
      };
  }
}

/** Null if a field was deleted: searching by fewer fields would find other records. */
function fieldsOf(condition: ScreenPopCondition, object: ObjectModel): FieldModel[] | null {
  const ids = condition.kind === 'field_equals' ? [condition.fieldId] : condition.fieldIds;
  const fields = ids.flatMap((id) => object.fields.find((field) => field.id === id) ?? []);
  return fields.length === ids.length ? fields : null;
}

function propertiesOf(step: ScreenPopStep, object: ObjectModel, shown: readonly FieldModel[] | null): string[] {
  const searched = step.conditions.flatMap((condition) => fieldsOf(condition, object) ?? []);
  const distinguishing = object.fields.filter((field) => step.distinguishBy.includes(field.id));
  return [
    ...new Set([
      ...[...searched, ...namingFields(object.fields, shown), ...distinguishing].map((field) => field.apiName),
      ...searched.flatMap((field) => field.further ?? []),
    ]),
  ];
}

/** Where the values of a field are: a contact's second email addresses are in a property of their own. */
function valueProperties({ apiName, further = [] }: FieldModel, kind: ScreenPopCondition['kind']): string[] {
  return kind === 'field_equals' ? [apiName] : [apiName, ...further];
}

type Checked = Pick<VerifiedCandidate, 'grade' | 'fields'>;

/** The best grade among the condition's fields. */
function check(
  condition: ScreenPopCondition,
  fields: readonly FieldModel[],
  record: CrmRecord,
  who: SearchedCustomer,
  gradeNumber: GradeNumber,
): Checked {
  let best: Checked | null = null;
  for (const field of fields) {
    const grade =
      bestGrade(
        valueProperties(field, condition.kind).map((apiName) =>
          gradeOf(condition, field, valueIn(record.values, apiName) ?? '', who.customer, gradeNumber),
        ),
      ) ?? 'none';
    if (grade === 'exact') return { grade, fields: [field] };
    if (grade !== 'none' && bestGrade([best?.grade ?? 'none', grade]) !== best?.grade)
      best = { grade, fields: [field] };
  }
  return best ?? { grade: 'none', fields };
}

function gradeOf(
  condition: ScreenPopCondition,
  field: FieldModel,
  stored: string,
  customer: SearchedCustomer['customer'],
  gradeNumber: GradeNumber,
): MatchGrade | 'none' {
  switch (condition.kind) {
    case 'phone_is':
      return gradeNumber(stored);
    case 'email_is': {
      const wanted = customer.email === undefined ? null : canonicalEmail(customer.email);
      // Some properties hold several addresses, joined.
      const isHeld = wanted !== null && stored.split(/[;, \t\r\n]+/).some((part) => canonicalEmail(part) === wanted);
      return isHeld ? 'exact' : 'none';
    }
    case 'handle_is': {
      const wanted = handleOf(customer.handle ?? '');
      return wanted !== '' && handleOf(stored) === wanted ? 'exact' : 'none';
    }
    case 'field_equals':
      return isFieldMatch(field, stored, condition.value) ? 'exact' : 'none';
  }
}

function handleOf(text: string): string {
  return text.trim().toLowerCase().replace(/^@/, '');
}
