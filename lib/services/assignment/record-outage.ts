import { FAILURES_OF_OUTAGE, waitInOutage } from '@/lib/domain/assignment/retry';
import { ProviderError, type ProviderErrorKind } from '@/lib/integrations/provider-error';
import type { ReadDb } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/jobs';
import { Prisma, type AccountOutage } from '@/prisma/generated/client';
import { type Ctx, unrecorded } from '../context';
import { IS_NOT_RUNNING, isWaitingFor, requeueAssignments } from './requeue-assignments';

/** Failures that concern the account as a whole, not what was to be written there. */
const OF_ACCOUNT: ReadonlySet<ProviderErrorKind> = new Set([
  'unavailable',
  'timeout',
  'rate_limited',
  'quota_exhausted',
  'invalid_response',
]);

/** Interactions that failed in this process since one succeeded, by method. */
const failing = new WeakMap<ReadDb, Map<string, Set<string>>>();

function failingOf(ctx: Ctx, authMethodId: string): Set<string> {
  const methods = failing.get(ctx.db) ?? new Map<string, Set<string>>();
  failing.set(ctx.db, methods);
  const found = methods.get(authMethodId) ?? new Set<string>();
  methods.set(authMethodId, found);
  return found;
}

/** Nothing was asked of the account: it wasn't our turn yet. */
export function isOwnPace(error: unknown): boolean {
  return error instanceof ProviderError && error.code === 'OWN_LIMIT';
}

/** The account's outage, while only one interaction at a time tries it. */
export function findOutage(ctx: Ctx, { authMethodId }: Account): Promise<AccountOutage | null> {
  return ctx.db.accountOutage.findUnique({ where: { authMethodId } });
}

interface Account {
  authMethodId: string;
}

interface Failure extends Account {
  assignmentId: string;
  error: unknown;
}

/**
 * Call it after each failure. Once several interactions in a row have failed, or the provider has said how long to wait,
 * the account counts as down: everything waits for one that tries. Returns until when; null if the account isn't down.
 */
export async function recordOutage(ctx: Ctx, { authMethodId, assignmentId, error }: Failure): Promise<Date | null> {
  if (!(error instanceof ProviderError) || !OF_ACCOUNT.has(error.kind)) {
    await resumeAccount(ctx, { authMethodId, before: await findOutage(ctx, { authMethodId }) });
    return null;
  }
  const open = await findOutage(ctx, { authMethodId });
  const now = ctx.now();
  if (open && open.until > now) return open.until;
  // Our own pace says nothing about the account: it opens no outage, and only puts off the one who tries.
  const isOurs = isOwnPace(error);
  if (isOurs && !open) return null;
  const requestedMs = error.isWaitGuessed ? null : error.retryAfterMs;
  const failed = isOurs ? null : failingOf(ctx, authMethodId).add(assignmentId);
  const isSure = requestedMs !== null || error.kind === 'quota_exhausted';
  if (!open && !isSure && (failed?.size ?? 0) < FAILURES_OF_OUTAGE) return null;
  const failures = (open?.failures ?? 0) + (isOurs ? 0 : 1);
  const until = new Date(now.getTime() + waitInOutage(failures, requestedMs, error.kind === 'quota_exhausted'));
  await unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
    const found = { until, failures, kind: open && isOurs ? open.kind : error.kind };
    await tx.accountOutage.upsert({
      where: { authMethodId },
      create: { authMethodId, since: now, ...found },
      update: found,
    });
    await tx.$executeRaw`
      UPDATE "InteractionAssignment" a SET "nextAttemptAt" = ${until} FROM "Crm" c
      WHERE c."id" = a."crmId" AND ${isWaitingFor(authMethodId)} AND a."nextAttemptAt" < ${until}`;
    await enqueue(tx, 'retry-account', { authMethodId }, { key: `retry-account:${authMethodId}`, runAt: until });
  });
  ctx.log.warn({ authMethodId, kind: error.kind, failures, until }, 'an account is down: what is to be logged waits');
  return until;
}

/** Call it when the account has answered. If it was down before, everything that waited for it is due at once. */
export async function resumeAccount(
  ctx: Ctx,
  { authMethodId, before }: Account & { before: AccountOutage | null },
): Promise<void> {
  failingOf(ctx, authMethodId).clear();
  if (before !== null) await endOutage(ctx, { authMethodId });
}

export async function endOutage(ctx: Ctx, { authMethodId }: Account): Promise<void> {
  failingOf(ctx, authMethodId).clear();
  const { count } = await unrecorded(ctx, 'bookkeeping').accountOutage.deleteMany({ where: { authMethodId } });
  if (count === 0) return;
  const waited = await requeueAssignments(ctx, Prisma.sql`${isWaitingFor(authMethodId)} AND ${IS_NOT_RUNNING}`);
  ctx.log.info({ authMethodId, waited }, 'an account answers again');
}
