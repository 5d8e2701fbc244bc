import type { HttpContext } from '../http';

/**
 * What the product asks of a provider that says who somebody is and nothing else. A CRM identifies people too, through
 * the app and the grant of an authentication method: that stays the `auth` capability of its own folder.
 *
 * Every operation returns these types or throws a `ProviderError` whose `operation` is `<kind> discovery`, `<kind> token` or
 * `<kind> identity`: the step at which it failed.
 */
export interface IdentityProvider {
  /** Reads and checks what the issuer publishes about itself; kept for a few minutes. */
  discover(issuer: string): Promise<DiscoveredIssuer>;
  /** Where the browser goes to sign in. Pure: no call is made. */
  authorizeUrl(issuer: DiscoveredIssuer, request: IdentityRequest): string;
  /** Exchanges the code and verifies everything that came back. The tokens end inside. */
  identify(client: IdentityClient, answer: IdentityAnswer): Promise<VerifiedIdentity>;
}

export const IDENTITY_PROVIDER_IDS = ['oidc'] as const;
export type IdentityProviderId = (typeof IDENTITY_PROVIDER_IDS)[number];

/** The world outside, handed in. */
export interface IdentityContext extends Omit<HttpContext, 'apiUrl'> {
  now: () => Date;
  /** In sandbox mode alone: an issuer on this machine may be plain http. */
  allowsLoopback: boolean;
  /** By the origin of the issuer, instead of those that the provider knows. */
  knownIssuers?: Readonly<Record<string, KnownIssuer>>;
}

/** An issuer of which more is known than it publishes. */
export interface KnownIssuer {
  vendor: 'google' | 'entra';
  /** Other origins where its endpoints may be. */
  origins: readonly string[];
}

export interface DiscoveredIssuer {
  /** As it names itself. */
  issuer: string;
  /** The provider's metadata, checked; opaque to callers. */
  metadata: Readonly<Record<string, unknown>>;
  /** RFC 9207: it promises to name itself in every answer. */
  namesItself: boolean;
}

export interface IdentityClient {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

interface IdentityRequest {
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
  state: string;
  nonce: string;
  /** PKCE S256 challenge; the verifier goes into `IdentityAnswer`. */
  codeChallenge: string;
}

interface IdentityAnswer {
  code: string;
  state: string;
  /** The `iss` of the answer; null where it named none. */
  issuer: string | null;
  redirectUri: string;
  codeVerifier: string;
  nonce: string;
  /** The claim that lists groups; empty for none. */
  groupsClaim: string;
}

export interface VerifiedIdentity {
  subject: string;
  /** As the provider wrote it: read it with `readEmail` before it is stored or compared. */
  email: string | null;
  isEmailVerified: boolean;
  groups: readonly string[];
  /** How the provider says that the person was authenticated. */
  acr: string | null;
  amr: readonly string[];
}
