import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { authenticateClient, readForm } from './client-form';
import { presentedToken } from './introspection';
import { oauthError } from './oauth-error';

/**
 * POST /oauth/{version}/token/revoke. Revokes only this token: access tokens issued from a revoked refresh token stay
 * valid until they expire, and the app stays installed. An unknown token isn't an error (RFC 7009 §2.2).
 */
export function revokeEndpoint(call: Call): SandboxResponse {
  const read = readForm(call.request);
  if ('refusal' in read) return read.refusal;
  const client = authenticateClient(call, read.form);
  if ('refusal' in client) return client.refusal;
  const token = presentedToken(read.form);
  if (token === null) return oauthError('UNSUPPORTED_TOKEN_TYPE');
  const { appTokens, grants, settings } = call.world;
  const { appId } = client.app;
  const refreshToken = grants.refreshToken(token);
  const accessToken = grants.accessToken(token);
  if (refreshToken?.appId === appId) {
    call.commit({ type: 'oauth.refreshTokenRevoked', portalId: refreshToken.portalId, appId, data: { token } });
  }
  if (accessToken?.appId === appId) {
    call.commit({ type: 'oauth.accessTokenRevoked', portalId: accessToken.portalId, appId, data: { token } });
  }
  if (appTokens.find(token, call.request.now)?.appId === appId)
    call.commit({ type: 'appToken.revoked', portalId: null, appId, data: { token } });
  const status = settings.number('oauth.revokeStatus');
  // RFC 7009 §2.2: clients ignore the body, but some require JSON.
  return status === 204 ? { status, empty: true } : { status, json: {} };
}
