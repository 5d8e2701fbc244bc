import { AppError } from '@/lib/domain/base/app-error';
import type { OidcInput } from '@/lib/domain/people/oidc';
import type { Tx } from '@/lib/platform/db';
import { requireGrantable, STORED_ROLE } from '../access';
import type { Ctx } from '../context';

/**
 * Whoever decides which groups get a role hands it out, and so does whoever decides which provider names the groups:
 * each role of the table has to be one that the actor may grant.
 */
export async function requireGroupRoles(
  ctx: Ctx,
  tx: Tx,
  groupRoles: OidcInput['groupRoles'],
  /** The connector of the table; null for a copy, whose table nobody chose. */
  connectorId: string | null,
): Promise<void> {
  // None: nothing is handed out, which is a check too.
  if (groupRoles.length === 0) return requireGrantable(ctx, tx, { role: null });
  const roles = await tx.role.findMany({
    where: { id: { in: groupRoles.map(({ roleId }) => roleId) } },
    select: { id: true, requiredConnectorId: true, ...STORED_ROLE },
  });
  const known = new Map(roles.map((role) => [role.id, role]));
  for (const [index, { roleId }] of groupRoles.entries()) {
    const field = `oidc.groupRoles.${index}.roleId`;
    const role = known.get(roleId);
    if (!role) throw new AppError('INVALID_INPUT', { fields: { [field]: { key: 'not_offered' } } });
    // The group would be refused at its next sign-in.
    if (connectorId !== null && role.requiredConnectorId !== null && role.requiredConnectorId !== connectorId)
      throw new AppError('INVALID_INPUT', { fields: { [field]: { key: 'role_requires_other_connector' } } });
    try {
      await requireGrantable(ctx, tx, { role });
    } catch (error) {
      if (!(error instanceof AppError) || error.key !== 'role_beyond_own_rights') throw error;
      throw new AppError('FORBIDDEN', {
        key: 'role_beyond_own_rights',
        fields: { [field]: { key: 'role_beyond_own_rights' } },
      });
    }
  }
}
