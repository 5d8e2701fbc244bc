import { readPermissions } from '@/lib/domain/base/permissions';
import { hashSecret } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/db';
import type { UserActor } from '../context';
import { STORED_ROLE } from '../access';

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
  const session = await db.session.findUnique({
    where: { tokenHash: hashSecret(token) },
    include: { user: { include: { role: { select: STORED_ROLE } } } },
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
    permissions: readPermissions(user.role),
    language: user.language,
    timeZone: user.timeZone,
    activeProfileId: session.activeProfileId ?? user.defaultProfileId,
    signedInAt: session.signedInAt,
  };
}

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
