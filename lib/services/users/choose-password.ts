import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { choosePasswordSchema } from '@/lib/domain/people/people';
import { hashPassword } from '@/lib/platform/password';
import { parseInput, recordHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { findSignInRule, refuseOtherRoute } from '../sessions/find-sign-in-rule';
import { forgiveAccount } from '../sessions/count-password';
import { hashInTurn } from '../sessions/admit-password';
import { limitRate } from '../limit-rate';
import { checkNewPassword } from './check-new-password';
import { findUserLink } from './read-user-link';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/choose-password',
  access: 'no sign-in',
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'own',
});

/** Uses a one-time link: sets the password, ends waits and all open sessions. */
export async function choosePassword(
  ctx: Ctx,
  input: z.input<typeof choosePasswordSchema>,
): Promise<{ email: string }> {
  const { token, password } = parseInput(choosePasswordSchema, input);
  const now = ctx.now();
  // Check the link first: hashing a password is expensive, so it shouldn't happen without one.
  const link = await findUserLink(ctx.db, token, now);
  if (link.kind === 'unknown') await limitRate(ctx, 'link-by-ip');
  if (link.kind !== 'open') throw new AppError('PRECONDITION_FAILED', { key: `link_${link.kind}` });
  await checkNewPassword(ctx, { password, name: link.name, email: link.email });

  // The password would lead nowhere.
  refuseOtherRoute(await findSignInRule(ctx.db, link.userId), null);
  const passwordHash = await hashInTurn(ctx, link.email, () => hashPassword(password));
  return write(ctx, POLICY, async (tx) => {
    const { count } = await tx.userLink.updateMany({
      where: { id: link.linkId, usedAt: null, expiresAt: { gt: now }, user: { status: 'active' } },
      data: { usedAt: now },
    });
    if (count === 0) throw new AppError('PRECONDITION_FAILED', { key: 'link_used' });
    const user = await tx.user.update({
      where: { id: link.userId },
      data: { passwordHash, failedPasswords: 0, version: { increment: 1 } },
    });
    await forgiveAccount(tx, user.email);
    await endSessions(tx, { userId: user.id }, { reason: 'password_set', userIds: [user.id], now });
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.password-set',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      after: { with: link.purpose },
    });
    return recorded.with({ email: user.email });
  });
}
