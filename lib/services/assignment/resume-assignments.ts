import { type Ctx, unrecorded } from '../context';
import { enqueueAssignment } from './schedule-assignments';

/** A run without a sign of life for this long is considered dead. */
const SILENT_MS = 60_000;

/** Restarts runs that a killed worker left behind. A run that was merely slow is idempotent and changes nothing. */
export async function resumeAssignments(ctx: Ctx): Promise<void> {
  const silent = await ctx.db.interactionAssignment.findMany({
    where: { state: 'sending', updatedAt: { lt: new Date(ctx.now().getTime() - SILENT_MS) } },
    select: { id: true, version: true },
    take: 500,
  });
  for (const { id, version } of silent) {
    await unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
      const { count } = await tx.interactionAssignment.updateMany({
        where: { id, version, state: 'sending' },
        data: { state: 'pending', version: { increment: 1 } },
      });
      if (count === 1) await enqueueAssignment(tx, id);
    });
  }
  if (silent.length > 0) ctx.log.warn({ count: silent.length }, 'picked up assignments that a stopped worker had left');
}
