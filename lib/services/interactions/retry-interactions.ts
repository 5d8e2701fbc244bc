import { z } from 'zod';
import { interactionRetrySchema } from '@/lib/domain/answers/interaction';
import { readStored } from '@/lib/domain/base/stored';
import { enqueue } from '@/lib/platform/jobs';
import type { Tx } from '@/lib/platform/db';
import { enqueueAssignment, scheduleAssignments } from '../assignment/schedule-assignments';
import { type Ctx, unrecorded } from '../context';
import { findDecidingProfile } from '../lines/find-deciding-profile';
import { needsRetry } from './internal';

/** Interactions per job, so that those that end meanwhile are not kept waiting. */
const BATCH_SIZE = 50;

const payloadSchema = z.strictObject({ retryId: z.uuid() });

/** One step of a retry: where it stopped, whatever ended it, the next one goes on. */
export async function retryInteractions(ctx: Ctx, payload: unknown): Promise<void> {
  const { retryId } = readStored(payloadSchema, payload, 'job retry-interactions');
  const retry = await ctx.db.interactionRetry.findUnique({ where: { id: retryId } });
  if (retry === null || retry.finishedAt !== null) return;
  const filter = readStored(interactionRetrySchema, retry.filter, 'InteractionRetry.filter');
  const next = await ctx.db.interaction.findMany({
    where: {
      AND: [await needsRetry(ctx, filter), { createdAt: { lte: retry.startedAt } }],
      ...(retry.cursor === null ? {} : { id: { gt: retry.cursor } }),
    },
    orderBy: { id: 'asc' },
    take: BATCH_SIZE,
    select: { id: true },
  });
  const db = unrecorded(ctx, 'bookkeeping');
  for (const { id } of next) {
    const passed = { where: { id: retryId }, data: { cursor: id, done: { increment: 1 } } };
    try {
      await db.$transaction(async (tx) => {
        await retryOne(ctx, tx, id);
        await tx.interactionRetry.update(passed);
      });
    } catch (err) {
      // It keeps its reason. Stopping here would keep all others, and every later run, waiting for it.
      ctx.log.error({ err, interactionId: id }, 'an interaction could not be retried');
      await db.interactionRetry.update(passed);
    }
  }
  await db.$transaction(async (tx) => {
    if (next.length < BATCH_SIZE)
      await tx.interactionRetry.update({ where: { id: retryId }, data: { finishedAt: ctx.now() } });
    else await enqueue(tx, 'retry-interactions', { retryId }, { key: `retry-interactions:${retryId}` });
  });
}

/** With today's lines and rules. What changed since it was found is left alone. */
async function retryOne(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const interaction = await tx.interaction.findUnique({
    where: { id },
    include: { assignments: { where: { state: 'failed' }, select: { id: true } } },
  });
  if (interaction?.ledger !== 'needs_administrator') return;
  if (interaction.assignments.length === 0) {
    const profileId = interaction.profileId ?? (await findDecidingProfile(tx, interaction));
    if (profileId === null) return;
    await tx.interaction.update({ where: { id }, data: { profileId, version: { increment: 1 } } });
    return scheduleAssignments(ctx, tx, { id, profileId });
  }
  for (const assignment of interaction.assignments) {
    await tx.interactionAssignment.update({
      where: { id: assignment.id },
      data: { state: 'pending', nextAttemptAt: null, failures: 0, version: { increment: 1 } },
    });
    await enqueueAssignment(tx, assignment.id);
  }
}
