import { AppError } from '@/lib/domain/base/app-error';
import { interactionRetrySchema } from '@/lib/domain/answers/interaction';
import { enqueue } from '@/lib/platform/jobs';
import { toJson } from '@/lib/platform/json';
import { authorise, parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { needsRetry } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'interactions/start-interaction-retry',
  access: 'interactions.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Retries all that a filter finds and that needs an administrator, once the cause is mended. A job does it, in small steps. */
export async function startInteractionRetry(ctx: Ctx, input: unknown): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const actor = requireUser(ctx);
  const filter = parseInput(interactionRetrySchema, input);
  const where = await needsRetry(ctx, filter);
  return write(ctx, POLICY, async (tx) => {
    // Two clicks wait for each other here.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`interaction-retry:${actor.userId}`}, 0))`;
    const mine = { startedById: actor.userId, finishedAt: null };
    if ((await tx.interactionRetry.count({ where: mine })) > 0)
      throw new AppError('CONFLICT', { key: 'retry_running' });
    const total = await tx.interaction.count({ where });
    if (total === 0) throw new AppError('CONFLICT', { key: 'nothing_to_retry' });
    const { id } = await tx.interactionRetry.create({
      data: { filter: toJson(filter), startedById: actor.userId, startedAt: ctx.now(), total },
      select: { id: true },
    });
    await enqueue(tx, 'retry-interactions', { retryId: id }, { key: `retry-interactions:${id}` });
    const recorded = await recordHistory(ctx, tx, {
      action: 'interaction.retried',
      entity: 'interaction',
      entityId: id,
      entityName: String(total),
      after: { count: total, filter },
    });
    return recorded.with({ id });
  });
}
