import { z } from 'zod';
import { readStored } from '@/lib/domain/base/stored';
import { type Ctx, unrecorded } from '../context';
import { lockInteraction, refreshLedger } from '../refresh-ledger';
import { enqueueAssignment } from './schedule-assignments';

/** Failure reasons that an activation resolves. */
const RECOVERABLE_REASONS = [
  'method_disabled',
  'method_unavailable',
  'provider_auth_revoked',
  'provider_scope_missing',
  'no_unique_property',
];

/** Rows per transaction. A full batch is followed by another. */
const BATCH_SIZE = 500;

const payloadSchema = z.strictObject({ authMethodId: z.uuid() });

/** Re-enqueues assignments that failed while this authentication method was unavailable. */
export async function requeueAfterActivation(ctx: Ctx, payload: unknown): Promise<void> {
  const { authMethodId } = readStored(payloadSchema, payload, 'job requeue-after-activation');
  while ((await requeueBatch(ctx, authMethodId)) === BATCH_SIZE);
}

/** Returns the number of rows requeued: less than a batch means none is left. */
function requeueBatch(ctx: Ctx, authMethodId: string): Promise<number> {
  return unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
    const waiting = await tx.interactionAssignment.findMany({
      where: {
        crm: { authMethodId },
        OR: [
          ...RECOVERABLE_REASONS.map((key) => ({ state: 'failed' as const, reason: { path: ['key'], equals: key } })),
          { state: 'logged', reason: { path: ['key'], equals: 'links_missing' } },
        ],
      },
      select: { id: true, interactionId: true },
      orderBy: { createdAt: 'asc' },
      take: BATCH_SIZE,
    });
    for (const { id, interactionId } of waiting) {
      await lockInteraction(tx, interactionId);
      await tx.interactionAssignment.update({ where: { id }, data: { state: 'pending', version: { increment: 1 } } });
      await refreshLedger(tx, interactionId);
      await enqueueAssignment(tx, id);
    }
    return waiting.length;
  });
}
