import { authorise, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { loadUser } from './internal';
import { requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/enable-user',
  access: 'users.modify',
  freshSignIn: { never: 'it gives an account back as it was' },
  handsOut: [],
  touches: 'users not above oneself',
});

export async function enableUser(ctx: Ctx, input: { id: string }): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    if (user.status === 'active') return withoutHistory('nothing changed', { version: user.version });
    const { version } = await tx.user.update({
      where: { id: user.id },
      data: { status: 'active', version: { increment: 1 } },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.enabled',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      before: { status: user.status },
      after: { status: 'active' },
    });
    return recorded.with({ version });
  });
}
