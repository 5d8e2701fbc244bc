import type { Provider } from '@/lib/integrations/crm/contract/provider';

/**
 * RFC 9207: a callback may name the server that sent it, and then it must be the one we asked. It comes from the
 * compiled addresses of the provider, never from the answer or from a row. HubSpot does not promise the parameter, so
 * that it is absent says nothing.
 */
export function isFromIssuer(provider: Provider, issuer: string | null): boolean {
  if (issuer === null) return true;
  const asked = provider.auth.authorizeUrl({
    clientId: 'x',
    redirectUri: 'https://localhost',
    requiredScopes: [],
    optionalScopes: [],
    state: 'x',
    codeChallenge: 'x',
  });
  return issuer === new URL(asked).origin;
}
