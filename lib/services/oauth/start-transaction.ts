import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import { providerManifests, isProviderId } from '@/lib/integrations/crm/manifests';
import { createPkcePair } from '@/lib/integrations/oauth2';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { Ctx, UserActor } from '../context';

/** What ties an authorization flow to the browser that began it: a cookie named after the transaction, with a secret of its own. */
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
  | { kind: 'sign_in'; connectorId: string };

export interface TransactionMethod {
  id: string;
  provider: string;
  version: number;
  clientId: string;
  requiredScopes: string[];
  optionalScopes: string[];
}

/**
 * one flow to the provider's consent page: a row that holds the hash of a 256-bit state, the sealed PKCE verifier, whose
 * flow it is and where exactly the browser must come back to. Both flows begin here; their redirect addresses differ.
 */
export async function startTransaction(
  ctx: Ctx,
  tx: Tx,
  input: { purpose: TransactionPurpose; method: TransactionMethod },
): Promise<StartedTransaction> {
  const { purpose, method } = input;
  const now = ctx.now();
  const id = newId(now);
  const state = newSecret();
  const secret = newSecret();
  const pkce = createPkcePair();
  const redirectUri = redirectUriFor(ctx, method.provider, purpose.kind);
  const expiresAt = new Date(now.getTime() + TRANSACTION_MS);

  await dropStaleTransactions(tx, now);
  await tx.oAuthTransaction.create({
    data: {
      id,
      stateHash: hashSecret(state),
      purpose: purpose.kind,
      authMethodId: method.id,
      authMethodVersion: method.version,
      connectorId: purpose.kind === 'sign_in' ? purpose.connectorId : null,
      userId: purpose.kind === 'activate' ? purpose.user.userId : null,
      sessionId: purpose.kind === 'activate' ? purpose.user.sessionId : null,
      browserHash: hashSecret(secret),
      redirectUri,
      pkceVerifier: ctx.sealer.seal(pkce.verifier, verifierPlace(id)),
      createdAt: now,
      expiresAt,
    },
  });

  const authorizeUrl = ctx.provider(method.provider).auth.authorizeUrl({
    clientId: method.clientId,
    redirectUri,
    requiredScopes: method.requiredScopes,
    optionalScopes: method.optionalScopes,
    state,
    codeChallenge: pkce.challenge,
  });
  return { transactionId: id, secret, authorizeUrl, expiresAt };
}

export const verifierPlace = (transactionId: string) => ({
  table: 'OAuthTransaction',
  row: transactionId,
  column: 'pkceVerifier',
});

/** From the configured public address alone; no header of a request has a say. */
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
 * Every start takes a few dead rows away, so that people who never come back, or a program that only ever starts, leave
 * nothing that grows. What waited for a confirmation loses its sealed tokens as soon as its time is over.
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
