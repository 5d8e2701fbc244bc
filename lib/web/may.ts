import type { Permission } from '@/lib/domain/base/permissions';
import { isPermission } from '@/lib/domain/base/permissions';
import type { UserActor } from '@/lib/services/context';
import type { ModuleKey } from '@/lib/domain/base/modules';

/** Whether to show a user a link or button. The verbs behind it check again. */
export function may(actor: UserActor, permission: Permission): boolean {
  return actor.isAdministrator || actor.permissions.has(permission);
}

/** The actions a row's menu offers. */
export function rowRights(
  actor: UserActor,
  module: ModuleKey,
): { create: boolean; modify: boolean; remove: boolean; history: boolean } {
  const has = (verb: string) => {
    const key = `${module}.${verb}`;
    return isPermission(key) && may(actor, key);
  };
  return { create: has('create'), modify: has('modify'), remove: has('delete'), history: may(actor, 'history.access') };
}

/** A role above oneself is only looked at. */
export function roleRights(actor: UserActor, role: { isManageable: boolean }): ReturnType<typeof rowRights> {
  const rights = rowRights(actor, 'roles');
  return role.isManageable ? rights : { ...rights, create: false, modify: false, remove: false };
}

/** Permissions in the form sent to the browser. */
export function ownRights(actor: UserActor): readonly Permission[] | 'all' {
  return actor.isAdministrator ? 'all' : [...actor.permissions];
}
