import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import type { Tx } from '@/lib/platform/db';
import { defineTicket } from '../define-ticket';

/** Ties an authorization flow to its browser: a cookie named after the transaction, holding its own secret. */
export interface BrowserBinding {
  transactionId: string;
  secret: string;
}

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
  /** Of a test: the draft that it tests, sealed. */
  pending: string | null;
  createdAt: Date;
}

/**
 * A sign-in of somebody who isn't signed in. The browser carries it in the transaction cookie, sealed, and its row is
 * stored when it returns. So a start stores nothing, and whoever starts thousands takes nothing away from others.
 */
export const signInFlow = defineTicket(
  'sign-in-flow',
  z.object({
    stateHash: z.string(),
    connectorId: z.uuid(),
    connectorVersion: z.number().nullable(),
    authMethodId: z.uuid().nullable(),
    authMethodVersion: z.number().nullable(),
    redirectUri: z.string(),
    /** Sealed once more, as its row will keep it. */
    pkceVerifier: z.string(),
  }),
  TRANSACTION_MS,
);

export const verifierPlace = (transactionId: string) => ({
  table: 'OAuthTransaction',
  row: transactionId,
  column: 'pkceVerifier',
});

const RANDOM_BYTES = 20;
const TIME_BYTES = 4;
const MARK_BYTES = 8;

/**
 * The state of a sign-in: 160 random bits, when it started, and a mark of its connector. It looks like any other state,
 * and tells administrators whose callback it was that came back to another browser, or too late.
 */
export function newSignInState(connectorId: string, now: Date): string {
  const head = Buffer.concat([randomBytes(RANDOM_BYTES), Buffer.alloc(TIME_BYTES)]);
  head.writeUInt32BE(Math.floor(now.getTime() / 1000), RANDOM_BYTES);
  return Buffer.concat([head, markOf(connectorId, head)]).toString('base64url');
}

/** The connector whose mark the state carries, and when it started. Null for a state that isn't ours. */
export function readSignInState(
  state: string,
  connectorIds: readonly string[],
): { connectorId: string; startedAt: Date } | null {
  const bytes = Buffer.from(state, 'base64url');
  const head = bytes.subarray(0, RANDOM_BYTES + TIME_BYTES);
  if (bytes.length !== head.length + MARK_BYTES) return null;
  const connectorId = connectorIds.find((id) => markOf(id, head).equals(bytes.subarray(head.length)));
  return connectorId === undefined
    ? null
    : { connectorId, startedAt: new Date(head.readUInt32BE(RANDOM_BYTES) * 1000) };
}

/** An ID is unknown outside, so the mark can't be made up. */
function markOf(connectorId: string, head: Buffer): Buffer {
  return createHash('sha256').update(`state ${connectorId} `).update(head).digest().subarray(0, MARK_BYTES);
}

/** Those that administrators look at later: activations and tests. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

/**
 * Each stored flow deletes a few that expired a while ago, so that they don't accumulate; one that just expired may still be
 * exchanging its code. A flow that waited for a confirmation loses
 * its sealed tokens as soon as it expires, and a test its sealed draft.
 */
export async function dropStaleTransactions(
  tx: Pick<Tx, '$executeRaw' | 'oAuthTransaction'>,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "OAuthTransaction" WHERE "id" IN (
      SELECT "id" FROM "OAuthTransaction"
      WHERE "expiresAt" < ${new Date(now.getTime() - TRANSACTION_MS)}
        AND ("purpose" = 'sign_in' OR "expiresAt" < ${new Date(now.getTime() - KEPT_MS)})
      ORDER BY "expiresAt" LIMIT 50 FOR UPDATE SKIP LOCKED)`;
  await tx.oAuthTransaction.updateMany({
    where: { purpose: 'test', pending: { not: null }, expiresAt: { lt: now } },
    data: { pending: null },
  });
  await tx.oAuthTransaction.updateMany({
    where: { outcome: 'awaiting_confirmation', expiresAt: { lt: now } },
    data: { outcome: 'refused', reason: 'expired', pending: null },
  });
}
