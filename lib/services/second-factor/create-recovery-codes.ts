import { AppError } from '@/lib/domain/base/app-error';
import { recordHistory, requireFreshSignIn, requireUser, write, type Ctx } from '../context';
import { lockUser, replaceRecoveryCodes } from './internal';

/** Ten new recovery codes, returned once; the old ones stop working. Needs a recent sign-in. */
export async function createRecoveryCodes(ctx: Ctx): Promise<{ recoveryCodes: string[] }> {
  const actor = requireUser(ctx);
  requireFreshSignIn(ctx);
  return write(ctx, null, async (tx) => {
    await lockUser(tx, actor.userId);
    if ((await tx.secondFactor.count({ where: { userId: actor.userId } })) === 0)
      throw new AppError('PRECONDITION_FAILED', { key: 'no_second_factor' });
    const recoveryCodes = await replaceRecoveryCodes(ctx, tx, actor.userId);
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.recovery-codes-created',
      entity: 'user',
      entityId: actor.userId,
      entityName: actor.name,
      after: { recoveryCodesLeft: recoveryCodes.length },
    });
    return recorded.with({ recoveryCodes });
  });
}
