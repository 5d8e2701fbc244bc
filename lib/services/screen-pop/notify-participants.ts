import type { BannerEvent } from '@/lib/domain/answers/banner-event';
import { KEPT_ENDINGS } from '@/lib/domain/interaction/participation';
import { pushToBanner } from '@/lib/platform/events';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';

/** Tells the Banner of each agent who has an interaction, or had it. */
export async function notifyParticipants(
  ctx: Ctx,
  tx: Tx,
  { interactionId, type }: { interactionId: string; type: BannerEvent['type'] },
): Promise<void> {
  const participations = await tx.interactionParticipation.findMany({
    where: {
      interactionId,
      userId: { not: null },
      OR: [{ phase: { not: 'left' } }, { ending: { in: [...KEPT_ENDINGS] } }],
    },
    select: { userId: true },
    orderBy: { position: 'asc' },
  });
  for (const { userId } of participations)
    if (userId !== null)
      await pushToBanner(tx, { userId, interactionId, type, payload: { interactionId }, now: ctx.now() });
}
