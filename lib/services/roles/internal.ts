import { AppError } from '@/lib/domain/base/app-error';
import { readPermissions, type Permission, type StoredRole } from '@/lib/domain/base/permissions';
import { rightsBeyond } from '@/lib/domain/base/privilege';
import type { FactorRule } from '@/lib/domain/people/second-factor';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { actorRights } from '../access';

export interface RoleFields extends StoredRole {
  name: string;
  description: string;
  factorRule: FactorRule;
}

export function historyOf(role: RoleFields): Record<string, unknown> {
  return {
    name: role.name,
    description: role.description,
    permissions: [...readPermissions(role)].sort(),
    secondFactor: role.factorRule,
  };
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

/**
 * Who must have a second factor is decided by those who hold the role's rights themselves: otherwise a weaker account
 * could lower the protection of a stronger one.
 */
export async function requireOwnStrength(ctx: Ctx, tx: Tx, before: { id: string } & StoredRole): Promise<void> {
  const actor = await actorRights(ctx, tx);
  if (actor.isAdministrator) return;
  const administrators = await tx.user.count({ where: { roleId: before.id, isAdministrator: true } });
  if (administrators > 0 || rightsBeyond(actor, readPermissions(before)).length > 0)
    throw new AppError('FORBIDDEN', {
      key: 'factor_rule_beyond_own',
      fields: { factorRule: { key: 'factor_rule_beyond_own' } },
    });
}

/** A role without permissions, to compare a new or deleted one with. */
export const NO_ROLE: StoredRole = { builtIn: null, permissions: [] };
