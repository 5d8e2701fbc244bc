import { MODULE_KEYS, MODULES, type ModuleKey } from './modules';

/**
 * Rights in the Maker: `module.verb`, one closed list.
 * Activating, deactivating and testing need `modify`. Administrators pass every check.
 */
export type Permission = {
  [M in ModuleKey]: `${M}.${(typeof MODULES)[M]['verbs'][number]}`;
}[ModuleKey];

export const PERMISSIONS: readonly Permission[] = MODULE_KEYS.flatMap((module) =>
  MODULES[module].verbs.map((verb) => asPermission(`${module}.${verb}`)),
);

const KNOWN = new Set<string>(PERMISSIONS);

export function isPermission(value: string): value is Permission {
  return KNOWN.has(value);
}

/** Only called with a module and one of its own verbs, which the registry guarantees. */
function asPermission(value: string): Permission {
  return value as Permission;
}

/** The permissions for a role's stored keys. Keys that no longer exist are ignored. */
export function readPermissions(stored: readonly string[]): ReadonlySet<Permission> {
  return new Set(stored.filter(isPermission));
}
