import type { z } from 'zod';
import { roleEditSchema } from '@/lib/domain/people/people';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { historyOf, requireOwnRights, requireOwnStrength } from './internal';
import { PERMISSIONS, readPermissions, type StoredRole } from '@/lib/domain/base/permissions';

/** Takes effect at once for all users with the role: rights are read on every request. */
export async function editRole(
  ctx: Ctx,
  input: { id: string } & z.input<typeof roleEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, 'roles.modify');
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(roleEditSchema, rest);
  return write(ctx, 'roles.modify', async (tx) => {
    const before = found(await tx.role.findUnique({ where: { id } }));
    await checkVersion(tx, 'role', before, version);
    const role = {
      ...data,
      factorRule: data.factorRule ?? before.factorRule,
      builtIn: hasOtherPermissions(before, data.permissions) ? null : before.builtIn,
    };
    await requireOwnRights(ctx, tx, before, role);
    if (role.factorRule !== before.factorRule) await requireOwnStrength(ctx, tx, before);
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

/** A built-in role with other permissions than its own is a custom role from then on. */
function hasOtherPermissions(before: StoredRole, wanted: readonly string[]): boolean {
  const [had, has] = [readPermissions(before), readPermissions({ builtIn: null, permissions: wanted })];
  return had.size !== has.size || [...has].some((key) => !had.has(key));
}
