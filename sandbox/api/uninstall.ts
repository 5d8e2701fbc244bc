import { missingScopes } from '../api-error';
import type { ApiCaller, SandboxResponse } from '../contract';
import type { Call } from '../world/context';

/** DELETE /appinstalls/{version}/external-install: uninstalls the app from the account and revokes its tokens there. */
export function uninstallApp(call: Call, { portal, appId, scopes }: ApiCaller): SandboxResponse {
  if (!scopes.includes('oauth')) return missingScopes(['oauth'], call.request.correlationId);
  call.commit({
    type: 'oauth.uninstalled',
    portalId: portal.portalId,
    appId,
    data: { endsAccessTokens: call.world.settings.flag('oauth.uninstallEndsAccessTokens') },
  });
  return { status: 204, empty: true };
}
