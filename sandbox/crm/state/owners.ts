import type { Portal, PortalUser } from '../../contract';

/** https://developers.hubspot.com/docs/guides/api/crm/owners */
export interface Owner {
  id: string;
  email: string;
  type: 'PERSON' | 'QUEUE';
  firstName: string;
  lastName: string;
  /** Null after the user leaves. Records keep their owner. */
  userId: number | null;
  userIdIncludingInactive: number;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  teams?: { id: string; name: string; primary: boolean }[];
}

const since = '2023-02-14T09:00:00Z';
const leftAt = '2024-05-31T16:00:00Z';

/**
 * Every user is an owner; former users are archived owners. Owner ids differ from user ids, so that mixing them up
 * fails.
 */
export function ownersOf(portal: Portal, users: PortalUser[], former: PortalUser[] = []): Owner[] {
  const gone = former.filter((user) => !users.some((other) => other.userId === user.userId));
  const formerUser: Owner = {
    id: String((portal.portalId % 1000) * 100_000 + 99_991),
    email: `former.colleague@${portal.domain}`,
    type: 'PERSON',
    firstName: 'Former',
    lastName: 'Colleague',
    userId: null,
    userIdIncludingInactive: 70_109_000 + (portal.portalId % 1000),
    createdAt: since,
    updatedAt: leftAt,
    archived: true,
  };
  return [
    ...users.map((user) => ownerOf(portal, user)),
    ...gone.map((user): Owner => ({ ...ownerOf(portal, user), userId: null, updatedAt: leftAt, archived: true })),
    formerUser,
  ];
}

function ownerOf(portal: Portal, user: PortalUser): Owner {
  const team = { id: String(portal.portalId % 100_000), name: 'Customer care', primary: true };
  return {
    id: String((user.userId % 100_000) * 37 + (portal.portalId % 1000) * 100_000),
    email: user.email,
    type: 'PERSON',
    firstName: user.firstName,
    lastName: user.lastName,
    userId: user.userId,
    userIdIncludingInactive: user.userId,
    createdAt: since,
    updatedAt: since,
    archived: false,
    ...(user.isSuperAdmin ? {} : { teams: [team] }),
  };
}
