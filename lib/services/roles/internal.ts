import { AppError } from '@/lib/domain/base/app-error';
import { readPermissions, type Permission, type StoredRole } from '@/lib/domain/base/permissions';
import { rightsBeyond } from '@/lib/domain/base/privilege';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { actorRights } from '../access';

export interface RoleFields extends StoredRole {
  name: string;
  description: string;
}

export function historyOf(role: RoleFields): Record<string, unknown> {
  return { name: role.name, description: role.description, permissions: [...readPermissions(role)].sort() };
}

/** Refuses to grant or revoke a right the actor doesn't have. */
export async function requireOwnRights(ctx: Ctx, tx: Tx, before: StoredRole, after: StoredRole): Promise<void> {
  const [had, has] = [readPermissions(before), readPermissions(after)];
  const changed: Permission[] = [
    ...[...had].filter((key) => !has.has(key)),
    ...[...has].filter((key) => !had.has(key)),
  ];
  if (rightsBeyond(await actorRights(ctx, tx), changed).length > 0) {
    throw new AppError('FORBIDDEN', {
      key: 'rights_beyond_own',
      fields: { permissions: { key: 'rights_beyond_own' } },
    });
  }
}

/** A role without permissions, to compare a new or deleted one with. */
export const NO_ROLE: StoredRole = { builtIn: null, permissions: [] };
