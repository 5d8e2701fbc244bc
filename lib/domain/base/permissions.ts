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

/** Roles that every deployment starts with. What they grant follows from the list above, so a new permission reaches them. */
export type BuiltInRole = 'administrator' | 'auditor' | 'agent';

const BUILT_IN: Record<BuiltInRole, readonly Permission[]> = {
  administrator: PERMISSIONS,
  auditor: PERMISSIONS.filter((key) => key.endsWith('.access')),
  agent: [],
};

export interface StoredRole {
  builtIn: BuiltInRole | null;
  permissions: readonly string[];
}

/** The permissions a role grants. Stored keys that the product no longer knows grant nothing. */
export function readPermissions({ builtIn, permissions }: StoredRole): ReadonlySet<Permission> {
  return new Set(builtIn === null ? permissions.filter(isPermission) : BUILT_IN[builtIn]);
}

/** The permissions that have come since a role was last saved. A built-in role has them already. */
export function newPermissions(role: {
  builtIn: BuiltInRole | null;
  knownPermissions: readonly string[];
}): Permission[] {
  return role.builtIn === null ? PERMISSIONS.filter((key) => !role.knownPermissions.includes(key)) : [];
}
