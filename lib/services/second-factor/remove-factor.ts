import { AppError } from '@/lib/domain/base/app-error';
import { authorise, found, recordHistory, requireUser, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { findFactorState } from '../sessions/find-second-step';
import { lockUser } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'second-factor/remove-factor',
  access: 'signed in',
  freshSignIn: 'always',
  handsOut: [],
  touches: 'own',
});

/**
 * Removes one of the user's own factors; with the last one go the recovery codes. Needs a recent sign-in. The last one
 * stays where the role requires one.
 */
export async function removeFactor(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  const actor = requireUser(ctx);
  const own = { id: input.id, userId: actor.userId };
  // A refusal costs no transaction.
  found(await ctx.db.secondFactor.findFirst({ where: own, select: { id: true } }));
  await write(ctx, POLICY, async (tx) => {
    await lockUser(tx, actor.userId);
    const factor = found(await tx.secondFactor.findFirst({ where: own }));
    const others = await tx.secondFactor.count({ where: { userId: actor.userId, id: { not: factor.id } } });
    if (others === 0 && (await findFactorState(tx, actor.userId)).isRequired)
      throw new AppError('PRECONDITION_FAILED', { key: 'second_factor_required' });
    await tx.secondFactor.delete({ where: { id: factor.id } });
    if (others === 0) await tx.recoveryCode.deleteMany({ where: { userId: actor.userId } });
    await endSessions(
      tx,
      { userId: actor.userId, id: { not: actor.sessionId } },
      { reason: 'second_factor_changed', userIds: [actor.userId], now: ctx.now() },
    );
    return recordHistory(ctx, tx, {
      action: 'user.factor-removed',
      entity: 'user',
      entityId: actor.userId,
      entityName: actor.name,
      before: { name: factor.name, kind: factor.kind },
    });
  });
}
