import { deriveCtx, found, recordHistory, type Ctx, type Recorded, type WriteTx } from '../context';
import { endSessions } from '../sessions/create-session';

/**
 * Gives a person the role that their groups decide: the table of groups was made by somebody who may grant its roles.
 * Null: nothing changed.
 */
export async function switchRole(
  ctx: Ctx,
  tx: WriteTx,
  input: { userId: string; connector: { name: string }; roleId: string },
): Promise<Recorded<void> | null> {
  const { userId, connector, roleId } = input;
  const user = found(
    await tx.user.findUnique({ where: { id: userId }, include: { role: { select: { name: true } } } }),
  );
  if (user.roleId === roleId) return null;
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
