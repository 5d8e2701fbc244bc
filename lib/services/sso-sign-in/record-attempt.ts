import type { PresentedIdentity, SignInDenial } from '@/lib/domain/people/sso';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { shownEmail } from './internal';

export interface SsoAttempt {
  connectorId: string;
  userId: string | null;
  /** Null: it never came to that. */
  presented: PresentedIdentity | null;
  /** Null: the sign-in succeeded. */
  reason: SignInDenial | null;
}

/** Stores every attempt that belongs to a connector, with its reason, for the administrator. */
export async function recordAttempt(ctx: Ctx, db: Pick<Tx, 'signInAttempt'>, attempt: SsoAttempt): Promise<void> {
  const { presented } = attempt;
  await db.signInAttempt.create({
    data: {
      at: ctx.now(),
      way: 'sso',
      connectorId: attempt.connectorId,
      userId: attempt.userId,
      email: presented && shownEmail(presented),
      portalId: presented?.portalId ?? null,
      providerUserId: presented?.providerUserId ?? null,
      acr: presented?.acr ?? null,
      amr: [...(presented?.amr ?? [])],
      allowed: attempt.reason === null,
      reason: attempt.reason,
      ip: ctx.client.ip,
      userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
    },
  });
  ctx.log.info(
    {
      connectorId: attempt.connectorId,
      userId: attempt.userId,
      portalId: presented?.portalId ?? null,
      reason: attempt.reason,
    },
    'a sign-in through a connector was decided',
  );
}
