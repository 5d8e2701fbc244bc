import type { z } from 'zod';
import { roleEditSchema } from '@/lib/domain/people/people';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { historyOf, requireOwnRights } from './internal';

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
    await requireOwnRights(ctx, tx, before.permissions, data.permissions);
    const after = await tx.role.update({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
    await recordHistory(ctx, tx, {
      action: 'role.edited',
      entity: 'role',
      entityId: id,
      entityName: after.name,
      before: historyOf(before),
      after: historyOf(after),
    });
    return { version: after.version };
  });
}
