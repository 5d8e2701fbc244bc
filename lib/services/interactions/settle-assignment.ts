import type { AssignmentPlan } from '@/lib/domain/assignment-plan';
import type { MessageParams } from '@/lib/domain/app-error';
import { publish, pushToBanner } from '@/lib/platform/events';
import { Prisma } from '@/prisma/generated/client';
import type { Ctx } from '../context';
import type { Written } from './carry-out-plan';

interface Settled {
  assignmentId: string;
  /** The version this run began with: a newer one means that another run is due, and this one must not overwrite its state. */
  version: number;
  state: 'pending' | 'logged' | 'skipped' | 'failed';
  reason: { key: string; params?: MessageParams } | null;
  plan: AssignmentPlan;
  written?: Written;
}

/** Keeps how a run ended, and tells the agent and the ledger. What was written is kept even when another run is already due. */
export async function settleAssignment(ctx: Ctx, { assignmentId, version, state, reason, plan, written }: Settled): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const record = written
      ? {
          objectApiName: written.record.objectApiName,
          recordId: written.record.id,
          recordUrl: written.record.url,
          associations: json(written.associations),
        }
      : {};
    const row = await tx.interactionAssignment.findUnique({ where: { id: assignmentId }, include: { interaction: true, crm: { include: { authMethod: true } } } });
    if (!row) return;
    if (written) {
      await tx.interactionAssignment.update({ where: { id: assignmentId }, data: { ...record, portalId: row.crm.authMethod.portalId } });
    }
    await tx.interactionAssignment.updateMany({
      where: { id: assignmentId, version },
      data: {
        state,
        reason: reason === null ? Prisma.DbNull : json(reason),
        plan: json(plan),
        trace: json([...plan.trace, ...(written?.trace ?? [])]),
        ruleId: plan.kind === 'skip' ? null : plan.ruleId,
        ruleName: plan.kind === 'skip' ? null : plan.ruleName,
        completedAt: state === 'pending' ? null : ctx.now(),
      },
    });
    await publish(tx, { topic: 'interaction', interactionId: row.interactionId });
    if (row.interaction.userId) {
      await pushToBanner(tx, { userId: row.interaction.userId, interactionId: row.interactionId, type: 'interaction-changed', payload: { interactionId: row.interactionId }, now: ctx.now() });
    }
  });
}

function json(value: unknown): Prisma.InputJsonValue {
  const copy: Prisma.InputJsonValue = JSON.parse(JSON.stringify(value));
  return copy;
}
