import { excludedByHand, type Exclusion } from '@/lib/domain/interaction/ledger';
import type { ErrorKey } from '@/lib/domain/base/message-keys';
import { publish } from '@/lib/platform/events';
import type { Tx } from '@/lib/platform/db';
import { Prisma } from '@/prisma/generated/client';
import type { Ctx } from '../context';
import { notifyParticipants } from '../screen-pop/notify-participants';
import { requeueInteraction, type WithAssignments } from './requeue-interaction';

export type ExcludedBy = Exclusion['by'];

/** Somebody says that an interaction isn't to be logged. Answers why that can't be; the caller holds its lock. */
export async function storeExclusion(
  ctx: Ctx,
  tx: Tx,
  { interaction, by }: { interaction: WithAssignments; by: ExcludedBy },
): Promise<ErrorKey | null> {
  const { id, ledger, assignments } = interaction;
  if (excludedByHand(interaction.exclusion) !== null) return 'interaction_excluded';
  if (ledger === 'open') return 'interaction_open';
  // What is being written can't be stopped any more.
  if (assignments.some(({ state }) => state === 'sending')) return 'assignment_running';
  // With several CRMs, it holds for those where it isn't logged yet.
  const isLogged = assignments.length > 0 && assignments.every(({ recordId }) => recordId !== null);
  if (isLogged || ledger === 'logged' || ledger === 'without_customer') return 'interaction_logged';
  const exclusion: Exclusion = { reason: 'by_hand', by, at: ctx.now().toISOString() };
  await tx.interaction.update({ where: { id }, data: { exclusion, version: { increment: 1 } } });
  await tell(ctx, tx, id);
  return null;
}

/** It waits to be logged again. Answers why that can't be; the caller holds its lock. */
export async function removeExclusion(
  ctx: Ctx,
  tx: Tx,
  { interaction }: { interaction: WithAssignments },
): Promise<ErrorKey | null> {
  if (excludedByHand(interaction.exclusion) === null) return 'interaction_not_excluded';
  const { id } = interaction;
  await tx.interaction.update({ where: { id }, data: { exclusion: Prisma.DbNull, version: { increment: 1 } } });
  await requeueInteraction(ctx, tx, { interaction, states: ['failed', 'skipped', 'pending'] });
  await tell(ctx, tx, id);
  return null;
}

async function tell(ctx: Ctx, tx: Tx, interactionId: string): Promise<void> {
  await publish(tx, { topic: 'interaction', interactionId });
  await notifyParticipants(ctx, tx, { interactionId, type: 'interaction-changed' });
}
