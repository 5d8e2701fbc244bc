import type { Tx } from '@/lib/platform/db';
import { publish } from '@/lib/platform/events';
import type { SessionEnding } from '@/lib/domain/people/session-ending';

/** Ends every session that began another way than the user's role now requires. */
export async function endExcludedSessions(tx: Tx, now: Date): Promise<number> {
  const reason: SessionEnding = 'connector_required';
  const ended = await tx.$queryRaw<{ userId: string }[]>`
    UPDATE "Session" s SET "revokedAt" = ${now}::timestamptz, "revokedReason" = ${reason}
    FROM "User" u JOIN "Role" r ON r."id" = u."roleId"
    WHERE s."userId" = u."id" AND s."revokedAt" IS NULL AND NOT u."isBreakGlass"
      AND r."requiredConnectorId" IS NOT NULL AND s."connectorId" IS DISTINCT FROM r."requiredConnectorId"
    RETURNING s."userId"`;
  for (const userId of new Set(ended.map((row) => row.userId))) await publish(tx, { topic: 'sessions', userId });
  return ended.length;
}
