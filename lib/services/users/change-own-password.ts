import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { changeOwnPasswordSchema } from '@/lib/domain/people/people';
import { hashPassword, isPassword } from '@/lib/platform/password';
import { parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { countOwnPassword, forgivePassword } from '../sessions/count-password';
import { hashInTurn } from '../sessions/admit-password';
import { checkNewPassword } from './check-new-password';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/change-own-password',
  access: 'signed in',
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'own',
});

/** Requires the current password, so that an unattended browser isn't enough. Ends the user's other sessions. */
export async function changeOwnPassword(ctx: Ctx, input: z.input<typeof changeOwnPasswordSchema>): Promise<void> {
  const actor = requireUser(ctx);
  const { currentPassword, password } = parseInput(changeOwnPasswordSchema, input);
  const { passwordHash: stored, email } = await ctx.db.user.findUniqueOrThrow({
    where: { id: actor.userId },
    select: { passwordHash: true, email: true },
  });
  if (stored === null) throw new AppError('PRECONDITION_FAILED', { key: 'no_password_yet' });
  const counted = await countOwnPassword(ctx, { userId: actor.userId });
  if (!(await hashInTurn(ctx, email, () => isPassword(currentPassword, stored))))
    throw new AppError('INVALID_INPUT', { fields: { currentPassword: { key: 'wrong_password' } } });
  await checkNewPassword(ctx, { password, name: actor.name, email });

  const passwordHash = await hashInTurn(ctx, email, () => hashPassword(password));
  await write(ctx, POLICY, async (tx) => {
    const now = ctx.now();
    const { count } = await tx.user.updateMany({
      where: { id: actor.userId, passwordHash: stored },
      data: { passwordHash, failedPasswords: 0, version: { increment: 1 } },
    });
    if (count === 0) throw new AppError('CONFLICT', { key: 'changed_meanwhile' });
    await forgivePassword(tx, counted);
    // They did what they were told to after wrong passwords of others.
    await tx.session.updateMany({ where: { id: actor.sessionId }, data: { failedPasswords: 0 } });
    await endSessions(
      tx,
      { userId: actor.userId, id: { not: actor.sessionId } },
      { reason: 'password_set', userIds: [actor.userId], now },
    );
    return recordHistory(ctx, tx, {
      action: 'user.password-set',
      entity: 'user',
      entityId: actor.userId,
      entityName: actor.name,
      after: { with: 'own_account' },
    });
  });
}
