import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/platform/db';

/**
 * A short lease on refreshing one version of a grant. Stored in the grant's row and timed by the database clock, so that
 * processes with different clocks agree. A holder that pauses too long loses the lease, and its later store fails the
 * version and lease check.
 */
const LEASE_SECONDS = 10;

export type Lease =
  | { kind: 'acquired'; leaseId: string }
  /** Another version was stored, or the grant is gone. */
  | { kind: 'moved' }
  /** Another process is refreshing. */
  | { kind: 'held' }
  /** Recent attempts failed; wait until the pause is over. */
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

/** Releases the lease and starts a pause. No effect if the lease was already lost. */
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
