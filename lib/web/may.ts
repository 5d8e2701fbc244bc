import type { Permission, PermissionModule } from '@/lib/domain/base/permissions';
import { isPermission } from '@/lib/domain/base/permissions';
import type { UserActor } from '@/lib/services/context';

/** Whether to show a reader the way to something. The verbs behind it ask again. */
export function may(actor: UserActor, permission: Permission): boolean {
  return actor.isAdministrator || actor.permissions.has(permission);
}

/** What a row's menu offers. */
export function rowRights(
  actor: UserActor,
  module: PermissionModule,
): { create: boolean; modify: boolean; remove: boolean; history: boolean } {
  const has = (verb: string) => {
    const key = `${module}.${verb}`;
    return isPermission(key) && may(actor, key);
  };
  return { create: has('create'), modify: has('modify'), remove: has('delete'), history: may(actor, 'history.access') };
}

/** As the browser is told it. */
export function ownRights(actor: UserActor): readonly Permission[] | 'all' {
  return actor.isAdministrator ? 'all' : [...actor.permissions];
}
