import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { historyOf } from './internal';
import { requireNotAbove } from '../access';
import { dependentsOfRole } from './queries';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'roles/delete-role',
  access: 'roles.delete',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'roles not above oneself',
});

/** Refused while a user has it. */
export async function deleteRole(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const role = found(await tx.role.findUnique({ where: { id: input.id } }));
    await requireNotAbove(ctx, tx, { role });
    refuseInUse(await dependentsOfRole(tx, role.id));
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
