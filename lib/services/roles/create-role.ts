import type { z } from 'zod';
import { roleInputSchema } from '@/lib/domain/people/people';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { historyOf } from './internal';
import { requireGrantable } from '../access';
import { PERMISSIONS } from '@/lib/domain/base/permissions';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'roles/create-role',
  access: 'roles.create',
  freshSignIn: { when: 'the role has rights' },
  handsOut: ['rights of a role'],
  touches: 'nothing',
});

export async function createRole(ctx: Ctx, input: z.input<typeof roleInputSchema>): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const { factorRule = 'by_permissions', ...data } = parseInput(roleInputSchema, input);
  const role = { ...data, factorRule, builtIn: null, knownPermissions: [...PERMISSIONS] };
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'roles', () => tx.role.count());
    await requireGrantable(ctx, tx, { 'rights of a role': data.permissions });
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
