import type { z } from 'zod';
import { roleEditSchema } from '@/lib/domain/people/people';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { historyOf, requireOwnStrength } from './internal';
import { requireGrantable, requireNotAbove } from '../access';
import { PERMISSIONS, readPermissions, type Permission, type StoredRole } from '@/lib/domain/base/permissions';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'roles/edit-role',
  access: 'roles.modify',
  freshSignIn: { when: 'its rights change' },
  handsOut: ['rights of a role'],
  touches: 'roles not above oneself',
});

/** Takes effect at once for all users with the role: rights are read on every request. */
export async function editRole(
  ctx: Ctx,
  input: { id: string } & z.input<typeof roleEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(roleEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.role.findUnique({ where: { id } }));
    await checkVersion(tx, 'role', before, version);
    // A built-in role with other permissions than its own is a custom role from then on.
    const isChanged = changedRights(before, { builtIn: null, permissions: data.permissions }).length > 0;
    const role = {
      ...data,
      factorRule: data.factorRule ?? before.factorRule,
      builtIn: isChanged ? null : before.builtIn,
    };
    if (role.factorRule !== before.factorRule) await requireOwnStrength(ctx, tx, before, 'factor_rule_beyond_own');
    await requireNotAbove(ctx, tx, { role: before });
    await requireGrantable(ctx, tx, { 'rights of a role': changedRights(before, role) });
    const after = await tx.role.update({
      where: { id, version },
      data: { ...role, knownPermissions: [...PERMISSIONS], version: { increment: 1 } },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'role.edited',
      entity: 'role',
      entityId: id,
      entityName: after.name,
      before: historyOf(before),
      after: historyOf(after),
    });
    return recorded.with({ version: after.version });
  });
}

/** Rights that are granted or revoked. */
function changedRights(before: StoredRole, after: StoredRole): Permission[] {
  const [had, has] = [readPermissions(before), readPermissions(after)];
  return PERMISSIONS.filter((key) => had.has(key) !== has.has(key));
}
