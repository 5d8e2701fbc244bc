import { z } from 'zod';
import { parseAnswer, pathSegment, type Dispatch, type OutboundAnswer } from '../../http';
import { buildAuthorizeUrl, clampLifetime } from '../../oauth2';
import { ProviderError } from '../../provider-error';
import type { ProviderContext } from '../contract/provider';
import type {
  AuthCapability,
  CallOptions,
  ClientCredentials,
  Introspection,
  ProviderAccount,
  ProviderIdentity,
  TokenGrant,
} from '../contract/auth';
import { hubspotPaths } from './endpoints';
import { crmError, oauthError } from './errors';

/**
 * HubSpot's OAuth on its dated endpoints, with plain form posts, because the SDK drops the portal, user and scopes of a
 * response.
 * https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide
 */
export function createAuth(context: ProviderContext, dispatch: Dispatch): AuthCapability {
  const post = createTokenPost(context, dispatch);

  async function requestToken(
    operation: string,
    use: 'exchange' | 'other',
    credentials: ClientCredentials,
    form: Form,
    options?: CallOptions,
  ) {
    const answer = await post(operation, hubspotPaths.token, use, credentials, form, options);
    return asGrant(parseAnswer(answer, tokenSchema, operation), context.now());
  }

  async function introspect(
    credentials: ClientCredentials,
    { token, kind }: { token: string; kind: string },
    options?: CallOptions,
  ): Promise<Introspection> {
    const operation = 'hubspot auth.introspect';
    const answer = await post(
      operation,
      hubspotPaths.introspect,
      'other',
      credentials,
      { token, token_type_hint: kind },
      options,
    );
    const body = parseAnswer(answer, introspectionSchema, operation);
    return body.active ? { active: true, ...asIdentity(body) } : { active: false };
  }

  return {
    authorizeUrl: (request) =>
      buildAuthorizeUrl(new URL(authorizePath(request.accountId), context.appUrl).href, {
        client_id: request.clientId,
        redirect_uri: request.redirectUri,
        scope: request.requiredScopes.join(' '),
        optional_scope: request.optionalScopes.length > 0 ? request.optionalScopes.join(' ') : undefined,
        state: request.state,
        code_challenge: request.codeChallenge,
        code_challenge_method: 'S256',
      }),

    exchangeCode: (credentials, { code, redirectUri, codeVerifier }, options) =>
      requestToken(
        'hubspot auth.exchangeCode',
        'exchange',
        credentials,
        { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier },
        options,
      ),

    refresh: (credentials, refreshToken, options) =>
      requestToken(
        'hubspot auth.refresh',
        'other',
        credentials,
        { grant_type: 'refresh_token', refresh_token: refreshToken },
        options,
      ),

    async revoke(credentials, refreshToken, options) {
      try {
        await post(
          'hubspot auth.revoke',
          hubspotPaths.revoke,
          'other',
          credentials,
          { token: refreshToken, token_type_hint: 'refresh_token' },
          options,
        );
      } catch (error) {
        // Already revoked, which is what the caller wants.
        if (!(error instanceof ProviderError && error.kind === 'auth_revoked')) throw error;
      }
    },

    introspect,

    async identifyUser(credentials, accessToken, options) {
      const answer = await introspect(credentials, { token: accessToken, kind: 'access_token' }, options);
      if (!answer.active)
        throw new ProviderError('auth_revoked', { operation: 'hubspot auth.identifyUser', code: 'TOKEN_NOT_ACTIVE' });
      const { active: _active, ...identity } = answer;
      return identity;
    },

    async identifyAccount(accessToken, identity, options) {
      const operation = 'hubspot auth.identifyAccount';
      const answer = await dispatch({
        operation,
        method: 'GET',
        path: hubspotPaths.accountDetails,
        headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
        timeoutMs: OAUTH_TIMEOUT_MS,
        maxBytes: OAUTH_MAX_BYTES,
        isRead: true,
        signal: options?.signal,
      });
      if (answer.status !== 200) throw crmError({ operation, answer, now: context.now(), secrets: [accessToken] });
      return asAccount(parseAnswer(answer, accountSchema, operation), identity, operation);
    },
  };
}

const OAUTH_TIMEOUT_MS = 5_000;
const OAUTH_MAX_BYTES = 64 * 1024;

type Form = Record<string, string>;

/** Sends client id and secret in the body, never in a URL. */
function createTokenPost(context: ProviderContext, dispatch: Dispatch) {
  return async function post(
    operation: string,
    path: string,
    use: 'exchange' | 'other',
    credentials: ClientCredentials,
    form: Form,
    options: CallOptions | undefined,
  ): Promise<OutboundAnswer> {
    const answer = await dispatch({
      operation,
      method: 'POST',
      path,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...form,
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      }).toString(),
      timeoutMs: OAUTH_TIMEOUT_MS,
      maxBytes: OAUTH_MAX_BYTES,
      isRead: false,
      signal: options?.signal,
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    const secrets = [credentials.clientSecret, ...SECRET_FIELDS.flatMap((name) => form[name] ?? [])];
    throw oauthError({ operation, answer, now: context.now(), secrets }, use);
  };
}

const SECRET_FIELDS = ['code', 'code_verifier', 'refresh_token', 'token'];

function authorizePath(accountId: string | undefined): string {
  if (accountId === undefined) return hubspotPaths.authorize;
  return hubspotPaths.authorize.replace('/oauth/', `/oauth/${pathSegment(accountId, 'hubspot auth.authorizeUrl')}/`);
}

// Tokens are opaque; HubSpot asks to allow at least 512 characters.
const opaque = z.string().regex(/^[\x21-\x7e]{1,8192}$/);
const numericId = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/)]).transform(String);
const scopeList = z.array(z.string().min(1).max(200)).max(500);
const shortText = z.string().max(500);

const tokenSchema = z.object({
  access_token: opaque,
  refresh_token: opaque,
  expires_in: z.number(),
  token_type: z.string().regex(/^bearer$/i),
  hub_id: numericId.nullish(),
  user_id: numericId.nullish(),
  scopes: scopeList.nullish(),
});

function asGrant(body: z.infer<typeof tokenSchema>, now: Date): TokenGrant {
  const expiresInSeconds = clampLifetime(body.expires_in);
  return {
    accessToken: body.access_token,
    refreshToken: body.refresh_token,
    expiresInSeconds,
    expiresAt: new Date(now.getTime() + expiresInSeconds * 1000),
    accountId: body.hub_id ?? null,
    userId: body.user_id ?? null,
    scopes: body.scopes ?? null,
  };
}

const activeSchema = z.object({
  active: z.literal(true),
  hub_id: numericId,
  user_id: numericId,
  client_id: z.string().min(1).max(100),
  app_id: numericId.nullish(),
  user: shortText.nullish(),
  hub_domain: shortText.nullish(),
  scopes: scopeList,
});
const introspectionSchema = z.discriminatedUnion('active', [activeSchema, z.object({ active: z.literal(false) })]);

function asIdentity(body: z.infer<typeof activeSchema>): ProviderIdentity {
  return {
    appId: body.app_id ?? null,
    clientId: body.client_id,
    accountId: body.hub_id,
    accountDomain: body.hub_domain || null,
    userId: body.user_id,
    email: body.user || null,
    scopes: body.scopes,
  };
}

/** https://developers.hubspot.com/docs/api-reference/latest/account/account-information/guide */
const accountSchema = z.object({
  portalId: numericId,
  portalName: shortText.nullish(),
  uiDomain: z.string().regex(/^[a-z0-9.-]{1,253}(:\d{1,5})?$/i),
  timeZone: shortText.nullish(),
  dataHostingLocation: shortText.nullish(),
  accountType: shortText.nullish(),
});

function asAccount(
  body: z.infer<typeof accountSchema>,
  identity: ProviderIdentity,
  operation: string,
): ProviderAccount {
  if (body.portalId !== identity.accountId)
    throw new ProviderError('invalid_response', { operation, status: 200, code: 'OTHER_ACCOUNT' });
  const name = body.portalName?.trim() || null;
  return {
    id: body.portalId,
    name,
    domain: identity.accountDomain,
    displayName: name ?? identity.accountDomain ?? body.portalId,
    uiDomain: body.uiDomain,
    timeZone: body.timeZone ?? null,
    hosting: body.dataHostingLocation ?? null,
    type: ACCOUNT_TYPES.get(body.accountType ?? '') ?? 'other',
  };
}

const ACCOUNT_TYPES: ReadonlyMap<string, ProviderAccount['type']> = new Map([
  ['STANDARD', 'standard'],
  ['DEVELOPER_TEST', 'developer_test'],
  ['SANDBOX', 'sandbox'],
  ['APP_DEVELOPER', 'app_developer'],
]);
