import { readEmail } from '@/lib/domain/base/canonical-email';
import type { ProviderIdentity } from '@/lib/integrations/crm/contract/auth';
import type { Method } from '../connections/load-method';
import type { Ctx } from '../context';
import type { ConsumedTransaction } from '../oauth/internal';
import { redeemCode } from '../oauth/redeem-code';
import { verifyIssuer } from '../oauth/verify-issuer';
import type { CodeOrError, Identification } from './internal';

/**
 * Who stands behind a code of HubSpot's. The tokens end here; they are not revoked, because HubSpot may have handed out
 * the refresh token that the method itself lives on.
 */
export async function identifyHubspotUser(
  ctx: Ctx,
  input: { method: Method; transaction: ConsumedTransaction; answer: CodeOrError },
): Promise<Identification> {
  const { method, transaction, answer } = input;
  if (!verifyIssuer(ctx.provider(method.provider), answer.issuer))
    return { kind: 'refused', stage: 'redirect', reason: 'not_for_this_request' };
  if (method.status !== 'enabled') return { kind: 'refused', stage: 'redirect', reason: 'method_disabled' };
  // The method's client, account or scopes changed since the flow started.
  if (method.id !== transaction.authMethodId || method.version !== transaction.authMethodVersion)
    return { kind: 'refused', stage: 'redirect', reason: 'method_changed' };
  if (answer.kind === 'error') return { kind: 'refused', stage: 'consent', reason: answer.error };

  const redemption = await redeemCode(ctx, { transaction, method, code: answer.code });
  if (redemption.kind === 'refused')
    return { kind: 'refused', stage: 'token', reason: redemption.reason, providerCode: redemption.providerCode };
  const { identity } = redemption;
  const presented = presentedBy(identity);
  if (identity.appId !== method.environment || identity.clientId.toLowerCase() !== method.clientId.toLowerCase())
    return { kind: 'refused', stage: 'identity', reason: 'wrong_app', presented };
  return { kind: 'identified', presented };
}

function presentedBy(identity: ProviderIdentity) {
  return {
    portalId: identity.accountId,
    providerUserId: identity.userId,
    email: identity.email === null ? null : readEmail(identity.email),
    isEmailTrusted: true,
    groups: [],
    acr: null,
    amr: [],
  };
}
