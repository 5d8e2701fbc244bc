import { Prisma } from '@/prisma/generated/client';
import { type Ctx, unrecorded } from '../context';
import { LOG_JOB } from './internal';

/** Rows per statement, so that no lock is held for long. A full batch is followed by another. */
const BATCH_SIZE = 5_000;

/**
 * Makes assignments due, the oldest first, however many there are: one statement for thousands. `where` may use the
 * assignment as `a` and its CRM as `c`. Returns how many.
 */
export async function requeueAssignments(ctx: Ctx, where: Prisma.Sql): Promise<number> {
  for (let total = 0; ;) {
    const count = await requeueBatch(ctx, where);
    total += count;
    if (count < BATCH_SIZE) return total;
  }
}

async function requeueBatch(ctx: Ctx, where: Prisma.Sql): Promise<number> {
  const [answer] = await unrecorded(ctx, 'bookkeeping').$queryRaw<{ count: number }[]>`
    WITH due AS (
      SELECT a."id" FROM "InteractionAssignment" a
      JOIN "Crm" c ON c."id" = a."crmId" JOIN "Interaction" i ON i."id" = a."interactionId"
      WHERE ${where} ORDER BY a."createdAt" LIMIT ${BATCH_SIZE} FOR UPDATE OF i, a SKIP LOCKED
    ), moved AS (
      UPDATE "InteractionAssignment" a
      SET "state" = 'pending', "nextAttemptAt" = NULL, "failures" = 0, "version" = a."version" + 1, "updatedAt" = now()
      FROM due WHERE a."id" = due."id" RETURNING a."id", a."interactionId", a."createdAt"
    ), shown AS (
      -- What ledgerStateOf would say: what waits comes after what failed elsewhere, and an exclusion holds.
      UPDATE "Interaction" i SET "ledger" = 'waiting'
      WHERE i."id" IN (SELECT "interactionId" FROM moved) AND i."state" IN ('ended', 'missed')
        AND i."exclusion" IS NULL AND i."ledger" <> 'waiting'
        AND NOT EXISTS (SELECT 1 FROM "InteractionAssignment" o
          WHERE o."interactionId" = i."id" AND o."state" = 'failed' AND o."id" NOT IN (SELECT "id" FROM moved))
    ), specs AS (
      SELECT array_agg(ROW(
        ${LOG_JOB.name}::text, json_build_object('assignmentId', "id"), NULL, least("createdAt", now()), 25,
        ${LOG_JOB.keyPrefix}::text || "id", ${LOG_JOB.priority}::int, NULL
      )::graphile_worker.job_spec ORDER BY "createdAt") AS list
      FROM moved HAVING count(*) > 0
    )
    SELECT count(*)::int AS count FROM specs, LATERAL graphile_worker.add_jobs(specs.list)`;
  return answer?.count ?? 0;
}

/** Nobody runs it: what runs looks again by itself when it has been overtaken. */
export const IS_NOT_RUNNING = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM graphile_worker._private_jobs j WHERE j."key" = ${LOG_JOB.keyPrefix}::text || a."id" AND j."locked_at" IS NOT NULL)`;

/** Waits for its next try, because its account doesn't answer. */
export const isWaitingFor = (authMethodId: string) => Prisma.sql`c."authMethodId" = ${authMethodId}::uuid
  AND a."nextAttemptAt" IS NOT NULL AND (a."state" = 'pending' OR a."reason"->>'key' = 'links_waiting')`;
