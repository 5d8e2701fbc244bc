import { enqueue } from '@/lib/platform/jobs';
import type { Tx } from '@/lib/platform/db';
import { LOG_JOB } from './internal';

/** One assignment per CRM of the profile: what is logged already is written again, to the same record. */
export async function scheduleAssignments(
  tx: Tx,
  { id: interactionId, profileId }: { id: string; profileId: string | null },
): Promise<void> {
  if (profileId === null) return;
  const crms = await tx.profileCrm.findMany({ where: { profileId }, orderBy: { position: 'asc' } });
  for (const { crmId } of crms) {
    const assignment = await tx.interactionAssignment.upsert({
      where: { interactionId_crmId: { interactionId, crmId } },
      create: { interactionId, crmId, state: 'pending' },
      update: { state: 'pending', nextAttemptAt: null, version: { increment: 1 } },
    });
    await enqueueAssignment(tx, assignment.id);
  }
}

export async function enqueueAssignment(tx: Tx, assignmentId: string, runAt?: Date): Promise<void> {
  await enqueue(
    tx,
    LOG_JOB.name,
    { assignmentId },
    { key: `${LOG_JOB.keyPrefix}${assignmentId}`, priority: LOG_JOB.priority, ...(runAt ? { runAt } : {}) },
  );
}
