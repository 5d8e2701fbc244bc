import type { Provider } from '@/lib/integrations/crm/contract/provider';
import type { ProviderAccess } from '@/lib/integrations/crm/contract/access';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Ctx } from '../context';
import { freshTokenRejected, getAccessToken, type AccessToken } from './get-access-token';

/**
 * Calls the provider with access to the method's account. On a 401, refreshes the token (at most once per version) and
 * retries once, which is safe because the refused call had no effect. If the new token is rejected too, the provider is
 * unavailable for now: only a refresh tells that a grant is gone. Network call: never use it inside a transaction.
 */
export async function withAccess<T>(
  ctx: Ctx,
  authMethodId: string,
  call: (access: ProviderAccess, provider: Provider) => Promise<T>,
  options: Partial<Pick<ProviderAccess, 'signal' | 'priority'>> = {},
): Promise<T> {
  // Worker calls can wait; for all others somebody is waiting.
  const how = {
    priority: ctx.actor.kind === 'system' ? 'background' : 'interactive',
    ...(ctx.actor.kind === 'user' ? { person: ctx.actor.userId } : {}),
    ...options,
  } as const;
  const run = (token: AccessToken) =>
    call({ accessToken: token.accessToken, account: token.account, ...how }, ctx.provider(token.provider));
  const token = await getAccessToken(ctx, { authMethodId });
  try {
    return await run(token);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'auth_revoked') throw error;
    const fresh = await getAccessToken(ctx, { authMethodId, rejectedVersion: token.tokenVersion });
    return run(fresh).catch((again: unknown) => {
      throw again instanceof ProviderError && again.kind === 'auth_revoked' ? freshTokenRejected(again) : again;
    });
  }
}
