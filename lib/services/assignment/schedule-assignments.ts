import { enqueue } from '@/lib/platform/jobs';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { LOG_PRIORITY } from './internal';

/**
 * The outbox: one assignment per CRM of the agent's profile, in the transaction that closes the interaction.
 * An interaction amended later is written again, to the same record.
 */
export async function scheduleAssignments(
  ctx: Ctx,
  tx: Tx,
  interaction: { id: string; profileId: string | null },
): Promise<void> {
  if (interaction.profileId === null) return;
  const crms = await tx.profileCrm.findMany({
    where: { profileId: interaction.profileId },
    orderBy: { position: 'asc' },
  });
  for (const { crmId } of crms) {
    const assignment = await tx.interactionAssignment.upsert({
      where: { interactionId_crmId: { interactionId: interaction.id, crmId } },
      create: { interactionId: interaction.id, crmId, state: 'pending' },
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
