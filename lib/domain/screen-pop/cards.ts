import { cardTitle, namingFields, namingValues } from '../crm/card-title';
import type { FieldModel, ObjectModel } from '../crm/crm';
import { valueIn } from '../crm/fields';
import type { ScreenPopStep } from './scenario';
import type { FoundCard } from './decision';
import type { VerifiedCandidate } from './search';
import { trace, type TraceAbout, type TraceEntry } from '../trace';

/** Candidates as stored and named in a trace, with all their data. `agent-view.ts` reduces them to what an agent sees. */

export function cardOf(
  { record, grade, fields }: VerifiedCandidate,
  step: ScreenPopStep,
  object: ObjectModel,
  shown: readonly FieldModel[] | null,
): FoundCard {
  return {
    crmId: object.crmId,
    objectId: object.id,
    objectApiName: object.apiName,
    objectName: object.name,
    recordId: record.id,
    title: cardTitle(object, record),
    names: namingValues(namingFields(object.fields, shown), record),
    url: record.url,
    grade: grade === 'none' ? 'maybe' : grade,
    matchedField: nameOf(fields),
    distinguishing: step.distinguishBy.flatMap((fieldId) => {
      const field = object.fields.find(({ id }) => id === fieldId);
      return field
        ? [{ fieldId, name: field.name, type: field.type, value: valueIn(record.values, field.apiName) }]
        : [];
    }),
    updatedAt: record.updatedAt?.toISOString() ?? null,
  };
}

/** Most candidates listed in a trace. */
const NAMED = 10;

export function candidateEntries(
  verified: readonly VerifiedCandidate[],
  best: string | null,
  object: ObjectModel,
  shown: readonly FieldModel[] | null,
): TraceEntry[] {
  const entries = verified.slice(0, NAMED).map(({ record, grade, fields }): TraceEntry => {
    const title = cardTitle(object, record);
    const field = nameOf(fields);
    const about: TraceAbout = {
      objectId: object.id,
      fieldIds: fields.map(({ id }) => id),
      record: { id: record.id, names: namingValues(namingFields(object.fields, shown), record) },
    };
    if (grade === 'none') return { ...trace('candidate_differs', { title, field }), about };
    if (grade !== best) return { ...trace('candidate_weaker', { title, grade, best: best ?? '' }), about };
    return { ...trace('candidate_matched', { title, grade, field }), about };
  });
  return verified.length > NAMED ? [...entries, trace('candidates_more', { count: verified.length - NAMED })] : entries;
}

function nameOf(fields: readonly FieldModel[]): string {
  return fields.map(({ name }) => name).join(', ');
}
