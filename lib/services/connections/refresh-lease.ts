import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/platform/db';

/**
 * The right to refresh one version of a grant, for a few seconds. Kept in the row of the grant and judged by the
 * database's clock, so that processes with different clocks agree. A holder that pauses longer than its lease loses it,
 * and what it stores afterwards finds another version or another lease.
 */
export const LEASE_SECONDS = 10;

export type Lease =
  | { kind: 'acquired'; leaseId: string }
  /** Somebody stored another version meanwhile, or the grant is gone. */
  | { kind: 'moved' }
  /** Somebody is refreshing. */
  | { kind: 'held' }
  /** The last attempts failed, and nobody tries again before the pause is over. */
  | { kind: 'paused'; lastFailure: string | null };

interface Target {
  authMethodId: string;
  tokenVersion: number;
}

export async function acquireLease(db: Db, { authMethodId, tokenVersion }: Target): Promise<Lease> {
  const leaseId = randomUUID();
  const acquired = await db.$executeRaw`
    UPDATE "AuthGrant" SET "leaseId" = ${leaseId}, "leaseUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE "authMethodId" = ${authMethodId}::uuid AND "tokenVersion" = ${tokenVersion}
      AND ("leaseUntil" IS NULL OR "leaseUntil" <= clock_timestamp())`;
  if (acquired === 1) return { kind: 'acquired', leaseId };

  const [row] = await db.$queryRaw<{ leaseId: string | null; isTaken: boolean | null; lastFailure: string | null }[]>`
    SELECT "leaseId", "leaseUntil" > clock_timestamp() AS "isTaken", "lastFailure" FROM "AuthGrant"
    WHERE "authMethodId" = ${authMethodId}::uuid AND "tokenVersion" = ${tokenVersion}`;
  if (!row) return { kind: 'moved' };
  if (row.isTaken && row.leaseId === null) return { kind: 'paused', lastFailure: row.lastFailure };
  return { kind: 'held' };
}

/** Gives the lease back and asks everybody to wait. Without effect when it was lost already. */
export async function pauseLease(
  db: Db,
  lease: Target & { leaseId: string; pauseMs: number; failure: string },
): Promise<void> {
  await db.$executeRaw`
    UPDATE "AuthGrant" SET "leaseId" = NULL,
      "leaseUntil" = clock_timestamp() + make_interval(secs => ${lease.pauseMs / 1000}),
      "refreshFailures" = "refreshFailures" + 1, "lastFailure" = ${lease.failure}
    WHERE "authMethodId" = ${lease.authMethodId}::uuid AND "tokenVersion" = ${lease.tokenVersion} AND "leaseId" = ${lease.leaseId}`;
}
