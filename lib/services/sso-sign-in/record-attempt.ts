import type { PresentedIdentity, SignInDenial } from '@/lib/domain/people/sso';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { shownEmail } from './internal';

export interface SsoAttempt {
  connectorId: string;
  /** Of a browser that signed in through the connector before; null for any other. */
  browserNonce: string | null;
  userId: string | null;
  /** Null: it never came to that. */
  presented: PresentedIdentity | null;
  /** Null: the sign-in succeeded. */
  reason: SignInDenial | null;
}

/**
 * Stores an attempt that belongs to a connector, with its reason, for the administrator. Of a flood of failures only so
 * many are stored; the rest are lines in the log. Nobody is refused for them, because whoever fails shares the address, and
 * the connector, with a whole office that doesn't.
 */
export async function recordAttempt(ctx: Ctx, db: Pick<Tx, 'signInAttempt'>, attempt: SsoAttempt): Promise<void> {
  const { presented, connectorId, userId, reason } = attempt;
  const isStored = reason === null || (await hasRoom(ctx, attempt));
  if (isStored)
    await db.signInAttempt.create({
      data: {
        at: ctx.now(),
        way: 'sso',
        connectorId,
        userId,
        email: presented && shownEmail(presented),
        portalId: presented?.portalId ?? null,
        providerUserId: presented?.providerUserId ?? null,
        acr: presented?.acr ?? null,
        amr: [...(presented?.amr ?? [])],
        allowed: reason === null,
        reason,
        ip: ctx.client.ip,
        userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
      },
    });
  ctx.log.info(
    { connectorId, userId, portalId: presented?.portalId ?? null, reason, isStored },
    'a sign-in through a connector was decided',
  );
}

/** A browser that people sign in with has a share of its own, so that their failures are seen in the middle of a flood. */
async function hasRoom(ctx: Ctx, { connectorId, browserNonce }: SsoAttempt): Promise<boolean> {
  const { retryAfterSeconds } =
    browserNonce === null
      ? await ctx.limits.take('sso-failure-by-ip', { ip: ctx.client.ip ?? 'unknown', share: connectorId })
      : await ctx.limits.take('sso-failure-by-browser', browserNonce);
  return retryAfterSeconds === null;
}
