import { readEmail } from '@/lib/domain/base/canonical-email';
import type { SignInDenial } from '@/lib/domain/people/sso';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Ctx } from '../context';
import { verifierPlace, type ConsumedTransaction } from '../oauth/internal';
import { openOidcSecret } from '../oauth/seal-oidc-secret';
import { nonceOf } from '../oauth/start-transaction';
import type { LoadedConnector } from '../sso-connectors/load-connector';
import type { CodeOrError, Identification } from './internal';

/** Who stands behind a code of an OpenID Connect provider. The tokens end inside the integration. */
export async function identifyOidcUser(
  ctx: Ctx,
  input: {
    connector: Extract<LoadedConnector, { type: 'oidc' }>;
    transaction: ConsumedTransaction;
    answer: CodeOrError;
  },
): Promise<Identification> {
  const { connector, transaction, answer } = input;
  const { oidc } = connector;
  if (connector.version !== transaction.connectorVersion)
    return { kind: 'refused', stage: 'redirect', reason: 'method_changed' };
  const clientSecret = openOidcSecret(ctx, oidc);
  if (clientSecret === null) return { kind: 'refused', stage: 'token', reason: 'credentials_refused' };
  const provider = ctx.identityProvider('oidc');
  try {
    const issuer = await provider.discover(oidc.issuer);
    // RFC 9207, for refusals too: another provider's answer must not even be believed when it says no.
    if (answer.issuer === null ? issuer.namesItself : answer.issuer !== issuer.issuer)
      return { kind: 'refused', stage: 'redirect', reason: 'not_for_this_request' };
    if (answer.kind === 'error') return { kind: 'refused', stage: 'consent', reason: answer.error };

    const codeVerifier = ctx.sealer.open(transaction.pkceVerifier, verifierPlace(transaction.id));
    const identity = await provider.identify(
      { issuer: oidc.issuer, clientId: oidc.clientId, clientSecret },
      {
        code: answer.code,
        state: answer.state,
        issuer: answer.issuer,
        redirectUri: transaction.redirectUri,
        codeVerifier,
        nonce: nonceOf(codeVerifier),
        groupsClaim: oidc.groupsClaim,
      },
    );
    return {
      kind: 'identified',
      presented: {
        portalId: oidc.issuer,
        providerUserId: identity.subject,
        email: identity.email === null ? null : readEmail(identity.email),
        isEmailTrusted: identity.isEmailVerified || oidc.acceptsUnverifiedEmail,
        groups: identity.groups,
        acr: identity.acr,
        amr: identity.amr,
      },
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn(
      {
        transactionId: transaction.id,
        operation: error.operation,
        kind: error.kind,
        providerCode: error.code,
      },
      'an OpenID Connect provider did not identify a person',
    );
    return {
      kind: 'refused',
      ...stageAndReason(error),
      providerCode: error.code,
      providerMessage: error.providerMessage,
    };
  }
}

function stageAndReason(
  error: ProviderError,
): Pick<Extract<Identification, { kind: 'refused' }>, 'stage'> & { reason: SignInDenial } {
  const isThere = error.kind === 'invalid_response' || error.kind === 'invalid_request';
  switch (error.operation) {
    case 'oidc token':
      if (error.kind === 'invalid_request')
        return { stage: 'token', reason: /client/.test(error.code ?? '') ? 'credentials_refused' : 'code_refused' };
      return { stage: 'token', reason: 'provider_unavailable' };
    case 'oidc identity':
      return { stage: 'identity', reason: isThere ? 'identity_refused' : 'provider_unavailable' };
    default:
      return { stage: 'discovery', reason: 'provider_unavailable' };
  }
}
