import type { ObjectModel } from './crm';
import { cardTitle } from './crm-field-display';
import { valueIn } from './crm-fields';
import type { ScreenPopStep } from './screen-pop';
import type { FoundCard } from './screen-pop-decision';
import type { VerifiedCandidate } from './screen-pop-search';
import { trace, type TraceEntry } from './trace';

/** Candidates as the agent sees them and as a trace names them. */

export function cardOf({ record, grade, field }: VerifiedCandidate, step: ScreenPopStep, object: ObjectModel): FoundCard {
  return {
    crmId: object.crmId,
    objectId: object.id,
    objectApiName: object.apiName,
    objectName: object.name,
    recordId: record.id,
    title: cardTitle(object, record),
    url: record.url,
    grade: grade === 'none' ? 'maybe' : grade,
    matchedField: field,
    distinguishing: step.distinguishBy.flatMap((fieldId) => {
      const shown = object.fields.find(({ id }) => id === fieldId);
      return shown ? [{ fieldId, name: shown.name, type: shown.type, value: valueIn(record.values, shown.apiName) }] : [];
    }),
    updatedAt: record.updatedAt?.toISOString() ?? null,
  };
}

/** Most candidates one wants to read about. */
const NAMED = 10;

export function candidateEntries(verified: readonly VerifiedCandidate[], best: string | null, object: ObjectModel): TraceEntry[] {
  const entries = verified.slice(0, NAMED).map(({ record, grade, field }) => {
    const title = cardTitle(object, record);
    if (grade === 'none') return trace('candidate_differs', { title, field });
    if (grade !== best) return trace('candidate_weaker', { title, grade, best: best ?? '' });
    return trace('candidate_matched', { title, grade, field });
  });
  return verified.length > NAMED ? [...entries, trace('candidates_more', { count: verified.length - NAMED })] : entries;
}
