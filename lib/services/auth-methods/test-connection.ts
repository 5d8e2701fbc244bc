import { ProviderError, type ProviderErrorKind } from '@/lib/integrations/provider-error';
import { loadMethod } from '../connections/load-method';
import { authorise, type Ctx } from '../context';
import { limitRate } from '../limit-rate';
import { isMethodUnavailable, type MethodUnavailableKey } from '../connections/load-grant';
import { withAccess } from '../connections/with-access';

export type ConnectionTest =
  | { outcome: 'reached'; latencyMs: number; portal: { id: string; name: string } }
  | {
      outcome: 'failed';
      latencyMs: number;
      /** A key of the `errors` messages. */
      key: `provider_${ProviderErrorKind}` | MethodUnavailableKey;
      /** The provider's own message, scrubbed, for administrators. */
      providerMessage: string | null;
      correlationId: string | null;
    };

/** Makes one real call: token, refresh if due, and the provider's answer about the account. */
export async function testConnection(ctx: Ctx, input: { id: string }): Promise<ConnectionTest> {
  authorise(ctx, 'auth-methods.modify');
  await limitRate(ctx, 'connection-test-by-user');
  const method = await loadMethod(ctx, ctx.db, input.id);
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  const identity = {
    appId: method.environment,
    clientId: method.clientId,
    accountId: method.portalId ?? '',
    accountDomain: method.portalDomain,
    userId: '',
    email: null,
    scopes: method.grantedScopes ?? [],
  };
  try {
    const account = await withAccess(ctx, method.id, ({ accessToken, ...options }, provider) =>
      provider.auth.identifyAccount(accessToken, identity, options),
    );
    return { outcome: 'reached', latencyMs: elapsed(), portal: { id: account.id, name: account.displayName } };
  } catch (error) {
    if (isMethodUnavailable(error))
      return { outcome: 'failed', latencyMs: elapsed(), key: error.key, providerMessage: null, correlationId: null };
    if (!(error instanceof ProviderError)) throw error;
    return {
      outcome: 'failed',
      latencyMs: elapsed(),
      key: `provider_${error.kind}`,
      providerMessage: error.providerMessage,
      correlationId: error.correlationId,
    };
  }
}
