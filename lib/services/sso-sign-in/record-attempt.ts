import type { PresentedIdentity, SignInDenial } from '@/lib/domain/people/sso';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { addressOf, tooFast } from '../limit-rate';
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
 * many are stored; the rest are lines in the log.
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

/**
 * Where too many sign-ins failed lately, lets codes be exchanged one after the other only: whoever makes them up can't make us
 * ask the provider as often as they like, and whoever signs in behind the same address still gets in.
 */
export async function paceAfterFailures(
  ctx: Ctx,
  from: Pick<SsoAttempt, 'connectorId' | 'browserNonce'>,
): Promise<void> {
  const { bucket, key } = budgetOf(ctx, from);
  const { retryAfterSeconds } = await ctx.limits.pace(bucket, key);
  if (retryAfterSeconds !== null) throw tooFast(retryAfterSeconds);
}

async function hasRoom(ctx: Ctx, from: SsoAttempt): Promise<boolean> {
  const { bucket, key } = budgetOf(ctx, from);
  return (await ctx.limits.take(bucket, key)).retryAfterSeconds === null;
}

/** A browser that people sign in with has a share of its own, so that it is seen, and goes on, in the middle of a flood. */
function budgetOf(ctx: Ctx, { connectorId, browserNonce }: Pick<SsoAttempt, 'connectorId' | 'browserNonce'>) {
  return browserNonce === null
    ? { bucket: 'sso-failure-by-ip' as const, key: { ip: addressOf(ctx), share: connectorId } }
    : { bucket: 'sso-failure-by-browser' as const, key: browserNonce };
}
