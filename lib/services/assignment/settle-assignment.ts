import type { AssignmentPlan } from '@/lib/domain/assignment/plan';
import type { NewReason } from '@/lib/domain/assignment/reason';
import type { TraceEntry } from '@/lib/domain/trace';
import { publish } from '@/lib/platform/events';
import { toJson } from '@/lib/platform/json';
import { Prisma } from '@/prisma/generated/client';
import { type Ctx, unrecorded } from '../context';
import { lockInteraction, refreshLedger } from '../refresh-ledger';
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
}

/** Stores how a run ended and notifies the agent and the ledger. A run that was overtaken is followed by another, which sees what both wrote. */
export async function settleAssignment(
  ctx: Ctx,
  { assignmentId, version, state, reason, plan, entries = [] }: Settled,
): Promise<void> {
  await unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
    const where = { id: assignmentId };
    const known = await tx.interactionAssignment.findUnique({ where, select: { interactionId: true } });
    if (!known) return;
    await lockInteraction(tx, known.interactionId);
    const row = await tx.interactionAssignment.findUnique({ where });
    if (!row) return;
    await tx.interactionAssignment.updateMany({
      where: { id: assignmentId, version },
      data: {
        state,
        reason: reason === null ? Prisma.DbNull : toJson(reason),
        plan: toJson(plan),
        trace: toJson([...plan.trace, ...entries]),
        ruleId: plan.kind === 'skip' ? null : plan.ruleId,
        ruleName: plan.kind === 'skip' ? null : plan.ruleName,
        completedAt: state === 'pending' ? null : ctx.now(),
      },
    });
    await refreshLedger(tx, row.interactionId);
    if (row.version !== version) await enqueueAssignment(tx, assignmentId);
    await publish(tx, { topic: 'interaction', interactionId: row.interactionId });
    await notifyParticipants(ctx, tx, { interactionId: row.interactionId, type: 'interaction-changed' });
  });
}
