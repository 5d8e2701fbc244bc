import type { AssignmentPlan } from '@/lib/domain/assignment/plan';
import type { StoredLink } from '@/lib/domain/assignment/stored-link';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import type { RecordRef } from '@/lib/domain/crm/records';
import type { ProviderAccess } from '@/lib/integrations/crm/contract/access';
import type { Provider } from '@/lib/integrations/crm/contract/provider';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { InteractionAssignment } from '@/prisma/generated/client';

/**
 * The job that logs one interaction in one CRM, for all who enqueue it, also in SQL. At most one waits per assignment: its key
 * is the prefix with the assignment's ID. A backlog comes after all that an agent or an administrator waits for.
 */
export const LOG_JOB = { name: 'assign-interaction', keyPrefix: 'assign:', priority: 10 } as const;

export type WritePlan = Extract<AssignmentPlan, { kind: 'create' | 'update' }>;

/** One plan to write, and what is known of the account. */
export interface Work {
  assignmentId: string;
  plan: AssignmentPlan;
  /** The CRM's objects, to name records and properties. */
  objects: readonly ObjectModel[];
  authMethodId: string;
  portalId: string;
  grantedScopes: readonly string[];
  /** What an earlier run wrote to this account. */
  known: { record: RecordRef | null; links: readonly StoredLink[] };
  /** The cards attached now. */
  cards: readonly RecordRef[];
}

/** The record that an earlier run wrote to this account. */
export function writtenRecord(
  assignment: Pick<InteractionAssignment, 'portalId' | 'objectApiName' | 'recordId'> | null,
  portalId: string,
): RecordRef | null {
  if (assignment === null || assignment.portalId !== portalId) return null;
  const { objectApiName, recordId } = assignment;
  return objectApiName === null || recordId === null ? null : { objectApiName, id: recordId };
}

export type Call = <T>(run: (access: ProviderAccess, provider: Provider) => Promise<T>) => Promise<T>;

/** A record as an entry names it. */
export function nameOfRecord({ objects }: Pick<Work, 'objects'>, { objectApiName, id }: RecordRef): string {
  return `${objects.find(({ apiName }) => apiName === objectApiName)?.name ?? objectApiName} ${id}`;
}

export function isNotFound(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.kind === 'not_found';
}

/** HubSpot answers a link to a record that is gone with 400, and everything else with 404. */
function mayBeGone(error: unknown): boolean {
  return (
    isNotFound(error) ||
    (error instanceof ProviderError && error.kind === 'invalid_request' && error.fields.length === 0)
  );
}

/**
 * Does something with a record, or with the one it was merged into: people merge and archive while a call lasts. Null if
 * the record is gone.
 */
export async function withPresentRecord<T>(
  call: Call,
  ref: RecordRef,
  work: (present: RecordRef) => Promise<T>,
): Promise<{ result: T; present: RecordRef } | null> {
  try {
    return { result: await work(ref), present: ref };
  } catch (error) {
    if (!mayBeGone(error)) throw error;
    const present = await call((access, provider) => provider.records.locate(access, ref));
    if (present === null) return null;
    // It is there, so something else is missing.
    if (present.id === ref.id) throw error;
    return { result: await work(present), present };
  }
}
