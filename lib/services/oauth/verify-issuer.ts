import type { Provider } from '@/lib/integrations/crm/contract/provider';

/**
 * RFC 9207: if a callback names its issuer, it must be the server we asked. The expected value comes from the
 * provider's configured URLs, never from the response or the database. HubSpot doesn't promise the parameter, so its
 * absence is accepted.
 */
export function verifyIssuer(provider: Provider, issuer: string | null): boolean {
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
