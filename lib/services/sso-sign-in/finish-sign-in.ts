import { readEmail } from '@/lib/domain/base/canonical-email';
import type { PresentedIdentity, SignInDenial } from '@/lib/domain/people/sso';
import type { ProviderIdentity } from '@/lib/integrations/crm/contract/auth';
import { hashSecret } from '@/lib/platform/crypto';
import { loadMethod } from '../connections/load-method';
import { type Ctx, unrecorded } from '../context';
import { receiveCallback, type ProviderCallback } from '../oauth/receive-callback';
import { verifyIssuer } from '../oauth/verify-issuer';
import { redeemCode } from '../oauth/redeem-code';
import { admitUser } from './admit-user';
import { recordAttempt } from './record-attempt';

export type SignInEnd =
  | { kind: 'signed-in'; sessionToken: string; connectorReference: string }
  /** `connectorReference` allows a retry; null if the flow is unknown. */
  | { kind: 'refused'; reason: SignInDenial; connectorReference: string | null };

/** Handles the provider's sign-in callback: refusals first, then one transaction decides. */
export async function finishSignIn(ctx: Ctx, input: ProviderCallback): Promise<SignInEnd> {
  const callback = await receiveCallback(ctx, { ...input, purpose: 'sign_in' });
  if (callback.kind !== 'received') {
    if (callback.kind === 'stray') await keepStrayCallback(ctx, callback.state);
    return { kind: 'refused', reason: 'not_for_this_request', connectorReference: null };
  }
  const { answer, transaction } = callback;
  const connector =
    transaction.connectorId === null
      ? null
      : await ctx.db.ssoConnector.findUnique({ where: { id: transaction.connectorId } });
  if (!connector) return { kind: 'refused', reason: 'not_for_this_request', connectorReference: null };
  const method = await loadMethod(ctx, ctx.db, connector.authMethodId);
  const refuse = async (reason: SignInDenial, identity?: ProviderIdentity): Promise<SignInEnd> => {
    await unrecorded(ctx, 'before sign-in').$transaction(async (tx) => {
      await tx.oAuthTransaction.update({ where: { id: transaction.id }, data: { outcome: 'refused', reason } });
      await recordAttempt(ctx, tx, {
        connectorId: connector.id,
        userId: null,
        email: identity?.email ?? null,
        portalId: identity?.accountId ?? null,
        providerUserId: identity?.userId ?? null,
        reason,
      });
    });
    // A response from another provider must not learn which flow it was.
    return {
      kind: 'refused',
      reason,
      connectorReference: reason === 'not_for_this_request' ? null : connector.reference,
    };
  };

  if (!verifyIssuer(ctx.provider(method.provider), answer.issuer)) return refuse('not_for_this_request');
  if (!connector.enabled) return refuse('connector_disabled');
  if (method.status !== 'enabled') return refuse('method_disabled');
  // The method's client, account or scopes changed since the flow started.
  if (method.id !== transaction.authMethodId || method.version !== transaction.authMethodVersion)
    return refuse('method_changed');
  if (answer.kind === 'error') return refuse(answer.error);

  // The tokens end here: only who stands behind them goes on. They are not revoked, because HubSpot may have handed out
  // the refresh token that the method itself lives on.
  const redemption = await redeemCode(ctx, { transaction, method, code: answer.code });
  if (redemption.kind === 'refused') return refuse(redemption.reason);
  const { identity } = redemption;
  if (identity.appId !== method.environment || identity.clientId.toLowerCase() !== method.clientId.toLowerCase())
    return refuse('wrong_app', identity);

  const admission = await admitUser(ctx, {
    transactionId: transaction.id,
    connectorId: connector.id,
    identity: presentedBy(identity),
  });
  return { ...admission, connectorReference: connector.reference };
}

function presentedBy(identity: ProviderIdentity): PresentedIdentity {
  return {
    portalId: identity.accountId,
    providerUserId: identity.userId,
    email: identity.email === null ? null : readEmail(identity.email),
  };
}

/** A callback for a finished flow or from another browser: recorded for the administrator. */
async function keepStrayCallback(ctx: Ctx, state: string): Promise<void> {
  const row = await ctx.db.oAuthTransaction.findUnique({
    where: { stateHash: hashSecret(state), purpose: 'sign_in' },
    select: { connectorId: true, expiresAt: true, consumedAt: true },
  });
  if (!row?.connectorId) return;
  const reason = row.consumedAt === null && row.expiresAt <= ctx.now() ? 'expired' : 'not_for_this_request';
  await recordAttempt(ctx, unrecorded(ctx, 'before sign-in'), {
    connectorId: row.connectorId,
    userId: null,
    email: null,
    portalId: null,
    providerUserId: null,
    reason,
  });
}
