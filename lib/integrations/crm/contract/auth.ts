/** Lets a caller cancel before the provider's time-outs. */
export interface CallOptions {
  signal?: AbortSignal;
}

export interface AuthCapability {
  /** The URL of the consent page. Makes no call. */
  authorizeUrl(request: AuthorizeRequest): string;
  exchangeCode(credentials: ClientCredentials, exchange: CodeExchange, options?: CallOptions): Promise<TokenGrant>;
  /** `auth_revoked`: the grant is gone. `invalid_request`: the stored credentials are wrong, the grant may be fine. */
  refresh(credentials: ClientCredentials, refreshToken: string, options?: CallOptions): Promise<TokenGrant>;
  /** Ends the refresh token. Access tokens already issued may stay valid until they expire. */
  revoke(credentials: ClientCredentials, refreshToken: string, options?: CallOptions): Promise<void>;
  introspect(credentials: ClientCredentials, token: TokenToIntrospect, options?: CallOptions): Promise<Introspection>;
  /** Who consented, through which app, in which account. `auth_revoked` when the token is not active. */
  identifyUser(credentials: ClientCredentials, accessToken: string, options?: CallOptions): Promise<ProviderIdentity>;
  /** The token's account, with what is displayed or needed for links. */
  identifyAccount(accessToken: string, identity: ProviderIdentity, options?: CallOptions): Promise<ProviderAccount>;
}

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}

interface AuthorizeRequest {
  clientId: string;
  redirectUri: string;
  requiredScopes: readonly string[];
  optionalScopes: readonly string[];
  state: string;
  /** PKCE S256 challenge; the verifier goes into `CodeExchange`. */
  codeChallenge: string;
  /** Preselects the account, if the provider supports it. */
  accountId?: string;
}

interface CodeExchange {
  code: string;
  /** Must equal that of the authorize request. */
  redirectUri: string;
  codeVerifier: string;
}

export interface TokenGrant {
  accessToken: string;
  /** The refresh token to store from now on, even if unchanged. */
  refreshToken: string;
  /** Clamped to between 60 seconds and 24 hours. */
  expiresInSeconds: number;
  expiresAt: Date;
  /** Null if the token response doesn't include it; introspection does. */
  accountId: string | null;
  userId: string | null;
  scopes: readonly string[] | null;
}

interface TokenToIntrospect {
  token: string;
  kind: 'access_token' | 'refresh_token';
}

export type Introspection = { active: false } | ({ active: true } & ProviderIdentity);

export interface ProviderIdentity {
  /** The provider's id of the app the token belongs to. */
  appId: string | null;
  clientId: string;
  /** HubSpot: the portal. */
  accountId: string;
  accountDomain: string | null;
  userId: string;
  /** As the provider wrote it: read it with `readEmail` before it is stored or compared. */
  email: string | null;
  scopes: readonly string[];
}

export interface ProviderAccount {
  id: string;
  /** The account's name, or null. */
  name: string | null;
  domain: string | null;
  /** The name, or else the domain or id. */
  displayName: string;
  /** Host of the provider's own pages for this account. */
  uiDomain: string;
  timeZone: string | null;
  /** The location of the account's data, for example `eu1`. */
  hosting: string | null;
  type: 'standard' | 'developer_test' | 'sandbox' | 'app_developer' | 'other';
}
