import { z } from 'zod';
import { hashSecret } from '@/lib/platform/crypto';
import type { Ctx } from '../context';
import { consumeSignIn } from './consume-sign-in';
import type { BrowserBinding, ConsumedTransaction } from './internal';

interface Consumption {
  /** Tests come back where sign-ins do. */
  purpose: 'activate' | 'sign_in';
  state: string;
  /** All transaction cookies the browser sent. */
  bindings: readonly BrowserBinding[];
  beforeUse?: ((connectorId: string) => Promise<void>) | undefined;
}

/**
 * Consumes a flow exactly once, before it expires: state, purpose and browser must match, and user and session too if it
 * was started by somebody signed in. A single statement decides, so that at most one of any repeated callbacks succeeds.
 * Returns null for every failure alike; what an anonymous visitor makes up costs no statement.
 */
export async function consumeTransaction(
  ctx: Ctx,
  { purpose, state, bindings, beforeUse }: Consumption,
): Promise<ConsumedTransaction | null> {
  const shown = bindings.slice(0, MOST_BINDINGS);
  const signIn = purpose === 'sign_in' ? await consumeSignIn(ctx, { state, bindings: shown, beforeUse }) : null;
  if (signIn !== null || ctx.actor.kind !== 'user') return signIn;

  const pairs = shown.flatMap(({ transactionId, secret }) =>
    z.uuid().safeParse(transactionId).success ? [`${transactionId.toLowerCase()}:${hashSecret(secret)}`] : [],
  );
  if (pairs.length === 0) return null;
  const { userId, sessionId } = ctx.actor;
  const purposes = purpose === 'activate' ? ['activate'] : ['sign_in', 'test'];
  const rows = await ctx.db.$queryRaw<ConsumedTransaction[]>`
    UPDATE "OAuthTransaction" SET "consumedAt" = ${ctx.now()}, "outcome" = 'consumed'
    WHERE "stateHash" = ${hashSecret(state)}
      AND "purpose"::text = ANY(${purposes}::text[])
      AND "outcome" = 'started' AND "consumedAt" IS NULL
      AND "expiresAt" > ${ctx.now()}
      AND "id"::text || ':' || "browserHash" = ANY(${pairs}::text[])
      AND "userId" = ${userId}::uuid AND "sessionId" = ${sessionId}::uuid
    RETURNING "id", "purpose", "authMethodId", "authMethodVersion", "connectorVersion", "connectorId", "sessionId", "redirectUri", "pkceVerifier", "pending", "createdAt"`;
  return rows[0] ?? null;
}

/** A browser with more transaction cookies than this forged them. */
const MOST_BINDINGS = 20;
