import type { AssignmentPlan } from '@/lib/domain/assignment/plan';
import type { NewReason } from '@/lib/domain/assignment/reason';
import type { TraceEntry } from '@/lib/domain/trace';
import { publish } from '@/lib/platform/events';
import { toJson } from '@/lib/platform/json';
import { Prisma } from '@/prisma/generated/client';
import { type Ctx, unrecorded } from '../context';
import { notifyParticipants } from '../screen-pop/notify-participants';
import { enqueueAssignment } from './schedule-assignments';

interface Settled {
  assignmentId: string;
  /** The version this run started with. A newer one means another run is due, whose state must not be overwritten. */
  version: number;
  state: 'pending' | 'logged' | 'skipped' | 'failed';
  reason: NewReason | null;
  plan: AssignmentPlan;
  /** Trace entries from executing the plan. */
  entries?: readonly TraceEntry[];
  /** When it is tried again. `isOurTurn`: by a job of its own; otherwise when its account answers. */
  retry?: { at: Date; failures: number; isOurTurn: boolean } | null;
}

/** Stores how a run ended and notifies the agent and the ledger. A run that was overtaken is followed by another, which sees what both wrote. */
export async function settleAssignment(
  ctx: Ctx,
  { assignmentId, version, state, reason, plan, entries = [], retry = null }: Settled,
): Promise<void> {
  await unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
    const where = { id: assignmentId };
    const known = await tx.interactionAssignment.findUnique({ where, select: { interactionId: true } });
    if (!known) return;
    // Before its assignment, as events lock them.
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${known.interactionId}::uuid FOR UPDATE`;
    const row = await tx.interactionAssignment.findUnique({ where });
    if (!row) return;
    const { count } = await tx.interactionAssignment.updateMany({
      where: { id: assignmentId, version },
      data: {
        state,
        nextAttemptAt: retry?.at ?? null,
        failures: retry?.failures ?? 0,
        reason: reason === null ? Prisma.DbNull : toJson(reason),
        plan: toJson(plan),
        trace: toJson([...plan.trace, ...entries]),
        ruleId: plan.kind === 'skip' ? null : plan.ruleId,
        ruleName: plan.kind === 'skip' ? null : plan.ruleName,
        completedAt: state === 'pending' ? null : ctx.now(),
      },
    });
    if (count === 0) await enqueueAssignment(tx, assignmentId);
    else if (retry?.isOurTurn) await enqueueAssignment(tx, assignmentId, retry.at);
    await publish(tx, { topic: 'interaction', interactionId: row.interactionId });
    await notifyParticipants(ctx, tx, { interactionId: row.interactionId, type: 'interaction-changed' });
  });
}
