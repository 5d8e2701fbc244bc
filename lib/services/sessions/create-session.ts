import { AppError } from '@/lib/domain/base/app-error';
import type { SessionEnding } from '@/lib/domain/people/session-ending';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { publish } from '@/lib/platform/events';
import type { Ctx } from '../context';
import { loadSettings } from '../settings/load-settings';
import { lockSignInRule, refuseOtherRoute } from './find-sign-in-rule';
import { aliveAt } from './read-session';

/**
 * Creates a session for a user who has just authenticated; called only by the sign-in verbs, in their transaction.
 * Returns the token for the cookie; only its hash is stored. Above the session limit, the oldest session ends.
 * Refused where the role requires a connector other than this one.
 */
export async function createSession(
  ctx: Ctx,
  tx: Tx,
  input: {
    userId: string;
    connectorId: string | null;
    /** How a provider says that the user was authenticated. */
    acr?: string | null;
    amr?: readonly string[];
    /** The session of somebody who signs in again in place. */
    renews?: string | null;
  },
): Promise<{ sessionId: string; token: string }> {
  const now = ctx.now();
  const token = newSecret();
  if (input.renews) {
    refuseOtherRoute(await lockSignInRule(tx, input.userId), input.connectorId);
    // Signing in again in place: the same session under a new token, so that what it began goes on.
    const { count } = await tx.session.updateMany({
      where: { id: input.renews, userId: input.userId, revokedAt: null },
      data: {
        tokenHash: hashSecret(token),
        signedInAt: now,
        lastSeenAt: now,
        acr: input.acr ?? null,
        amr: [...(input.amr ?? [])],
      },
    });
    if (count === 0) throw new AppError('UNAUTHENTICATED', { key: 'session_ended' });
    return { sessionId: input.renews, token };
  }
  // Do this first: it makes a concurrent sign-in of the same user wait, so that the counts below are exact.
  const [before] = await tx.$queryRaw<{ failedPasswords: number }[]>`
    UPDATE "User" u SET "lastSignInAt" = ${now}::timestamptz, "failedPasswords" = 0
    FROM (SELECT "id", "failedPasswords" FROM "User" WHERE "id" = ${input.userId}::uuid FOR UPDATE) old
    WHERE u."id" = old."id" RETURNING old."failedPasswords"`;
  refuseOtherRoute(await lockSignInRule(tx, input.userId), input.connectorId);
  const session = await tx.session.create({
    data: {
      tokenHash: hashSecret(token),
      userId: input.userId,
      connectorId: input.connectorId,
      createdAt: now,
      signedInAt: now,
      lastSeenAt: now,
      userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
      acr: input.acr ?? null,
      amr: [...(input.amr ?? [])],
      // Told to the owner.
      failedPasswords: Math.max(0, before?.failedPasswords ?? 0),
    },
    select: { id: true },
  });
  const { sessionsPerUser } = await loadSettings(tx);
  const surplus = await tx.session.findMany({
    where: { userId: input.userId, ...aliveAt(now) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: sessionsPerUser,
    select: { id: true },
  });
  if (surplus.length > 0) {
    await endSessions(
      tx,
      { id: { in: surplus.map(({ id }) => id) } },
      { reason: 'newer_session', userIds: [input.userId], now },
    );
  }
  return { sessionId: session.id, token };
}

/** Ends sessions at once: their next request is refused and open Banner streams close. */
export async function endSessions(
  tx: Tx,
  where: {
    id?: { in: string[] } | { not: string } | string;
    userId?: string;
    connectorId?: string | { in: string[] };
    tokenHash?: string;
  },
  how: { reason: SessionEnding; userIds: string[]; now: Date },
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...where, revokedAt: null },
    data: { revokedAt: how.now, revokedReason: how.reason },
  });
  for (const userId of new Set(how.userIds)) await publish(tx, { topic: 'sessions', userId });
  return count;
}
