import { AppError } from '@/lib/domain/base/app-error';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { authorise, recordHistory, write, type Ctx } from '../context';
import { findSignInRule } from '../sessions/find-sign-in-rule';
import { loadUser } from './internal';
import { requireGrantable, requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/create-user-link',
  access: 'users.modify',
  freshSignIn: 'always',
  handsOut: ['password link'],
  touches: 'users not above oneself',
});

const HOUR_MS = 60 * 60_000;
const LIFETIME_MS = { set_up: 72 * HOUR_MS, reset: 2 * HOUR_MS } as const;
export type UserLinkPurpose = keyof typeof LIFETIME_MS;

/**
 * Creates a link for choosing a password: a setup link if the account has none yet, otherwise a reset link. No email is
 * sent; the link is returned once, for the administrator to pass on. The previous link stops working.
 */
export async function createUserLink(
  ctx: Ctx,
  input: { id: string },
): Promise<{ url: string; purpose: UserLinkPurpose; expiresAt: Date }> {
  authorise(ctx, POLICY);
  const token = newSecret();
  return write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    await requireGrantable(ctx, tx, { 'password link': { id: user.id } });
    if (user.status !== 'active') throw new AppError('PRECONDITION_FAILED', { key: 'user_is_disabled' });
    const rule = await findSignInRule(tx, user.id);
    if (rule.kind === 'connector')
      throw new AppError('PRECONDITION_FAILED', {
        key: 'password_link_useless',
        params: { connector: rule.connector.name },
      });
    const purpose: UserLinkPurpose = user.passwordHash === null ? 'set_up' : 'reset';
    const now = ctx.now();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS[purpose]);
    await tx.userLink.updateMany({
      where: { userId: user.id, usedAt: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    await tx.userLink.create({
      data: {
        userId: user.id,
        purpose,
        tokenHash: hashSecret(token),
        createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        createdAt: now,
        expiresAt,
      },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.link-created',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      after: { purpose, expiresAt },
    });
    return recorded.with({ url: `${ctx.config.publicUrl}/set-password?token=${token}`, purpose, expiresAt });
  });
}
