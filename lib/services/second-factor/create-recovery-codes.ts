import { AppError } from '@/lib/domain/base/app-error';
import type { ReadDb } from '@/lib/platform/db';
import { authorise, recordHistory, requireUser, write, type Ctx } from '../context';
import { lockUser, replaceRecoveryCodes } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'second-factor/create-recovery-codes',
  access: 'signed in',
  freshSignIn: 'always',
  handsOut: [],
  touches: 'own',
});

/** Ten new recovery codes, returned once; the old ones stop working. Needs a recent sign-in. */
export async function createRecoveryCodes(ctx: Ctx): Promise<{ recoveryCodes: string[] }> {
  authorise(ctx, POLICY);
  const actor = requireUser(ctx);
  // A refusal costs no transaction.
  await requireFactor(ctx.db, actor.userId);
  return write(ctx, POLICY, async (tx) => {
    await lockUser(tx, actor.userId);
    await requireFactor(tx, actor.userId);
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

async function requireFactor(db: ReadDb, userId: string): Promise<void> {
  if ((await db.secondFactor.count({ where: { userId } })) === 0)
    throw new AppError('PRECONDITION_FAILED', { key: 'no_second_factor' });
}
