import type { Portal, PortalUser } from '../contract';
import { harbor, kestrel, lumen, meridian } from './portals';

/**
 * A person's membership in a portal. Without `canInstallApps`, HubSpot shows an error page and doesn't tell the app.
 */
interface Membership {
  portalId: number;
  isSuperAdmin: boolean;
  canInstallApps: boolean;
}

/** A person who can sign in to the sandbox. The sign-in page shows the password, because nothing here is secret. */
export interface Person {
  userId: number;
  email: string;
  firstName: string;
  lastName: string;
  password: string;
  memberships: Membership[];
}

export const seedPassword = 'sandbox';

const superAdmin = ({ portalId }: Portal): Membership => ({ portalId, isSuperAdmin: true, canInstallApps: true });
const agent = ({ portalId }: Portal): Membership => ({ portalId, isSuperAdmin: false, canInstallApps: true });
const withoutApps = ({ portalId }: Portal): Membership => ({ portalId, isSuperAdmin: false, canInstallApps: false });

export const seedPeople: Person[] = [
  person(70_110_001, 'admin@atelier-lumen.example', 'Camille', 'Roussel', [superAdmin(lumen), superAdmin(harbor)]),
  person(70_110_002, 'lea@atelier-lumen.example', 'Léa', 'Marchand', [agent(lumen)]),
  person(70_110_003, 'jonas@atelier-lumen.example', 'Jonas', 'Weber', [agent(lumen)]),
  person(70_110_004, 'priya@atelier-lumen.example', 'Priya', 'Nair', [agent(lumen)]),
  person(70_110_005, 'sam@atelier-lumen.example', 'Sam', 'Okafor', [agent(lumen), agent(harbor)]),
  person(70_110_006, 'viewer@atelier-lumen.example', 'Victor', 'Lenoir', [withoutApps(lumen)]),
  person(70_110_007, 'dana@harbor-supply.example', 'Dana', 'Whitfield', [agent(harbor)]),
  person(70_110_008, 'owen@kestrel-trading.example', 'Owen', 'Hughes', [superAdmin(kestrel)]),
  person(70_110_009, 'ines@meridian-group.example', 'Inès', 'Keller', [superAdmin(meridian)]),
];

export function portalUsersOf(people: Person[]): PortalUser[] {
  return people.flatMap(({ userId, email, firstName, lastName, memberships }) =>
    memberships.map(({ portalId, isSuperAdmin }) => ({ portalId, userId, email, firstName, lastName, isSuperAdmin })),
  );
}

function person(userId: number, email: string, firstName: string, lastName: string, memberships: Membership[]): Person {
  return { userId, email, firstName, lastName, password: seedPassword, memberships };
}
