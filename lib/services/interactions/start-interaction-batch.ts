import { AppError } from '@/lib/domain/base/app-error';
import { interactionBatchSchema } from '@/lib/domain/answers/interaction';
import type { BatchAction } from '@/lib/domain/interaction/batch-actions';
import { enqueue } from '@/lib/platform/jobs';
import { toJson } from '@/lib/platform/json';
import { authorise, parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { batchWhere } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'interactions/start-interaction-batch',
  access: 'interactions.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

const ENTRIES = {
  retry: 'interaction.retried',
  exclude: 'interaction.excluded',
  resume: 'interaction.resumed',
} as const satisfies Record<BatchAction, string>;

/** Does one thing with all that a filter or a selection finds and that it can be done with. A job does it, in small steps. */
export async function startInteractionBatch(ctx: Ctx, input: unknown): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const actor = requireUser(ctx);
  const { action, ...filter } = parseInput(interactionBatchSchema, input);
  const where = await batchWhere(ctx, action, filter);
  return write(ctx, POLICY, async (tx) => {
    // Two clicks wait for each other here.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`interaction-batch:${actor.userId}`}, 0))`;
    const mine = { startedById: actor.userId, finishedAt: null };
    if ((await tx.interactionBatch.count({ where: mine })) > 0)
      throw new AppError('CONFLICT', { key: 'batch_running' });
    const total = await tx.interaction.count({ where });
    if (total === 0) throw new AppError('CONFLICT', { key: 'batch_empty' });
    const { id: batchId } = await tx.interactionBatch.create({
      data: { action, filter: toJson(filter), startedById: actor.userId, startedAt: ctx.now(), total },
      select: { id: true },
    });
    await enqueue(tx, 'run-interaction-batch', { batchId }, { key: `run-interaction-batch:${batchId}` });
    const recorded = await recordHistory(ctx, tx, {
      action: ENTRIES[action],
      entity: 'interaction',
      entityId: batchId,
      entityName: String(total),
      after: { count: total, filter },
    });
    return recorded.with({ id: batchId });
  });
}
