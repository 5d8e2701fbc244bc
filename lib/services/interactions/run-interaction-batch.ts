import { z } from 'zod';
import { batchFilterSchema } from '@/lib/domain/answers/interaction';
import { batchActionSchema, type BatchAction } from '@/lib/domain/interaction/batch-actions';
import type { StoredRole } from '@/lib/domain/base/permissions';
import { readStored } from '@/lib/domain/base/stored';
import { enqueue } from '@/lib/platform/jobs';
import type { Tx } from '@/lib/platform/db';
import type { User } from '@/prisma/generated/client';
import { rightsOf, STORED_ROLE } from '../access';
import { type Ctx, unrecorded } from '../context';
import { batchWhere } from './internal';
import { requeueInteraction } from './requeue-interaction';
import { removeExclusion, storeExclusion, type ExcludedBy } from './store-exclusion';

/** Interactions per job, so that those that end meanwhile are not kept waiting. */
const BATCH_SIZE = 50;

const payloadSchema = z.strictObject({ batchId: z.uuid() });

/** One step of a run: where it stopped, whatever ended it, the next one goes on. */
export async function runInteractionBatch(ctx: Ctx, payload: unknown): Promise<void> {
  const { batchId } = readStored(payloadSchema, payload, 'job run-interaction-batch');
  const batch = await ctx.db.interactionBatch.findUnique({
    where: { id: batchId },
    include: {
      startedBy: {
        select: { id: true, name: true, status: true, isAdministrator: true, role: { select: STORED_ROLE } },
      },
    },
  });
  if (batch === null || batch.finishedAt !== null) return;
  const db = unrecorded(ctx, 'bookkeeping');
  const { id: userId, name } = batch.startedBy;
  if (!mayGoOn(batch.startedBy)) {
    await db.interactionBatch.update({ where: { id: batchId }, data: { finishedAt: ctx.now() } });
    return ctx.log.warn({ batchId, done: batch.done }, 'a run stopped: whoever started it may not change interactions');
  }
  const action = readStored(batchActionSchema, batch.action, 'InteractionBatch.action');
  const filter = readStored(batchFilterSchema, batch.filter, 'InteractionBatch.filter');
  const next = await ctx.db.interaction.findMany({
    where: {
      AND: [await batchWhere(ctx, action, filter), { createdAt: { lte: batch.startedAt } }],
      ...(batch.cursor === null ? {} : { id: { gt: batch.cursor } }),
    },
    orderBy: { id: 'asc' },
    take: BATCH_SIZE,
    select: { id: true },
  });
  for (const { id } of next) {
    const passed = { where: { id: batchId }, data: { cursor: id, done: { increment: 1 } } };
    try {
      await db.$transaction(async (tx) => {
        await doOne(ctx, tx, { action, id, by: { id: userId, name } });
        await tx.interactionBatch.update(passed);
      });
    } catch (err) {
      // It stays as it is. Stopping here would keep all others, and every later run, waiting for it.
      ctx.log.error({ err, action, interactionId: id }, 'an interaction of a run was passed over');
      await db.interactionBatch.update(passed);
    }
  }
  await db.$transaction(async (tx) => {
    if (next.length < BATCH_SIZE)
      await tx.interactionBatch.update({ where: { id: batchId }, data: { finishedAt: ctx.now() } });
    else await enqueue(tx, 'run-interaction-batch', { batchId }, { key: `run-interaction-batch:${batchId}` });
  });
}

/** Whoever started it may have lost the right since. What is done stays done. */
function mayGoOn(user: Pick<User, 'status' | 'isAdministrator'> & { role: StoredRole }): boolean {
  const { isAdministrator, permissions } = rightsOf(user);
  return user.status === 'active' && (isAdministrator || permissions.has('interactions.modify'));
}

/** What changed since it was found, and so can't be done with any more, is left alone. */
async function doOne(
  ctx: Ctx,
  tx: Tx,
  { action, id, by }: { action: BatchAction; id: string; by: ExcludedBy },
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const interaction = await tx.interaction.findUnique({ where: { id }, include: { assignments: true } });
  if (interaction === null) return;
  if (action === 'exclude') await storeExclusion(ctx, tx, { interaction, by });
  else if (action === 'resume') await removeExclusion(ctx, tx, { interaction });
  // With today's lines and rules.
  else if (interaction.ledger === 'needs_administrator') await requeueInteraction(ctx, tx, { interaction });
}
