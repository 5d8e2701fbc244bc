import type { App } from '../world/app-store';
import type { SandboxRequest, SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { sameSecret } from '../kernel/random';
import { oauthError } from './oauth-error';

const formFields = [
  'grant_type',
  'code',
  'redirect_uri',
  'client_id',
  'client_secret',
  'refresh_token',
  'code_verifier',
  'scope',
  'token',
  'access_token',
  'token_type_hint',
];

/** v1 also reads these fields from the query; later versions only from the body. */
export function readForm({
  path,
  query,
  headers,
  rawBody,
}: SandboxRequest): { form: URLSearchParams } | { refusal: SandboxResponse } {
  const isV1 = path.startsWith('/oauth/v1/');
  const contentType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const hasBody = rawBody !== '';
  if (hasBody && contentType !== 'application/x-www-form-urlencoded') {
    return { refusal: { status: 415, json: { status: 'error', message: 'Unsupported Media Type' } } };
  }
  const form = new URLSearchParams(rawBody);
  if (isV1) for (const [name, value] of query) if (!form.has(name)) form.set(name, value);
  if (!isV1 && formFields.some((name) => query.has(name))) return { refusal: oauthError('BAD_REQUEST') };
  return { form };
}

/** The app with the form's id and secret. HubSpot doesn't support HTTP Basic. */
export function authenticateClient(
  { world }: Call,
  form: URLSearchParams,
): { app: App } | { refusal: SandboxResponse } {
  const app = world.apps.byClientId(form.get('client_id') ?? '');
  if (!app) return { refusal: oauthError('BAD_CLIENT_ID') };
  if (!sameSecret(form.get('client_secret') ?? '', app.clientSecret))
    return { refusal: oauthError('BAD_CLIENT_SECRET') };
  return { app };
}
