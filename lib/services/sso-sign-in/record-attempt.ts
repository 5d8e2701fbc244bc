import { describeEmail } from '@/lib/domain/base/canonical-email';
import type { SignInDenial } from '@/lib/domain/people/sso';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';

export interface SsoAttempt {
  connectorId: string;
  userId: string | null;
  /** As the provider wrote it. */
  email: string | null;
  portalId: string | null;
  providerUserId: string | null;
  /** Null: the sign-in succeeded. */
  reason: SignInDenial | null;
}

/** Stores every attempt that belongs to a connector, with its reason, for the administrator. */
export async function recordAttempt(ctx: Ctx, db: Pick<Tx, 'signInAttempt'>, attempt: SsoAttempt): Promise<void> {
  await db.signInAttempt.create({
    data: {
      at: ctx.now(),
      way: 'sso',
      connectorId: attempt.connectorId,
      userId: attempt.userId,
      email: attempt.email === null ? null : describeEmail(attempt.email),
      portalId: attempt.portalId,
      providerUserId: attempt.providerUserId,
      allowed: attempt.reason === null,
      reason: attempt.reason,
      ip: ctx.client.ip,
      userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
    },
  });
  ctx.log.info(
    { connectorId: attempt.connectorId, userId: attempt.userId, portalId: attempt.portalId, reason: attempt.reason },
    'a sign-in through a connector was decided',
  );
}
