import { authorise, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { loadUser } from './internal';
import { requireManageable } from '../access';

/** Unlocks an account after too many wrong passwords; the password stays the same. */
export async function unlockUser(ctx: Ctx, input: { id: string }): Promise<{ version: number }> {
  authorise(ctx, 'users.modify');
  return write(ctx, 'users.modify', async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireManageable(ctx, tx, user);
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
