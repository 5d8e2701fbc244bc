/** Lets a caller give up earlier than the provider's own time-outs do. */
export interface CallOptions {
  signal?: AbortSignal;
}

export interface AuthCapability {
  /** Where the browser goes to consent. Pure: no call is made. */
  authorizeUrl(request: AuthorizeRequest): string;
  exchangeCode(credentials: ClientCredentials, exchange: CodeExchange, options?: CallOptions): Promise<TokenGrant>;
  /** `auth_revoked`: the grant is gone. `invalid_request`: the stored credentials are wrong, the grant may be fine. */
  refresh(credentials: ClientCredentials, refreshToken: string, options?: CallOptions): Promise<TokenGrant>;
  /** Ends the refresh token. An access token that was already issued may live on until it expires. */
  revoke(credentials: ClientCredentials, refreshToken: string, options?: CallOptions): Promise<void>;
  introspect(credentials: ClientCredentials, token: TokenToIntrospect, options?: CallOptions): Promise<Introspection>;
  /** Who consented, through which app, in which account. `auth_revoked` when the token is not active. */
  identifyUser(credentials: ClientCredentials, accessToken: string, options?: CallOptions): Promise<ProviderIdentity>;
  /** The account behind a token, with everything that has to be shown or that links need. */
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
  /** Preselects the account, where the provider can. */
  accountId?: string;
}

interface CodeExchange {
  code: string;
  /** Exactly the one of the authorize request. */
  redirectUri: string;
  codeVerifier: string;
}

export interface TokenGrant {
  accessToken: string;
  /** The one to keep from now on, whether or not the provider changed it. */
  refreshToken: string;
  /** Between 60 seconds and 24 hours, whatever the provider said. */
  expiresInSeconds: number;
  expiresAt: Date;
  /** Null where the token answer does not say; introspection does. */
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
  /** What the account calls itself; null where it has no name. */
  name: string | null;
  domain: string | null;
  /** The name, else the domain, else the id. */
  displayName: string;
  /** Host of the provider's own pages for this account. */
  uiDomain: string;
  timeZone: string | null;
  /** Where the provider keeps the account's data, for example `eu1`. */
  hosting: string | null;
  type: 'standard' | 'developer_test' | 'sandbox' | 'app_developer' | 'other';
}
