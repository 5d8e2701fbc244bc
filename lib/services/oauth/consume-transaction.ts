import { z } from 'zod';
import { hashSecret } from '@/lib/platform/crypto';
import type { Ctx } from '../context';
import type { BrowserBinding } from './start-transaction';

export interface ConsumedTransaction {
  id: string;
  purpose: 'activate' | 'sign_in' | 'test';
  authMethodId: string | null;
  authMethodVersion: number | null;
  connectorVersion: number | null;
  connectorId: string | null;
  /** The session that the flow belongs to; null for an ordinary sign-in. */
  sessionId: string | null;
  redirectUri: string;
  pkceVerifier: string;
}

interface Consumption {
  /** Tests come back where sign-ins do. */
  purpose: 'activate' | 'sign_in';
  state: string;
  /** All transaction cookies the browser sent. */
  bindings: readonly BrowserBinding[];
}

/**
 * Consumes a transaction exactly once, before it expires: state, purpose and browser must match, and user and session too
 * if it was started by somebody signed in. A single statement decides, so that at most one of any repeated callbacks succeeds.
 * Returns null for every failure alike.
 */
export async function consumeTransaction(
  ctx: Ctx,
  { purpose, state, bindings }: Consumption,
): Promise<ConsumedTransaction | null> {
  const pairs = bindings
    .slice(0, MOST_BINDINGS)
    .flatMap(({ transactionId, secret }) =>
      z.uuid().safeParse(transactionId).success ? [`${transactionId.toLowerCase()}:${hashSecret(secret)}`] : [],
    );
  if (pairs.length === 0) return null;
  const user = ctx.actor.kind === 'user' ? ctx.actor : null;
  if (purpose === 'activate' && user === null) return null;
  const purposes = purpose === 'activate' ? ['activate'] : ['sign_in', 'test'];

  const rows = await ctx.db.$queryRaw<ConsumedTransaction[]>`
    UPDATE "OAuthTransaction" SET "consumedAt" = ${ctx.now()}, "outcome" = 'consumed'
    WHERE "stateHash" = ${hashSecret(state)}
      AND "purpose"::text = ANY(${purposes}::text[])
      AND "outcome" = 'started' AND "consumedAt" IS NULL
      AND "expiresAt" > ${ctx.now()}
      AND "id"::text || ':' || "browserHash" = ANY(${pairs}::text[])
      AND ("purpose" = 'sign_in' AND "userId" IS NULL
        OR "userId" = ${user?.userId ?? null}::uuid AND "sessionId" = ${user?.sessionId ?? null}::uuid)
    RETURNING "id", "purpose", "authMethodId", "authMethodVersion", "connectorVersion", "connectorId", "sessionId", "redirectUri", "pkceVerifier"`;
  return rows[0] ?? null;
}

/** A browser with more transaction cookies than this forged them. */
const MOST_BINDINGS = 20;
