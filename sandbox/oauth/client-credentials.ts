import type { App } from '../world/app-store';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { opaqueToken } from '../kernel/random';
import { oauthError } from './oauth-error';
import { parseScopeList } from './scope-rule';

/** For the webhooks journal, which the sandbox doesn't support. */
const journalScopes = [
  'webhooks-journal-data-access',
  'webhooks-journal-subscription-read',
  'webhooks-journal-subscription-management',
  'webhooks-journal-snapshot-management',
];

/** The specifications of v3 and 2026-03 list this grant; that of 2026-09 doesn't. */
export function allowsClientCredentials({ world, request }: Call): boolean {
  return (
    world.settings.text('oauth.clientCredentials') === 'v3-and-2026-03' &&
    /^\/oauth\/(?:v3|2026-03)\//.test(request.path)
  );
}

export function grantToApp(call: Call, app: App, form: URLSearchParams): SandboxResponse {
  const { world, request } = call;
  const asked = parseScopeList(form.get('scope'));
  if (asked.some((scope) => !journalScopes.includes(scope))) return oauthError('BAD_SCOPES');
  const lifetimeSeconds = world.settings.number('oauth.accessTokenLifetimeSeconds');
  const appToken = {
    token: opaqueToken(world.settings.number('oauth.accessTokenLength')),
    appId: app.appId,
    scopes: asked.length > 0 ? asked : journalScopes,
    expiresAt: request.now + lifetimeSeconds * 1000,
  };
  call.commit({ type: 'appToken.issued', portalId: null, appId: app.appId, data: { appToken } });
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    json: {
      token_type: 'bearer',
      access_token: appToken.token,
      expires_in: lifetimeSeconds,
      scopes: appToken.scopes,
      token_use: 'access_token',
    },
  };
}
