import { Building2, History, House, IdCard, KeyRound, PhoneIncoming, Plug, Settings, ShieldCheck, Tags, Users, type LucideIcon } from 'lucide-react';
import type { Permission } from '@/lib/domain/permissions';

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
}

/** The menu of the Maker, in the words of the documentation; folder names equal menu names. */
export const NAVIGATION: readonly NavEntry[] = [
  { key: 'home', href: '/maker', group: 'home', icon: House, letter: 'h' },
  { key: 'authentication-methods', href: '/maker/authentication-methods', group: 'integrate', icon: KeyRound, permission: 'auth-methods.access', letter: 'a' },
  { key: 'sso-connectors', href: '/maker/sso-connectors', group: 'integrate', icon: Plug, permission: 'sso-connectors.access', letter: 's' },
  { key: 'crm', href: '/maker/crm', group: 'integrate', icon: Building2, permission: 'crm.access', letter: 'c' },
  { key: 'users', href: '/maker/users', group: 'people', icon: Users, permission: 'users.access', letter: 'u' },
  { key: 'roles', href: '/maker/roles', group: 'people', icon: ShieldCheck, permission: 'roles.access', letter: 'r' },
  { key: 'profiles', href: '/maker/profiles', group: 'people', icon: IdCard, permission: 'profiles.access', letter: 'p' },
  { key: 'interactions', href: '/maker/interactions', group: 'activity', icon: PhoneIncoming, permission: 'interactions.access', letter: 'i' },
  { key: 'history', href: '/maker/history', group: 'activity', icon: History, permission: 'history.access', letter: 'y' },
  { key: 'tags', href: '/maker/tags', group: 'settings', icon: Tags, permission: 'tags.access', letter: 'g' },
  { key: 'settings', href: '/maker/settings', group: 'settings', icon: Settings, permission: 'settings.access', letter: 't' },
];

export const MENU_GROUPS: readonly NavGroup[] = ['home', 'integrate', 'people', 'activity', 'settings'];

/** What a reader may open. */
export function visibleEntries(permissions: readonly string[] | 'all'): NavEntry[] {
  return NAVIGATION.filter((entry) => entry.permission === undefined || permissions === 'all' || permissions.includes(entry.permission));
}

/** The entry that a path belongs to: the longest that it begins with. */
export function currentEntry(pathname: string): NavEntry | undefined {
  return NAVIGATION.filter((entry) => pathname === entry.href || pathname.startsWith(`${entry.href}/`)).sort((a, b) => b.href.length - a.href.length)[0];
}
