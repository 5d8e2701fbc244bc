import { AppError } from '@/lib/domain/base/app-error';
import { requireNotAbove } from '../access';
import { authorise, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { loadUser } from '../users/internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'second-factor/reset-second-factor',
  access: 'users.modify',
  freshSignIn: 'always',
  handsOut: [],
  touches: 'users not above oneself',
});

/**
 * For somebody who lost what they sign in with: removes their factors and recovery codes and ends their sessions. Where
 * their role requires a second factor, they set up a new one at the next sign-in. Needs a recent sign-in of the actor.
 */
export async function resetSecondFactor(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    // Their own they change under My account, where what the role requires is held to.
    if (ctx.actor.kind === 'user' && ctx.actor.userId === user.id)
      throw new AppError('PRECONDITION_FAILED', { key: 'own_second_factor' });
    await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${user.id}::uuid FOR UPDATE`;
    const factors = await tx.secondFactor.findMany({
      where: { userId: user.id },
      orderBy: { createdAt: 'asc' },
      select: { name: true },
    });
    if (factors.length === 0) return withoutHistory('nothing changed');
    await tx.secondFactor.deleteMany({ where: { userId: user.id } });
    await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    await tx.user.update({ where: { id: user.id }, data: { failedCodes: 0, codeWaitUntil: null } });
    await endSessions(tx, { userId: user.id }, { reason: 'second_factor_reset', userIds: [user.id], now: ctx.now() });
    return recordHistory(ctx, tx, {
      action: 'user.second-factor-reset',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      before: { secondFactors: factors.map(({ name }) => name) },
    });
  });
}
