import type { z } from 'zod';
import { roleInputSchema } from '@/lib/domain/people/people';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { historyOf, NO_ROLE, requireOwnRights } from './internal';
import { PERMISSIONS } from '@/lib/domain/base/permissions';

export async function createRole(ctx: Ctx, input: z.input<typeof roleInputSchema>): Promise<{ id: string }> {
  authorise(ctx, 'roles.create');
  const { factorRule = 'by_permissions', ...data } = parseInput(roleInputSchema, input);
  const role = { ...data, factorRule, builtIn: null, knownPermissions: [...PERMISSIONS] };
  return write(ctx, 'roles.create', async (tx) => {
    await checkLimit(tx, 'roles', () => tx.role.count());
    await requireOwnRights(ctx, tx, NO_ROLE, role);
    const { id } = await tx.role.create({ data: role, select: { id: true } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'role.created',
      entity: 'role',
      entityId: id,
      entityName: data.name,
      after: historyOf(role),
    });
    return recorded.with({ id });
  });
}
