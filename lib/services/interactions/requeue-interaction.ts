import type { Tx } from '@/lib/platform/db';
import type { Interaction, InteractionAssignment } from '@/prisma/generated/client';
import { enqueueAssignment, scheduleAssignments } from '../assignment/schedule-assignments';
import type { Ctx } from '../context';
import { findDecidingProfile } from '../lines/find-deciding-profile';

export type WithAssignments = Interaction & { assignments: readonly InteractionAssignment[] };

/**
 * Tries again what isn't logged, with today's lines and rules: what failed, or what an exclusion had stopped (`states`). The
 * caller holds the interaction's lock.
 */
export async function requeueInteraction(
  ctx: Ctx,
  tx: Tx,
  {
    interaction,
    states = ['failed'],
  }: { interaction: WithAssignments; states?: readonly InteractionAssignment['state'][] },
): Promise<void> {
  const { id, assignments } = interaction;
  if (assignments.length === 0) {
    const profileId = interaction.profileId ?? (await findDecidingProfile(tx, interaction));
    if (profileId === null) return;
    await tx.interaction.update({ where: { id }, data: { profileId, version: { increment: 1 } } });
    return scheduleAssignments(tx, { id, profileId });
  }
  for (const assignment of assignments) {
    if (!states.includes(assignment.state)) continue;
    await tx.interactionAssignment.update({
      where: { id: assignment.id },
      data: { state: 'pending', nextAttemptAt: null, failures: 0, version: { increment: 1 } },
    });
    await enqueueAssignment(tx, assignment.id);
  }
}
