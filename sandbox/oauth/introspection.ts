import { createHmac } from 'node:crypto';
import type { App } from '../world/app-store';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { authenticateClient, readForm } from './client-form';
import type { AccessToken, RefreshToken } from '../world/grant-store';
import { oauthError } from './oauth-error';

/**
 * POST /oauth/{version}/token/introspect. Accepts `token` (specification) and `access_token` or `refresh_token`
 * (guide). Inactive and unknown tokens return a 200 that says only that.
 * https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens/introspect
 */
export function introspectEndpoint(call: Call): SandboxResponse {
  const read = readForm(call.request);
  if ('refusal' in read) return read.refusal;
  const client = authenticateClient(call, read.form);
  if ('refusal' in client) return client.refusal;
  const token = presentedToken(read.form);
  if (token === null) return oauthError('UNSUPPORTED_TOKEN_TYPE');
  return { status: 200, headers: { 'Cache-Control': 'no-store' }, json: describe(call, client.app, token) };
}

/** The token, from any of these parameters. */
export function presentedToken(form: URLSearchParams): string | null {
  return form.get('token') ?? form.get('access_token') ?? form.get('refresh_token');
}

function describe(call: Call, app: App, token: string): Record<string, unknown> {
  const { grants } = call.world;
  const accessToken = grants.accessToken(token);
  if (accessToken?.appId === app.appId && accessToken.expiresAt > call.request.now) {
    return {
      active: true,
      ...holderFields(call, app, accessToken),
      signed_access_token: signedAccessToken(call, app, accessToken),
      expires_in: Math.floor((accessToken.expiresAt - call.request.now) / 1000),
      token_use: 'access_token',
    };
  }
  const refreshToken = grants.refreshToken(token);
  if (refreshToken?.appId === app.appId)
    return { active: true, ...holderFields(call, app, refreshToken), token_use: 'refresh_token' };
  return describeAppToken(call, app, token) ?? { active: false };
}

/** A `client_credentials` token has no account and no user. */
function describeAppToken({ world, request }: Call, app: App, token: string): Record<string, unknown> | null {
  const found = world.appTokens.find(token, request.now);
  if (found?.appId !== app.appId) return null;
  const { appId, scopes, expiresAt } = found;
  const expiresIn = Math.floor((expiresAt - request.now) / 1000);
  return {
    active: true,
    token,
    client_id: app.clientId,
    app_id: appId,
    scopes,
    expires_in: expiresIn,
    token_use: 'access_token',
    token_type: 'Bearer',
  };
}

function holderFields({ world }: Call, app: App, token: RefreshToken): Record<string, unknown> {
  return {
    token: token.token,
    hub_id: token.portalId,
    user_id: token.userId,
    client_id: app.clientId,
    app_id: token.appId,
    user: world.accounts.person(token.userId)?.email ?? '',
    hub_domain: world.accounts.portal(token.portalId)?.domain ?? '',
    scopes: token.scopes,
    is_private_distribution: false,
    token_type: 'Bearer',
  };
}

/** HubSpot's signature of the token's content. Opaque to apps, so only its format matters here. */
export function signedAccessToken({ world }: Call, app: App, token: AccessToken): Record<string, unknown> {
  const sign = (purpose: string) =>
    createHmac('sha256', app.clientSecret).update(`${purpose}:${token.tokenId}`).digest('base64');
  return {
    expiresAt: token.expiresAt,
    scopes: token.scopes.join(','),
    hubId: token.portalId,
    userId: token.userId,
    installingUserId: token.userId,
    appId: token.appId,
    signature: sign('signature'),
    scopeToScopeGroupPks: '',
    newSignature: sign('newSignature'),
    hublet: world.accounts.portal(token.portalId)?.dataHostingLocation ?? 'na1',
    trialScopes: '',
    trialScopeToScopeGroupPks: '',
    isUserLevel: false,
    isServiceAccount: false,
    isPrivateDistribution: false,
  };
}
