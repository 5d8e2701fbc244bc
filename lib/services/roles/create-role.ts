import type { z } from 'zod';
import { roleInputSchema } from '@/lib/domain/people/people';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { historyOf, requireOwnRights } from './internal';

export async function createRole(ctx: Ctx, input: z.input<typeof roleInputSchema>): Promise<{ id: string }> {
  authorise(ctx, 'roles.create');
  const data = parseInput(roleInputSchema, input);
  return write(ctx, 'roles.create', async (tx) => {
    await checkLimit(tx, 'roles', () => tx.role.count());
    await requireOwnRights(ctx, tx, [], data.permissions);
    const { id } = await tx.role.create({ data, select: { id: true } });
    await recordHistory(ctx, tx, {
      action: 'role.created',
      entity: 'role',
      entityId: id,
      entityName: data.name,
      after: historyOf(data),
    });
    return { id };
  });
}
