import { authorise, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { loadUser } from './internal';
import { requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/unlock-user',
  access: 'users.modify',
  freshSignIn: { never: 'it gives an account back as it was' },
  handsOut: [],
  touches: 'users not above oneself',
});

/** Unlocks an account after too many wrong passwords; the password stays the same. */
export async function unlockUser(ctx: Ctx, input: { id: string }): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    if (user.lockedAt === null) return withoutHistory('nothing changed', { version: user.version });
    const { version } = await tx.user.update({
      where: { id: user.id },
      data: { lockedAt: null, failedPasswords: 0, version: { increment: 1 } },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.unlocked',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      before: { lockedAt: user.lockedAt },
      after: { lockedAt: null },
    });
    return recorded.with({ version });
  });
}
