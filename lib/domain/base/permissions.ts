/**
 * Rights in the Maker: `module.verb`, one closed list.
 * Activating, deactivating and testing need `modify`. Administrators pass every check.
 */
export const PERMISSION_MODULES = {
  'auth-methods': ['access', 'create', 'modify', 'delete'],
  'sso-connectors': ['access', 'create', 'modify', 'delete'],
  crm: ['access', 'create', 'modify', 'delete'],
  users: ['access', 'create', 'modify', 'delete'],
  roles: ['access', 'create', 'modify', 'delete'],
  profiles: ['access', 'create', 'modify', 'delete'],
  tags: ['access', 'create', 'modify', 'delete'],
  'api-keys': ['access', 'create', 'delete'],
  interactions: ['access', 'modify'],
  history: ['access'],
  settings: ['access', 'modify'],
} as const;

export type PermissionModule = keyof typeof PERMISSION_MODULES;
export type Permission = {
  [M in PermissionModule]: `${M}.${(typeof PERMISSION_MODULES)[M][number]}`;
}[PermissionModule];

export const PERMISSIONS: readonly Permission[] = Object.entries(PERMISSION_MODULES).flatMap(([module, verbs]) =>
  verbs.map((verb) => asPermission(`${module}.${verb}`)),
);

const KNOWN = new Set<string>(PERMISSIONS);

export function isPermission(value: string): value is Permission {
  return KNOWN.has(value);
}

/** Only called with a module and one of its own verbs, which the table above guarantees. */
function asPermission(value: string): Permission {
  return value as Permission;
}

/** What a role grants for these stored keys; keys that the product no longer knows grant nothing. */
export function readPermissions(stored: readonly string[]): ReadonlySet<Permission> {
  return new Set(stored.filter(isPermission));
}
