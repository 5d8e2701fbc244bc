import { signInCallbackOf } from '@/lib/domain/people/sso';
import type { Ctx } from '../context';
import type { TransactionTarget } from '../oauth/start-transaction';
import type { LoadedConnector } from '../sso-connectors/load-connector';

/** Where a flow to a connector's own provider leads. Network call: throws a `ProviderError`. */
export async function findOidcTarget(
  ctx: Ctx,
  connector: Extract<LoadedConnector, { type: 'oidc' }>,
): Promise<TransactionTarget> {
  const provider = ctx.identityProvider('oidc');
  const { clientId, scopes, issuer } = connector.oidc;
  const discovered = await provider.discover(issuer);
  return {
    redirectUri: signInCallbackOf(ctx.config.publicUrl),
    authMethodId: null,
    authMethodVersion: null,
    connectorVersion: connector.version,
    authorizeUrl: (values) => provider.authorizeUrl(discovered, { clientId, scopes, ...values }),
  };
}
