import type { Permission } from './permissions';

/** What somebody may do: an administrator everything, everybody else what their role lists. */
export interface Rights {
  isAdministrator: boolean;
  permissions: ReadonlySet<Permission>;
}

/** The rights of `wanted` that `holder` does not have: nobody may hand out, change or take away what they lack themselves. */
export function rightsBeyond(holder: Rights, wanted: Iterable<Permission>): Permission[] {
  if (holder.isAdministrator) return [];
  return [...wanted].filter((permission) => !holder.permissions.has(permission));
}

/**
 * Whether `holder` may change `target`: otherwise whoever may edit users could take over
 * somebody more powerful, with a new address or a reset link.
 */
export function mayManage(holder: Rights, target: Rights): boolean {
  if (holder.isAdministrator) return true;
  return !target.isAdministrator && rightsBeyond(holder, target.permissions).length === 0;
}
