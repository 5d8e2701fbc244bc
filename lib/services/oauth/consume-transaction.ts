import { z } from 'zod';
import { hashSecret } from '@/lib/platform/crypto';
import type { Ctx } from '../context';
import type { BrowserBinding } from './start-transaction';

export interface ConsumedTransaction {
  id: string;
  authMethodId: string | null;
  authMethodVersion: number | null;
  connectorVersion: number | null;
  connectorId: string | null;
  redirectUri: string;
  pkceVerifier: string;
}

interface Consumption {
  purpose: 'activate' | 'sign_in';
  state: string;
  /** All transaction cookies the browser sent. */
  bindings: readonly BrowserBinding[];
}

/**
 * Consumes a transaction exactly once: state, purpose and browser must match and, for an activation, the user and
 * session too, before it expires. A single statement decides, so that at most one of any repeated callbacks succeeds.
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
  const user = purpose === 'activate' ? (ctx.actor.kind === 'user' ? ctx.actor : undefined) : null;
  if (user === undefined) return null;

  const rows = await ctx.db.$queryRaw<ConsumedTransaction[]>`
    UPDATE "OAuthTransaction" SET "consumedAt" = ${ctx.now()}, "outcome" = 'consumed'
    WHERE "stateHash" = ${hashSecret(state)}
      AND "purpose" = ${purpose}::"OAuthPurpose"
      AND "outcome" = 'started' AND "consumedAt" IS NULL
      AND "expiresAt" > ${ctx.now()}
      AND "id"::text || ':' || "browserHash" = ANY(${pairs}::text[])
      AND "userId" IS NOT DISTINCT FROM ${user?.userId ?? null}::uuid
      AND "sessionId" IS NOT DISTINCT FROM ${user?.sessionId ?? null}::uuid
    RETURNING "id", "authMethodId", "authMethodVersion", "connectorVersion", "connectorId", "redirectUri", "pkceVerifier"`;
  return rows[0] ?? null;
}

/** A browser with more transaction cookies than this forged them. */
const MOST_BINDINGS = 20;
