import { apiError } from '../api-error';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { signedAccessToken } from './introspection';

/** GET /oauth/v1/access-tokens/{token}. https://developers.hubspot.com/docs/api-reference/legacy/authentication/oauth-tokens/v1/guide */
export function accessTokenMetadata(call: Call, token: string): SandboxResponse {
  const { world, request } = call;
  const found = world.grants.accessToken(token);
  const app = found ? world.apps.byId(found.appId) : null;
  if (!found || !app || found.expiresAt <= request.now) return notFound(call);
  return {
    status: 200,
    json: {
      token,
      user: world.accounts.person(found.userId)?.email ?? '',
      hub_domain: world.accounts.portal(found.portalId)?.domain ?? '',
      scopes: found.scopes,
      signed_access_token: signedAccessToken(call, app, found),
      hub_id: found.portalId,
      app_id: found.appId,
      expires_in: Math.floor((found.expiresAt - request.now) / 1000),
      user_id: found.userId,
      token_type: 'access',
    },
  };
}

/** GET /oauth/v1/refresh-tokens/{token} */
export function refreshTokenMetadata(call: Call, token: string): SandboxResponse {
  const { world } = call;
  const found = world.grants.refreshToken(token);
  const app = found ? world.apps.byId(found.appId) : null;
  if (!found || !app) return notFound(call);
  return {
    status: 200,
    json: {
      token,
      user: world.accounts.person(found.userId)?.email ?? '',
      hub_domain: world.accounts.portal(found.portalId)?.domain ?? '',
      scopes: found.scopes,
      hub_id: found.portalId,
      client_id: app.clientId,
      user_id: found.userId,
      token_type: 'refresh',
    },
  };
}

/** DELETE /oauth/v1/refresh-tokens/{token}: doesn't revoke issued access tokens or uninstall the app. */
export function deleteRefreshToken(call: Call, token: string): SandboxResponse {
  const found = call.world.grants.refreshToken(token);
  if (!found) return notFound(call);
  call.commit({ type: 'oauth.refreshTokenRevoked', portalId: found.portalId, appId: found.appId, data: { token } });
  return { status: 204, empty: true };
}

function notFound({ request }: Call): SandboxResponse {
  return apiError(404, 'OBJECT_NOT_FOUND', 'The token was not found or has expired', request.correlationId);
}
