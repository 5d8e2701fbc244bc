import { readPermissions } from '@/lib/domain/base/permissions';
import { hashSecret } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/db';
import type { UserActor } from '../context';

/** A session without any activity for this long is over. An open Banner stream is activity. */
export const IDLE_MS = 30 * 60_000;
/** No session outlives this, whatever happens in it. */
export const ABSOLUTE_MS = 12 * 60 * 60_000;
/** How often `lastSeenAt` is written at most. */
const TOUCH_MS = 60_000;

/**
 * Who holds this session token: role, profile, language and status as the database has them now.
 * Null for an unknown, revoked, idle or expired session, and for a user who was disabled.
 */
export async function readSession(db: Db, token: string, now: Date): Promise<UserActor | null> {
  const session = await db.session.findUnique({
    where: { tokenHash: hashSecret(token) },
    include: { user: { include: { role: { select: { permissions: true } } } } },
  });
  if (!session || session.revokedAt || session.user.status !== 'active') return null;
  if (now.getTime() - session.lastSeenAt.getTime() > IDLE_MS) return null;
  if (now.getTime() - session.createdAt.getTime() > ABSOLUTE_MS) return null;

  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_MS) await touchSession(db, session.id, now);
  const { user } = session;
  return {
    kind: 'user',
    userId: user.id,
    sessionId: session.id,
    name: user.name,
    email: user.email,
    isAdministrator: user.isAdministrator,
    permissions: readPermissions(user.role.permissions),
    language: user.language,
    timeZone: user.timeZone,
    activeProfileId: session.activeProfileId ?? user.defaultProfileId,
    signedInAt: session.createdAt,
  };
}

/** Which rows are sessions that still open the door; `readSession` asks the same of one. */
export function aliveAt(now: Date) {
  return {
    revokedAt: null,
    lastSeenAt: { gte: new Date(now.getTime() - IDLE_MS) },
    createdAt: { gte: new Date(now.getTime() - ABSOLUTE_MS) },
  };
}

/** Never moves the time backwards, and never brings a revoked session back. */
export async function touchSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db.session.updateMany({
    where: { id: sessionId, revokedAt: null, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now },
  });
}
