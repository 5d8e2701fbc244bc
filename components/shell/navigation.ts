import { House, type LucideIcon } from 'lucide-react';
import { MENU_MODULES, type CreatablePath, type MenuGroup, type MenuPath } from '@/lib/domain/base/modules';
import { permissionOf } from '@/lib/domain/base/permission-choice';
import type { Permission } from '@/lib/domain/base/permissions';
import { MENU_ICONS } from './menu-icons';

export interface NavEntry {
  /** Key of its name in messages: `shell.nav.<key>`. */
  key: 'home' | MenuPath;
  href: string;
  group: MenuGroup;
  icon: LucideIcon;
  /** Absent: everybody who may open the Maker. */
  permission?: Permission;
  /** After `g`. */
  letter: string;
  /** The permission to create one, on the page `<href>/new`. */
  create?: Permission;
}

/** The Maker's menu. Folder names in `app/maker` equal its paths. */
export const NAVIGATION: readonly NavEntry[] = [
  { key: 'home', href: '/maker', group: 'home', icon: House, letter: 'h' },
  ...MENU_MODULES.map(({ module, path, group, letter }): NavEntry => {
    const create = permissionOf(module, 'create');
    return {
      key: path,
      href: `/maker/${path}`,
      group,
      icon: MENU_ICONS[path],
      permission: `${module}.access`,
      letter,
      ...(create === null ? {} : { create }),
    };
  }),
];

/** Permission keys of a role; 'all' for administrators. */
export type HeldPermissions = readonly string[] | 'all';

/** The entries that the user may open. */
export function visibleEntries(permissions: HeldPermissions): NavEntry[] {
  return NAVIGATION.filter((entry) => entry.permission === undefined || holds(permissions, entry.permission));
}

export type CreatableEntry = NavEntry & { key: CreatablePath };

/** The entries where the user may create something. */
export function creatableEntries(permissions: HeldPermissions): CreatableEntry[] {
  return visibleEntries(permissions)
    .filter(isCreatable)
    .filter(({ create }) => create !== undefined && holds(permissions, create));
}

/** An entry has `create` exactly where its module has that verb. */
function isCreatable(entry: NavEntry): entry is CreatableEntry {
  return entry.create !== undefined;
}

function holds(permissions: HeldPermissions, wanted: Permission): boolean {
  return permissions === 'all' || permissions.includes(wanted);
}

/** The entry that a path belongs to: the longest that it starts with. Home is only its own page. */
export function currentEntry(pathname: string): NavEntry | undefined {
  return NAVIGATION.filter(
    (entry) => pathname === entry.href || (entry.group !== 'home' && pathname.startsWith(`${entry.href}/`)),
  ).sort((a, b) => b.href.length - a.href.length)[0];
}
