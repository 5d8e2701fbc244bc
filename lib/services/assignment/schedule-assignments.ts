import { enqueue } from '@/lib/platform/jobs';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { LOG_PRIORITY } from './internal';

/**
 * The outbox: one assignment per CRM of the agent's profile, in the transaction that closes the interaction.
 * An interaction amended later is written again, to the same record. `wasOver`: it was closed before, so it may be in a CRM of
 * a profile that decided then; that record must not go on saying what is no longer true.
 */
export async function scheduleAssignments(
  ctx: Ctx,
  tx: Tx,
  { id: interactionId, profileId }: { id: string; profileId: string | null },
  { wasOver = false } = {},
): Promise<void> {
  const crms =
    profileId === null ? [] : await tx.profileCrm.findMany({ where: { profileId }, orderBy: { position: 'asc' } });
  const written = wasOver
    ? await tx.interactionAssignment.findMany({ where: { interactionId, recordId: { not: null } } })
    : [];
  for (const crmId of new Set([...crms, ...written].map((one) => one.crmId))) {
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
    'assign-interaction',
    { assignmentId },
    { key: `assign:${assignmentId}`, priority: LOG_PRIORITY, ...(runAt ? { runAt } : {}) },
  );
}
