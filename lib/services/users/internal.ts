import type { ReadDb } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';
import { found } from '../context';
import { STORED_ROLE } from '../access';

const NAMED = { select: { id: true, name: true } } as const;

/** A user with everything needed to check a change. */
export const USER_WITH_ACCESS = {
  role: { select: { id: true, name: true, ...STORED_ROLE } },
  profiles: { select: { profile: NAMED }, orderBy: { profile: { name: 'asc' } } },
  defaultProfile: NAMED,
  ssoConnector: { select: { id: true, name: true, reference: true } },
} as const satisfies Prisma.UserInclude;
export type UserWithAccess = Prisma.UserGetPayload<{ include: typeof USER_WITH_ACCESS }>;

export async function loadUser(tx: ReadDb, id: string): Promise<UserWithAccess> {
  return found(await tx.user.findUnique({ where: { id }, include: USER_WITH_ACCESS }));
}

/** A user as stored in the history, with names instead of IDs, which may be gone by then. Never the password. */
export function historyOf(user: UserWithAccess): Record<string, unknown> {
  return {
    name: user.name,
    email: user.email,
    status: user.status,
    isAdministrator: user.isAdministrator,
    role: user.role.name,
    profiles: user.profiles.map(({ profile }) => profile.name),
    defaultProfile: user.defaultProfile?.name ?? null,
    ssoConnector: user.ssoConnector?.name ?? null,
    language: user.language,
  };
}
