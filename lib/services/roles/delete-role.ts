import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { historyOf, NO_ROLE, requireOwnRights } from './internal';
import { dependentsOfRole } from './queries';
import { refuseInUse } from '../refuse-in-use';

/** Refused while a user has it. */
export async function deleteRole(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'roles.delete');
  await write(ctx, 'roles.delete', async (tx) => {
    const role = found(await tx.role.findUnique({ where: { id: input.id } }));
    refuseInUse(await dependentsOfRole(tx, role.id));
    await requireOwnRights(ctx, tx, role, NO_ROLE);
    await tx.role.delete({ where: { id: role.id } });
    return recordHistory(ctx, tx, {
      action: 'role.deleted',
      entity: 'role',
      entityId: role.id,
      entityName: role.name,
      before: historyOf(role),
    });
  });
}
