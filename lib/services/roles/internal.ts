import { AppError } from '@/lib/domain/base/app-error';
import { readPermissions, type StoredRole } from '@/lib/domain/base/permissions';
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

/**
 * How people have to sign in is decided by those who hold the role's rights themselves: otherwise a weaker account
 * could lower the protection of a stronger one.
 */
export async function requireOwnStrength(
  ctx: Ctx,
  tx: Tx,
  before: { id: string } & StoredRole,
  key: 'factor_rule_beyond_own' | 'required_connector_beyond_own',
): Promise<void> {
  const actor = await actorRights(ctx, tx);
  if (actor.isAdministrator) return;
  const administrators = await tx.user.count({ where: { roleId: before.id, isAdministrator: true } });
  if (administrators > 0 || rightsBeyond(actor, readPermissions(before)).length > 0)
    throw new AppError('FORBIDDEN', {
      key,
      ...(key === 'factor_rule_beyond_own' ? { fields: { factorRule: { key } } } : {}),
    });
}
