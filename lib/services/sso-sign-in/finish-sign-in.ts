import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import type { ConnectorType, PresentedIdentity, SignInDenial } from '@/lib/domain/people/sso';
import { hashSecret } from '@/lib/platform/crypto';
import { loadMethod } from '../connections/load-method';
import { type Ctx, unrecorded } from '../context';
import { readSignInState } from '../oauth/internal';
import { receiveCallback, type ProviderCallback } from '../oauth/receive-callback';
import { findBrowserNonce, rememberAccount } from '../sessions/remember-account';
import { loadConnector } from '../sso-connectors/load-connector';
import { admitUser } from './admit-user';
import { finishTest } from './finish-test';
import { identifyHubspotUser } from './identify-hubspot-user';
import { identifyOidcUser } from './identify-oidc-user';
import { paceAfterFailures, recordAttempt } from './record-attempt';

export type SignInEnd =
  /** `isConfirmation`: somebody signed in again in place, in a window of its own. */
  | {
      kind: 'signed-in';
      transactionId: string;
      sessionToken: string;
      connectorReference: string;
      isConfirmation: boolean;
      knownBrowser: string;
    }
  /** It was a test: nobody is signed in. */
  | { kind: 'tested'; transactionId: string }
  /** `connectorReference` allows a retry; null if the flow is unknown. */
  | { kind: 'refused'; reason: SignInDenial; connectorReference: string | null; connectorType?: ConnectorType };

/** Handles the provider's sign-in callback: refusals first, then one transaction decides. */
export async function finishSignIn(
  ctx: Ctx,
  { knownBrowser, ...input }: ProviderCallback & { knownBrowser?: string | null },
): Promise<SignInEnd> {
  const nonceFor = (connectorId: string) => findBrowserNonce(ctx, { cookie: knownBrowser, account: connectorId });
  const callback = await receiveCallback(ctx, {
    ...input,
    purpose: 'sign_in',
    beforeUse: (connectorId) => paceAfterFailures(ctx, { connectorId, browserNonce: nonceFor(connectorId) }),
  });
  if (callback.kind !== 'received') {
    if (callback.kind === 'stray') await recordStrayCallback(ctx, callback.state);
    return { kind: 'refused', reason: 'not_for_this_request', connectorReference: null };
  }
  const { answer, transaction } = callback;
  const isConfirmation = transaction.sessionId !== null;
  if (transaction.purpose === 'test') {
    await finishTest(ctx, { transaction, answer });
    return { kind: 'tested', transactionId: transaction.id };
  }
  const connector =
    transaction.connectorId === null ? null : await loadConnector(ctx.db, { id: transaction.connectorId });
  if (!connector) return { kind: 'refused', reason: 'not_for_this_request', connectorReference: null };
  const browserNonce = nonceFor(connector.id);
  const refuse = async (reason: SignInDenial, presented?: PresentedIdentity): Promise<SignInEnd> => {
    await unrecorded(ctx, 'before sign-in').$transaction(async (tx) => {
      await tx.oAuthTransaction.update({ where: { id: transaction.id }, data: { outcome: 'refused', reason } });
      await recordAttempt(ctx, tx, {
        connectorId: connector.id,
        browserNonce,
        userId: null,
        presented: presented ?? null,
        reason,
      });
    });
    // A response from another provider must not learn which flow it was.
    return {
      kind: 'refused',
      reason,
      ...(reason === 'not_for_this_request' || isConfirmation
        ? { connectorReference: null }
        : { connectorReference: connector.reference, connectorType: connector.type }),
    };
  };

  if (!connector.enabled) return refuse('connector_disabled');
  const identification =
    connector.type === 'oidc'
      ? await identifyOidcUser(ctx, { connector, transaction, answer })
      : await identifyHubspotUser(ctx, {
          method: await loadMethod(ctx, ctx.db, connector.authMethodId),
          transaction,
          answer,
        });
  if (identification.kind === 'refused') return refuse(identification.reason, identification.presented);

  const admission = await admitUser(ctx, {
    transaction,
    connectorId: connector.id,
    browserNonce,
    identity: identification.presented,
    isConfirmation,
  });
  const { reference, type } = connector;
  if (admission.kind === 'signed-in')
    return {
      ...admission,
      transactionId: transaction.id,
      connectorReference: reference,
      isConfirmation,
      knownBrowser: rememberAccount(ctx, { cookie: knownBrowser, account: connector.id }),
    };
  // Whoever signs in again does so from the page behind the window.
  if (isConfirmation) return { ...admission, connectorReference: null };
  return { ...admission, connectorReference: reference, connectorType: type };
}

/** A callback for a finished flow, from another browser or too late: recorded for the administrator. */
async function recordStrayCallback(ctx: Ctx, state: string): Promise<void> {
  const connectors = await ctx.db.ssoConnector.findMany({ select: { id: true } });
  const started = readSignInState(
    state,
    connectors.map(({ id }) => id),
  );
  if (!started) return;
  const wasConsumed = (await ctx.db.oAuthTransaction.count({ where: { stateHash: hashSecret(state) } })) > 0;
  const isOver = ctx.now().getTime() - started.startedAt.getTime() >= TRANSACTION_MS;
  await recordAttempt(ctx, unrecorded(ctx, 'before sign-in'), {
    connectorId: started.connectorId,
    browserNonce: null,
    userId: null,
    presented: null,
    reason: isOver && !wasConsumed ? 'expired' : 'not_for_this_request',
  });
}
