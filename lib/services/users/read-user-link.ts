import { hashSecret } from '@/lib/platform/crypto';
import type { ReadDb } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { limitRate } from '../limit-rate';

/** The state of a link. 256 random bits can't be guessed, so each failure may say what it is. */
export type UserLinkState =
  | { kind: 'open'; linkId: string; userId: string; purpose: 'set_up' | 'reset'; name: string; email: string }
  | { kind: 'unknown' | 'used' | 'expired' | 'user_disabled' };

/** For the link's page. Guesses are still limited per address. */
export async function readUserLink(ctx: Ctx, input: { token: string }): Promise<UserLinkState> {
  const state = await findUserLink(ctx.db, input.token, ctx.now());
  if (state.kind === 'unknown') await limitRate(ctx, 'link-by-ip');
  return state;
}

export async function findUserLink(db: Pick<ReadDb, 'userLink'>, token: string, now: Date): Promise<UserLinkState> {
  const link = await db.userLink.findUnique({
    where: { tokenHash: hashSecret(token) },
    select: {
      id: true,
      purpose: true,
      usedAt: true,
      expiresAt: true,
      user: { select: { id: true, name: true, email: true, status: true } },
    },
  });
  if (!link) return { kind: 'unknown' };
  if (link.usedAt) return { kind: 'used' };
  if (link.expiresAt <= now) return { kind: 'expired' };
  if (link.user.status !== 'active') return { kind: 'user_disabled' };
  return {
    kind: 'open',
    linkId: link.id,
    userId: link.user.id,
    purpose: link.purpose,
    name: link.user.name,
    email: link.user.email,
  };
}
