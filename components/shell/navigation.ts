import {
  Building2,
  History,
  House,
  IdCard,
  KeyRound,
  PhoneIncoming,
  Plug,
  Settings,
  ShieldCheck,
  Tags,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Permission } from '@/lib/domain/base/permissions';

export type NavGroup = 'home' | 'integrate' | 'people' | 'activity' | 'settings';

export interface NavEntry {
  /** Key of its name in messages: `shell.nav.<key>`. */
  key: string;
  href: string;
  group: NavGroup;
  icon: LucideIcon;
  /** Absent: everybody who may enter the Maker. */
  permission?: Permission;
  /** After `g`. */
  letter: string;
  /** The right to make a new one, on the page `<href>/new`. */
  create?: Permission;
}

/** The menu of the Maker, in the words of the documentation; folder names equal menu names. */
export const NAVIGATION: readonly NavEntry[] = [
  { key: 'home', href: '/maker', group: 'home', icon: House, letter: 'h' },
  {
    key: 'authentication-methods',
    href: '/maker/authentication-methods',
    group: 'integrate',
    icon: KeyRound,
    permission: 'auth-methods.access',
    create: 'auth-methods.create',
    letter: 'a',
  },
  {
    key: 'sso-connectors',
    href: '/maker/sso-connectors',
    group: 'integrate',
    icon: Plug,
    permission: 'sso-connectors.access',
    create: 'sso-connectors.create',
    letter: 's',
  },
  {
    key: 'crm',
    href: '/maker/crm',
    group: 'integrate',
    icon: Building2,
    permission: 'crm.access',
    create: 'crm.create',
    letter: 'c',
  },
  {
    key: 'users',
    href: '/maker/users',
    group: 'people',
    icon: Users,
    permission: 'users.access',
    create: 'users.create',
    letter: 'u',
  },
  {
    key: 'roles',
    href: '/maker/roles',
    group: 'people',
    icon: ShieldCheck,
    permission: 'roles.access',
    create: 'roles.create',
    letter: 'r',
  },
  {
    key: 'profiles',
    href: '/maker/profiles',
    group: 'people',
    icon: IdCard,
    permission: 'profiles.access',
    create: 'profiles.create',
    letter: 'p',
  },
  {
    key: 'interactions',
    href: '/maker/interactions',
    group: 'activity',
    icon: PhoneIncoming,
    permission: 'interactions.access',
    letter: 'i',
  },
  {
    key: 'history',
    href: '/maker/history',
    group: 'activity',
    icon: History,
    permission: 'history.access',
    letter: 'y',
  },
  {
    key: 'tags',
    href: '/maker/tags',
    group: 'settings',
    icon: Tags,
    permission: 'tags.access',
    create: 'tags.create',
    letter: 'g',
  },
  {
    key: 'settings',
    href: '/maker/settings',
    group: 'settings',
    icon: Settings,
    permission: 'settings.access',
    letter: 't',
  },
];

export const MENU_GROUPS: readonly NavGroup[] = ['home', 'integrate', 'people', 'activity', 'settings'];

/** Permission keys of a role; 'all' for administrators. */
export type HeldPermissions = readonly string[] | 'all';

/** What a reader may open. */
export function visibleEntries(permissions: HeldPermissions): NavEntry[] {
  return NAVIGATION.filter((entry) => entry.permission === undefined || holds(permissions, entry.permission));
}

/** Those of them that a reader may make a new one of. */
export function creatableEntries(permissions: HeldPermissions): NavEntry[] {
  return visibleEntries(permissions).filter((entry) => entry.create !== undefined && holds(permissions, entry.create));
}

function holds(permissions: HeldPermissions, wanted: Permission): boolean {
  return permissions === 'all' || permissions.includes(wanted);
}

/** The entry that a path belongs to: the longest that it begins with. Home is one page, not all of them. */
export function currentEntry(pathname: string): NavEntry | undefined {
  return NAVIGATION.filter(
    (entry) => pathname === entry.href || (entry.group !== 'home' && pathname.startsWith(`${entry.href}/`)),
  ).sort((a, b) => b.href.length - a.href.length)[0];
}
