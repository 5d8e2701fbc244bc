import { createHash } from 'node:crypto';
import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import { providerManifests, isProviderId } from '@/lib/integrations/crm/manifests';
import { createPkcePair } from '@/lib/integrations/oauth2';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { Ctx, UserActor } from '../context';
import { dropStaleTransactions, newSignInState, signInFlow, verifierPlace, type BrowserBinding } from './internal';

export interface StartedTransaction extends BrowserBinding {
  authorizeUrl: string;
  expiresAt: Date;
}

export type TransactionPurpose =
  | { kind: 'activate'; user: Pick<UserActor, 'userId' | 'sessionId'> }
  /** Somebody signs in again in place. */
  | { kind: 'sign_in'; connectorId: string; user: Pick<UserActor, 'userId' | 'sessionId'> }
  | {
      kind: 'test';
      /** Null for one that isn't saved. */
      connectorId: string | null;
      user: Pick<UserActor, 'userId' | 'sessionId'>;
      /** The draft that is tested, sealed for this flow; absent for a connector as it is saved. */
      sealDraft?: (transactionId: string) => string;
    };

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
 * Starts a flow of somebody who is signed in to the provider's consent page: a row with the hash of a 256-bit state, the
 * sealed PKCE verifier, the owner and the exact redirect URL.
 */
export async function startTransaction(
  ctx: Ctx,
  tx: Tx,
  input: { purpose: TransactionPurpose; target: TransactionTarget },
): Promise<StartedTransaction> {
  const { purpose, target } = input;
  const now = ctx.now();
  const id = newId(now);
  const secret = newSecret();
  const begun = begin(ctx, { id, state: newSecret(), target, now });

  await dropStaleTransactions(tx, now);
  await tx.oAuthTransaction.create({
    data: {
      id,
      ...begun.stored,
      purpose: purpose.kind,
      connectorId: purpose.kind === 'activate' ? null : purpose.connectorId,
      userId: purpose.user.userId,
      sessionId: purpose.user.sessionId,
      pending: purpose.kind === 'test' ? (purpose.sealDraft?.(id) ?? null) : null,
      browserHash: hashSecret(secret),
      createdAt: now,
      expiresAt: begun.expiresAt,
    },
  });
  return { transactionId: id, secret, authorizeUrl: begun.authorizeUrl, expiresAt: begun.expiresAt };
}

/** Starts the sign-in of somebody who isn't signed in. The same as above, but the browser carries it and no row is stored. */
export function startAnonymousSignIn(
  ctx: Ctx,
  { connectorId, target }: { connectorId: string; target: TransactionTarget },
): StartedTransaction {
  const now = ctx.now();
  const id = newId(now);
  const begun = begin(ctx, { id, state: newSignInState(connectorId, now), target, now });
  const { text } = signInFlow.seal(ctx, { ...begun.stored, connectorId }, id);
  return { transactionId: id, secret: text, authorizeUrl: begun.authorizeUrl, expiresAt: begun.expiresAt };
}

/** What every flow has in common. */
function begin(
  ctx: Ctx,
  { id, state, target, now }: { id: string; state: string; target: TransactionTarget; now: Date },
) {
  const pkce = createPkcePair();
  const { redirectUri, authMethodId, authMethodVersion, connectorVersion } = target;
  return {
    expiresAt: new Date(now.getTime() + TRANSACTION_MS),
    stored: {
      stateHash: hashSecret(state),
      authMethodId,
      authMethodVersion,
      connectorVersion,
      redirectUri,
      pkceVerifier: ctx.sealer.seal(pkce.verifier, verifierPlace(id)),
    },
    authorizeUrl: target.authorizeUrl({
      redirectUri,
      state,
      codeChallenge: pkce.challenge,
      nonce: nonceOf(pkce.verifier),
    }),
  };
}

/** Ties an ID token to its flow. Made from the sealed verifier, which it does not give away. */
export function nonceOf(verifier: string): string {
  return createHash('sha256').update(`nonce:${verifier}`).digest('base64url');
}

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
