import { Prisma } from '@/prisma/generated/client';
import { enqueue } from '@/lib/platform/jobs';
import { loadMethods } from '../connections/load-method';
import { type Ctx, unrecorded } from '../context';
import { LOG_JOB } from './internal';
import { requeueAssignments } from './requeue-assignments';

/** Every minute: what is to be logged and has no job gets one, whatever lost it, and accounts that are down are tried. */
export async function resumeAssignments(ctx: Ctx): Promise<void> {
  const silentSince = new Date(ctx.now().getTime() - 60_000);
  const overdue = await ctx.db.accountOutage.findMany({ where: { until: { lt: silentSince } } });
  for (const { authMethodId } of overdue) {
    await unrecorded(ctx, 'bookkeeping').$transaction((tx) =>
      enqueue(tx, 'retry-account', { authMethodId }, { key: `retry-account:${authMethodId}` }),
    );
  }
  const count = await requeueAssignments(
    ctx,
    Prisma.sql`a."updatedAt" < ${silentSince}
      AND (a."state" IN ('pending', 'sending') OR (a."state" = 'logged' AND a."reason"->>'key' = 'links_waiting'))
      AND NOT EXISTS (SELECT 1 FROM "AccountOutage" o WHERE o."authMethodId" = c."authMethodId")
      AND NOT EXISTS (
        SELECT 1 FROM graphile_worker._private_jobs j
        WHERE j."key" = ${LOG_JOB.keyPrefix}::text || a."id" AND (j."attempts" < j."max_attempts" OR j."locked_at" IS NOT NULL))`,
  );
  // Settled as disabled while the activation that would have picked it up was under way.
  const enabled = [...(await loadMethods(ctx, ctx.db, {})).values()].filter(({ status }) => status === 'enabled');
  const forgotten =
    enabled.length === 0
      ? 0
      : await requeueAssignments(
          ctx,
          Prisma.sql`a."updatedAt" < ${silentSince} AND a."state" = 'failed'
            AND a."reason"->>'key' IN ('method_disabled', 'method_unavailable')
            AND c."authMethodId" IN (${Prisma.join(enabled.map(({ id }) => Prisma.sql`${id}::uuid`))})`,
        );
  if (forgotten > 0) ctx.log.info({ count: forgotten }, 'picked up assignments whose method is enabled again');
  if (count > 0) ctx.log.warn({ count }, 'picked up assignments that had no job');
}
