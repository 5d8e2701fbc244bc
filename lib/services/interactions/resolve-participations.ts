import type { Participation } from '@/lib/domain/interaction/participation';
import type { ReadDb } from '@/lib/platform/db';

/** A participation with whom it is, once known, and the profile they had when it was offered to them. */
export type PinnedParticipation = Participation & { userId: string | null; profileId: string | null };

export interface KnownUser {
  userId: string;
  /** The one they work with now, or else their default. */
  profileId: string | null;
}

/** Who it is and their profile stay as stored, even if the agent changes profile during the call. */
export function resolveParticipations(
  participations: readonly Participation[],
  stored: readonly { agent: string; userId: string | null; profileId: string | null }[],
  users: ReadonlyMap<string, KnownUser>,
): PinnedParticipation[] {
  const known = new Map(stored.filter(({ userId }) => userId !== null).map((row) => [row.agent, row]));
  return participations.map((participation) => {
    const { userId = null, profileId = null } = known.get(participation.agent) ?? users.get(participation.agent) ?? {};
    return { ...participation, userId, profileId };
  });
}

/** Active users by email address. */
export async function findUsers(db: Pick<ReadDb, 'user'>, emails: readonly string[]): Promise<Map<string, KnownUser>> {
  if (emails.length === 0) return new Map();
  const users = await db.user.findMany({
    where: { email: { in: [...emails] }, status: 'active' },
    select: {
      id: true,
      email: true,
      defaultProfileId: true,
      sessions: {
        where: { revokedAt: null, activeProfileId: { not: null } },
        orderBy: { lastSeenAt: 'desc' },
        take: 1,
        select: { activeProfileId: true },
      },
    },
  });
  return new Map(
    users.map(({ id, email, defaultProfileId, sessions }) => [
      email,
      { userId: id, profileId: sessions[0]?.activeProfileId ?? defaultProfileId },
    ]),
  );
}

/**
 * The user whose interaction it counts as, and the profile that decides: theirs, or, where the agent is no known user, that
 * of the first colleague who has one.
 */
export function leadOf(
  agent: string | null,
  participations: readonly PinnedParticipation[],
): { userId: string | null; profileId: string | null } {
  const lead = participations.find((participation) => participation.agent === agent);
  if (lead && lead.userId !== null) return { userId: lead.userId, profileId: lead.profileId };
  const colleague = participations.find(({ profileId }) => profileId !== null);
  return { userId: null, profileId: colleague?.profileId ?? null };
}
