import { isSameLink, mergeLinks, readStoredLinks, type StoredLink } from '@/lib/domain/assignment/stored-link';
import type { CrmRecord } from '@/lib/domain/crm/records';
import { type Ctx, unrecorded } from '../context';

interface Keeping {
  assignmentId: string;
  portalId: string;
  /** The record that was written; absent if only links change. */
  record?: CrmRecord;
  add?: readonly StoredLink[];
  drop?: readonly StoredLink[];
}

/**
 * Records what the CRM holds for an interaction: the record, and each link before it is made. Neither a lost response
 * nor a concurrent run can then make us forget what is ours.
 */
export async function recordLinks(
  ctx: Ctx,
  { assignmentId, portalId, record, add = [], drop = [] }: Keeping,
): Promise<void> {
  await unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "InteractionAssignment" WHERE "id" = ${assignmentId}::uuid FOR UPDATE`;
    const row = await tx.interactionAssignment.findUnique({
      where: { id: assignmentId },
      select: { portalId: true, associations: true },
    });
    if (!row) return;
    // IDs of another account mean nothing in this one.
    const known = row.portalId === portalId ? readStoredLinks(row.associations) : [];
    const links = mergeLinks(known, add).filter((link) => !drop.some((gone) => isSameLink(gone, link)));
    await tx.interactionAssignment.update({
      where: { id: assignmentId },
      data: {
        portalId,
        associations: links,
        ...(record ? { objectApiName: record.objectApiName, recordId: record.id, recordUrl: record.url } : {}),
      },
    });
  });
}
