import { chooseRelated, type PlannedAssociation } from '@/lib/domain/assignment/plan';
import type { RecordRef } from '@/lib/domain/crm/records';
import type { TraceEntry } from '@/lib/domain/trace';
import { withPresentRecord, type Call } from './internal';

export type LinkTarget =
  | { kind: 'found'; to: RecordRef; trace: TraceEntry[] }
  | { kind: 'none'; trace: TraceEntry[] }
  /** The card through which it is looked for is gone. */
  | { kind: 'gone'; from: RecordRef };

/** The record to link with. Only reads. */
export async function findLinkTarget(call: Call, association: PlannedAssociation): Promise<LinkTarget> {
  if (association.kind === 'known') return { kind: 'found', to: association.to, trace: [] };
  const related = await withPresentRecord(call, association.from, (from) =>
    call((access, provider) =>
      provider.records.listRelated(access, from, association.objectApiName, association.properties),
    ),
  );
  if (related === null) return { kind: 'gone', from: association.from };
  const { to, trace } = chooseRelated(association, related.result);
  return to === null ? { kind: 'none', trace } : { kind: 'found', to, trace };
}
