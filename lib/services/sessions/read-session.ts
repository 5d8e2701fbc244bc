import { readPermissions, type StoredRole } from '@/lib/domain/base/permissions';
import { hashSecret } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/db';
import type { UserActor } from '../context';

/** A session without activity for this long expires. An open Banner stream counts as activity. */
export const IDLE_MS = 30 * 60_000;
/** Absolute lifetime of a session. */
export const ABSOLUTE_MS = 12 * 60 * 60_000;
/** `lastSeenAt` is written at most this often. */
const TOUCH_MS = 60_000;

/**
 * The user of a session token, with role, profile, language and status as they are now.
 * Null for an unknown, revoked, idle or expired session, and for a disabled user.
 */
export async function readSession(db: Db, token: string, now: Date): Promise<UserActor | null> {
  const [session] = await db.$queryRaw<StoredSession[]>`
    SELECT s.id, s."userId", s."createdAt", s."signedInAt", s."lastSeenAt",
           coalesce(s."activeProfileId", u."defaultProfileId") AS "activeProfileId",
           u.name, u.email, u."isAdministrator", u.language, u."timeZone", r."builtIn", r.permissions
      FROM "Session" s JOIN "User" u ON u.id = s."userId" JOIN "Role" r ON r.id = u."roleId"
     WHERE s."tokenHash" = ${hashSecret(token)} AND s."revokedAt" IS NULL AND u.status = 'active'`;
  if (!session) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > IDLE_MS) return null;
  if (now.getTime() - session.createdAt.getTime() > ABSOLUTE_MS) return null;

  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_MS) await touchSession(db, session.id, now);
  return {
    kind: 'user',
    userId: session.userId,
    sessionId: session.id,
    name: session.name,
    email: session.email,
    isAdministrator: session.isAdministrator,
    permissions: readPermissions(session),
    language: session.language,
    timeZone: session.timeZone,
    activeProfileId: session.activeProfileId,
    signedInAt: session.signedInAt,
  };
}

/** Read with every request, and so in one statement. */
type StoredSession = StoredRole &
  Pick<UserActor, 'userId' | 'name' | 'email' | 'isAdministrator' | 'language' | 'timeZone' | 'activeProfileId'> & {
    id: string;
    createdAt: Date;
    signedInAt: Date;
    lastSeenAt: Date;
  };

/** The condition for active sessions; `readSession` applies the same to one. */
export function aliveAt(now: Date) {
  return {
    revokedAt: null,
    lastSeenAt: { gte: new Date(now.getTime() - IDLE_MS) },
    createdAt: { gte: new Date(now.getTime() - ABSOLUTE_MS) },
  };
}

/** Never moves the time backwards, and never revives a revoked session. */
export async function touchSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db.session.updateMany({
    where: { id: sessionId, revokedAt: null, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now },
  });
}
