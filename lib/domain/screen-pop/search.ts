import { canonicalEmail } from '../base/canonical-email';
import { namingFields } from '../crm/card-title';
import type { FieldModel, ObjectModel } from '../crm/crm';
import { isFieldMatch, valueIn } from '../crm/fields';
import type { InteractionState } from '../interaction/state';
import { readPhones, type PhoneReading } from '../phone/phone';
import { bestGrade, compareNumbers, weakerGrade, type MatchGrade } from '../phone/compare';
import type { CrmRecord, RecordCriterion, RecordQuery } from '../crm/records';
import type { ScreenPopCondition, ScreenPopStep } from './scenario';
import { trace, type TraceEntry } from '../trace';

/** One step of a scenario: plans the search and verifies the records it returns. */

/**
 * More candidates than anybody would choose from, and few enough that reading all their numbers stays within the 5 ms
 * an evaluation may take: 20 candidates × 5 fields, each number read once, at some 25 µs.
 */
const CANDIDATES = 20;
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
      limit: CANDIDATES,
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

/** Checks every condition on the returned records, because a CRM's search also returns near matches. */
export function verifyCandidates(
  step: ScreenPopStep,
  object: ObjectModel,
  who: SearchedCustomer,
  records: readonly CrmRecord[],
  defaultCountry: string | null,
): VerifiedCandidate[] {
  const gradeNumber = numberGrader(who.number, defaultCountry);
  const conditions = step.conditions.map((condition) => ({ condition, fields: fieldsOf(condition, object) ?? [] }));
  return records.slice(0, CANDIDATES).map((record) => {
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
}

interface Put {
  criterion: RecordCriterion | null;
  entries: TraceEntry[];
}

function putCondition(condition: ScreenPopCondition, object: ObjectModel, { customer, number }: SearchedCustomer): Put {
  const refuse = (entry: TraceEntry): Put => ({ criterion: null, entries: [entry] });
  const fields = fieldsOf(condition, object);
  if (fields === null) return refuse(trace('condition_field_gone', {}, { type: 'object', id: object.id }));
  const properties = fields.map((field) => field.apiName);
  const names = fields.map((field) => field.name).join(', ');
  const about = { objectId: object.id, fieldIds: fields.map((field) => field.id) };
  switch (condition.kind) {
    case 'phone_is':
      if (number === null) return refuse(trace('condition_no_phone', {}));
      if (!number.ok) return refuse(trace('condition_phone_unreadable', { reason: number.reason }));
      return {
        criterion: { kind: 'phone', properties, phone: number.phone },
        entries: [
          { ...trace('condition_phone', { number: number.phone.e164 ?? number.phone.raw, fields: names }), about },
        ],
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
    ...new Set([...searched, ...namingFields(object.fields, shown), ...distinguishing].map((field) => field.apiName)),
  ];
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
    const grade = gradeOf(condition, field, valueIn(record.values, field.apiName) ?? '', who.customer, gradeNumber);
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

type GradeNumber = (stored: string) => MatchGrade | 'none';

/** Caches the grade of each text, because several conditions may search the same fields. */
function numberGrader(number: PhoneReading | null, defaultCountry: string | null): GradeNumber {
  if (!number?.ok) return () => 'none';
  const wanted = number.phone;
  const tail = (wanted.national ?? '').slice(-7);
  const known = new Map<string, MatchGrade | 'none'>();
  return (stored) => {
    const before = known.get(stored);
    if (before) return before;
    // Every grade needs the last seven digits to match, and this check is a hundred times cheaper than parsing.
    const cannotAgree = /^[\x20-\x7e]*$/.test(stored) && !stored.replace(/\D/g, '').includes(tail);
    const grade = cannotAgree
      ? 'none'
      : (bestGrade(readPhones(stored, { defaultCountry }).map((phone) => compareNumbers(wanted, phone))) ?? 'none');
    known.set(stored, grade);
    return grade;
  };
}

function handleOf(text: string): string {
  return text.trim().toLowerCase().replace(/^@/, '');
}
