import type { SandboxResponse } from '../contract';

const errors = {
  BAD_GRANT_TYPE: ['unsupported_grant_type', 'unknown or unsupported grant type'],
  BAD_CLIENT_ID: ['invalid_client', 'missing or unknown client id'],
  BAD_CLIENT_SECRET: ['invalid_client', 'missing or invalid client secret'],
  BAD_REDIRECT_URI: ['invalid_grant', 'missing or invalid redirect uri'],
  BAD_AUTH_CODE: ['invalid_grant', 'missing or unknown auth code'],
  BAD_CODE_VERIFIER: ['invalid_grant', 'missing or invalid code verifier'],
  BAD_REFRESH_TOKEN: ['invalid_grant', 'refresh token is invalid, expired or revoked'],
  BAD_SCOPES: ['invalid_scope', 'missing or unknown scopes'],
  BAD_HUB: ['access_denied', 'missing or unknown hub id'],
  BAD_REQUEST: ['invalid_request', 'parameters are accepted in the request body only'],
  UNSUPPORTED_TOKEN_TYPE: ['invalid_request', 'missing token'],
} as const;

export type OAuthErrorStatus = keyof typeof errors;

/**
 * RFC 6749 fields in addition to HubSpot's older `status` and `message`. The status is always 400.
 * https://developers.hubspot.com/changelog/new-oauth-v3-api-endpoints-and-standardized-error-responses
 */
export function oauthError(status: OAuthErrorStatus): SandboxResponse {
  const [error, message] = errors[status];
  return { status: 400, json: { error, error_description: message, status, message } };
}
