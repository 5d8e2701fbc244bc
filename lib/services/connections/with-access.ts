import type { Provider } from '@/lib/integrations/crm/contract/provider';
import type { ProviderAccess } from '@/lib/integrations/crm/contract/access';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Ctx } from '../context';
import { getAccessToken, type AccessToken } from './get-access-token';

/**
 * Calls the provider with the right to act in the method's portal. A token that is not accepted is refreshed, at most
 * once a version, and the call is made once more: a 401 had no effect. Calls out, so never inside a transaction.
 */
export async function withAccess<T>(
  ctx: Ctx,
  authMethodId: string,
  call: (access: ProviderAccess, provider: Provider) => Promise<T>,
  options: { signal?: AbortSignal } = {},
): Promise<T> {
  // What the worker does can wait; everything else has somebody waiting for it.
  const how = { priority: ctx.actor.kind === 'system' ? 'background' : 'interactive', ...options } as const;
  const run = (token: AccessToken) =>
    call({ accessToken: token.accessToken, account: token.account, ...how }, ctx.provider(token.provider));
  const token = await getAccessToken(ctx, { authMethodId });
  try {
    return await run(token);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'auth_revoked') throw error;
    return run(await getAccessToken(ctx, { authMethodId, rejectedVersion: token.tokenVersion }));
  }
}
