import type { IdentityContext, IdentityProvider } from '../contract';
import { buildAuthorizeUrl } from '../../oauth2';
import { createDiscovery, metadataOf } from './discovery';
import { identify } from './identify';

/** OpenID Connect Core 1.0 with discovery, by the library `openid-client`; requests leave through `lib/integrations/http.ts`. */
export function createOidc(context: IdentityContext): IdentityProvider {
  const discover = createDiscovery(context);
  return {
    discover,

    authorizeUrl: (issuer, request) =>
      buildAuthorizeUrl(metadataOf(issuer).authorization_endpoint, {
        response_type: 'code',
        client_id: request.clientId,
        redirect_uri: request.redirectUri,
        scope: request.scopes.join(' '),
        state: request.state,
        nonce: request.nonce,
        code_challenge: request.codeChallenge,
        code_challenge_method: 'S256',
      }),

    identify: async (client, answer) => identify(context, await discover(client.issuer), client, answer),
  };
}
