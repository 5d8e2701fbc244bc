import type { App } from '../world/app-store';
import type { Portal, SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { hubletToken, randomUUID } from '../kernel/random';
import { allowsClientCredentials, grantToApp } from './client-credentials';
import { authenticateClient, readForm } from './client-form';
import { createAccessToken } from './create-access-token';
import type { AccessToken, RefreshToken } from '../world/grant-store';
import { oauthError } from './oauth-error';
import { verifierMatches } from './pkce';

/**
 * POST /oauth/{version}/token.
 * https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens/guide
 */
export function tokenEndpoint(call: Call): SandboxResponse {
  const read = readForm(call.request);
  if ('refusal' in read) return read.refusal;
  const grant = grantOf(call, read.form);
  if (!grant) return oauthError('BAD_GRANT_TYPE');
  const client = authenticateClient(call, read.form);
  return 'refusal' in client ? client.refusal : grant(call, client.app, read.form);
}

function grantOf(call: Call, form: URLSearchParams): typeof exchangeCode | null {
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode;
    case 'refresh_token':
      return refresh;
    case 'client_credentials':
      return allowsClientCredentials(call) ? grantToApp : null;
    case null:
    default:
      return null;
  }
}

function exchangeCode(call: Call, app: App, form: URLSearchParams): SandboxResponse {
  const { world, request } = call;
  const presented = form.get('code') ?? '';
  const code = world.grants.code(presented);
  if (!code) return refuseSpentCode(call, app, presented);
  if (code.appId !== app.appId || code.expiresAt <= request.now) return oauthError('BAD_AUTH_CODE');
  if (form.get('redirect_uri') !== code.redirectUri) return oauthError('BAD_REDIRECT_URI');
  const portal = world.accounts.portal(code.portalId);
  if (!portal) return oauthError('BAD_HUB');
  if (world.settings.text('oauth.pkce') === 'enforces' && !verifierMatches(code.challenge, form.get('code_verifier'))) {
    // A wrong verifier invalidates the code, to prevent guessing.
    call.commit({ type: 'oauth.codeSpent', portalId: code.portalId, appId: app.appId, data: { token: code.code } });
    return oauthError('BAD_CODE_VERIFIER');
  }
  const refreshToken = refreshTokenFor(call, portal, code);
  const accessToken = createAccessToken(call, refreshToken);
  call.commit({
    type: 'oauth.exchanged',
    portalId: code.portalId,
    appId: app.appId,
    data: {
      code: code.code,
      install: { appId: app.appId, portalId: code.portalId, userId: code.userId, scopes: code.scopes, at: request.now },
      accessToken,
      refreshToken,
    },
  });
  return tokenResponse(call, accessToken, refreshToken);
}

/**
 * A reused code may be stolen. RFC 6749 §4.1.2's advice is a setting, because HubSpot doesn't document its behaviour.
 */
function refuseSpentCode(call: Call, app: App, presented: string): SandboxResponse {
  const spent = call.world.grants.spentCode(presented);
  if (call.world.settings.text('oauth.codeReuse') === 'revokes-tokens' && spent?.appId === app.appId) {
    call.commit({
      type: 'oauth.familyRevoked',
      portalId: spent.portalId,
      appId: app.appId,
      data: { familyId: spent.familyId },
    });
  }
  return oauthError('BAD_AUTH_CODE');
}

function refreshTokenFor(
  { world }: Call,
  portal: Portal,
  consent: Pick<RefreshToken, 'appId' | 'portalId' | 'userId' | 'scopes'>,
): RefreshToken {
  const { appId, portalId, userId, scopes } = consent;
  const existing =
    world.settings.text('oauth.secondConsent') === 'same-refresh-token'
      ? world.grants.liveRefreshToken(appId, portalId, userId)
      : null;
  if (existing) return { ...existing, scopes };
  return { token: hubletToken(portal.dataHostingLocation), familyId: randomUUID(), appId, portalId, userId, scopes };
}

function refresh(call: Call, app: App, form: URLSearchParams): SandboxResponse {
  const { world } = call;
  const mode = world.settings.text('oauth.refreshTokens');
  const presented = form.get('refresh_token') ?? '';
  const used = world.grants.refreshToken(presented);
  if (!used || used.appId !== app.appId) {
    const rotated = world.grants.rotatedToken(presented);
    if (mode === 'rotating-with-reuse-detection' && rotated?.appId === app.appId) {
      call.commit({
        type: 'oauth.familyRevoked',
        portalId: rotated.portalId,
        appId: app.appId,
        data: { familyId: rotated.familyId },
      });
    }
    return oauthError('BAD_REFRESH_TOKEN');
  }
  const portal = world.accounts.portal(used.portalId);
  if (!portal) return oauthError('BAD_HUB');
  const refreshToken = mode === 'unchanged' ? used : { ...used, token: hubletToken(portal.dataHostingLocation) };
  const accessToken = createAccessToken(call, refreshToken);
  call.commit({
    type: 'oauth.refreshed',
    portalId: used.portalId,
    appId: app.appId,
    data: { usedToken: used.token, accessToken, refreshToken },
  });
  return tokenResponse(call, accessToken, refreshToken);
}

function tokenResponse(
  { world, request }: Call,
  accessToken: AccessToken,
  refreshToken: RefreshToken,
): SandboxResponse {
  const fourFields = {
    token_type: 'bearer',
    refresh_token: refreshToken.token,
    access_token: accessToken.token,
    expires_in: Math.round((accessToken.expiresAt - request.now) / 1000),
  };
  const isBrief = request.path.startsWith('/oauth/v1/') && world.settings.text('oauth.v1TokenBody') === 'four-fields';
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    json: isBrief
      ? fourFields
      : { ...fourFields, hub_id: accessToken.portalId, scopes: accessToken.scopes, token_use: 'access_token' },
  };
}
