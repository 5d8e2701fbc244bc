import type { Permission } from './permissions';

/** A user's rights: administrators may do everything, others what their role lists. */
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
 * Whether `holder` may change `target`. Otherwise anyone who may edit users could take over a more powerful account with
 * a new address or a reset link.
 */
export function mayManage(holder: Rights, target: Rights): boolean {
  if (holder.isAdministrator) return true;
  return !target.isAdministrator && rightsBeyond(holder, target.permissions).length === 0;
}

/**
 * A profile opens customers' records, so giving one to somebody, oneself included, needs the right to manage profiles or
 * holding that profile oneself.
 */
export function mayGiveProfile(holder: Rights, held: ReadonlySet<string>, profileId: string): boolean {
  return holder.isAdministrator || holder.permissions.has('profiles.modify') || held.has(profileId);
}
