import { apiError } from '../api-error';
import type { ApiCaller, SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { isoInstant } from '../instant';

/** The caller of a bearer token, or a 401 with the reason. */
export function authenticateBearer({ world, request }: Call): { caller: ApiCaller } | { refusal: SandboxResponse } {
  const [scheme, value] = (request.headers.authorization ?? '').split(/\s+/, 2);
  const token = scheme?.toLowerCase() === 'bearer' && value ? world.grants.accessToken(value) : null;
  if (!token) return { refusal: invalid(request.correlationId) };
  if (token.expiresAt <= request.now) return { refusal: expired(token.expiresAt, request.now, request.correlationId) };
  const app = world.apps.byId(token.appId);
  const portal = world.accounts.portal(token.portalId);
  if (!portal) return { refusal: invalid(request.correlationId) };
  return {
    caller: {
      portal,
      appId: token.appId,
      clientId: app?.clientId ?? '',
      scopes: token.scopes,
      userId: token.userId,
      tokenId: token.tokenId,
    },
  };
}

function invalid(correlationId: string): SandboxResponse {
  return apiError(
    401,
    'INVALID_AUTHENTICATION',
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    correlationId,
  );
}

function expired(expiresAt: number, now: number, correlationId: string): SandboxResponse {
  const seconds = Math.floor((now - expiresAt) / 1000);
  return apiError(
    401,
    'EXPIRED_AUTHENTICATION',
    `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
    correlationId,
    {
      context: { 'expire time': [isoInstant(expiresAt)] },
    },
  );
}
