import { roleForGroups } from '@/lib/domain/people/oidc';
import { deriveCtx, found, recordHistory, type Ctx, type Recorded, type WriteTx } from '../context';
import { endSessions } from '../sessions/create-session';
import type { StoredOidc } from '../sso-connectors/load-connector';

/**
 * Gives a person the role of the first group in the table that they belong to. Nobody becomes an administrator by a
 * group, and an administrator keeps their role: the table was made by somebody who may grant its roles and nothing else.
 * Null: nothing changed.
 */
export async function switchRole(
  ctx: Ctx,
  tx: WriteTx,
  input: { userId: string; connector: { name: string; oidc: StoredOidc }; groups: readonly string[] },
): Promise<Recorded<void> | null> {
  const { userId, connector, groups } = input;
  const roleId = roleForGroups(connector.oidc.groupRoles, groups);
  if (roleId === null) return null;
  const user = found(
    await tx.user.findUnique({ where: { id: userId }, include: { role: { select: { name: true } } } }),
  );
  if (user.isAdministrator || user.roleId === roleId) return null;
  const role = found(await tx.role.findUnique({ where: { id: roleId }, select: { name: true } }));
  await tx.user.update({ where: { id: userId }, data: { roleId, version: { increment: 1 } } });
  await endSessions(tx, { userId }, { reason: 'rights_changed', userIds: [userId], now: ctx.now() });
  return recordHistory(deriveCtx(ctx, { actor: { kind: 'system', name: 'sign-in' } }), tx, {
    action: 'user.role-switched',
    entity: 'user',
    entityId: userId,
    entityName: user.name,
    before: { role: user.role.name },
    after: { role: role.name, ssoConnector: connector.name },
  });
}
