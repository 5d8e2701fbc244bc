import { createHash } from 'node:crypto';
import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import { providerManifests, isProviderId } from '@/lib/integrations/crm/manifests';
import { createPkcePair } from '@/lib/integrations/oauth2';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { Ctx, UserActor } from '../context';

/** Ties an authorization flow to its browser: a cookie named after the transaction, holding its own secret. */
export interface BrowserBinding {
  transactionId: string;
  secret: string;
}

export interface StartedTransaction extends BrowserBinding {
  authorizeUrl: string;
  expiresAt: Date;
}

export type TransactionPurpose =
  | { kind: 'activate'; user: Pick<UserActor, 'userId' | 'sessionId'> }
  /** `user`: whoever signs in again in place. */
  | { kind: 'sign_in'; connectorId: string; user: Pick<UserActor, 'userId' | 'sessionId'> | null }
  | { kind: 'test'; connectorId: string; user: Pick<UserActor, 'userId' | 'sessionId'> };

export interface TransactionMethod {
  id: string;
  provider: string;
  version: number;
  clientId: string;
  requiredScopes: string[];
  optionalScopes: string[];
}

/** Where a flow leads: through an authentication method, or to a connector's own provider. */
export interface TransactionTarget {
  redirectUri: string;
  authMethodId: string | null;
  authMethodVersion: number | null;
  connectorVersion: number | null;
  /** Pure: called inside a transaction. */
  authorizeUrl(values: { redirectUri: string; state: string; codeChallenge: string; nonce: string }): string;
}

export function targetOfMethod(
  ctx: Pick<Ctx, 'config' | 'provider'>,
  method: TransactionMethod,
  purpose: TransactionPurpose['kind'],
): TransactionTarget {
  return {
    redirectUri: redirectUriFor(ctx, method.provider, purpose),
    authMethodId: method.id,
    authMethodVersion: method.version,
    connectorVersion: null,
    authorizeUrl: ({ redirectUri, state, codeChallenge }) =>
      ctx.provider(method.provider).auth.authorizeUrl({
        clientId: method.clientId,
        redirectUri,
        requiredScopes: method.requiredScopes,
        optionalScopes: method.optionalScopes,
        state,
        codeChallenge,
      }),
  };
}

/**
 * Starts a flow to the provider's consent page: a row with the hash of a 256-bit state, the sealed PKCE verifier, the
 * owner and the exact redirect URL. Every flow starts here; only where it leads differs.
 */
export async function startTransaction(
  ctx: Ctx,
  tx: Tx,
  input: { purpose: TransactionPurpose; target: TransactionTarget },
): Promise<StartedTransaction> {
  const { purpose, target } = input;
  const now = ctx.now();
  const id = newId(now);
  const state = newSecret();
  const secret = newSecret();
  const pkce = createPkcePair();
  const { redirectUri, authMethodId, authMethodVersion, connectorVersion } = target;
  const expiresAt = new Date(now.getTime() + TRANSACTION_MS);

  await dropStaleTransactions(tx, now);
  await tx.oAuthTransaction.create({
    data: {
      id,
      stateHash: hashSecret(state),
      purpose: purpose.kind,
      authMethodId,
      authMethodVersion,
      connectorVersion,
      connectorId: purpose.kind === 'activate' ? null : purpose.connectorId,
      userId: purpose.user?.userId ?? null,
      sessionId: purpose.user?.sessionId ?? null,
      browserHash: hashSecret(secret),
      redirectUri,
      pkceVerifier: ctx.sealer.seal(pkce.verifier, verifierPlace(id)),
      createdAt: now,
      expiresAt,
    },
  });

  const authorizeUrl = target.authorizeUrl({
    redirectUri,
    state,
    codeChallenge: pkce.challenge,
    nonce: nonceOf(pkce.verifier),
  });
  return { transactionId: id, secret, authorizeUrl, expiresAt };
}

/** Ties an ID token to its flow. Made from the sealed verifier, which it does not give away. */
export function nonceOf(verifier: string): string {
  return createHash('sha256').update(`nonce:${verifier}`).digest('base64url');
}

export const verifierPlace = (transactionId: string) => ({
  table: 'OAuthTransaction',
  row: transactionId,
  column: 'pkceVerifier',
});

/** Built only from the configured public URL, never from request headers. */
export function redirectUriFor(
  ctx: Pick<Ctx, 'config'>,
  provider: string,
  purpose: TransactionPurpose['kind'],
): string {
  if (!isProviderId(provider)) throw new Error(`There is no provider ${provider}.`);
  const { redirectPaths } = providerManifests[provider];
  return ctx.config.publicUrl + (purpose === 'activate' ? redirectPaths.activation : redirectPaths.signIn);
}

const KEPT_MS = { sign_in: 60 * 60_000, activate: 7 * 24 * 60 * 60_000 };

/**
 * Each start deletes a few expired rows, so that abandoned flows don't accumulate. A flow that waited for a confirmation
 * loses its sealed tokens as soon as it expires.
 */
async function dropStaleTransactions(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "OAuthTransaction" WHERE "id" IN (
      SELECT "id" FROM "OAuthTransaction"
      WHERE "expiresAt" < ${new Date(now.getTime() - KEPT_MS.sign_in)}
        AND ("purpose" = 'sign_in' OR "expiresAt" < ${new Date(now.getTime() - KEPT_MS.activate)})
      ORDER BY "expiresAt" LIMIT 50 FOR UPDATE SKIP LOCKED)`;
  await tx.oAuthTransaction.updateMany({
    where: { outcome: 'awaiting_confirmation', expiresAt: { lt: now } },
    data: { outcome: 'refused', reason: 'expired', pending: null },
  });
}
