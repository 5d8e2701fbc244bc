import { pauseAfterFailure } from '@/lib/domain/connection/token-lifetime';
import { ProviderError, PROVIDER_ERROR_KINDS, type ProviderErrorKind } from '@/lib/integrations/provider-error';
import type { TokenGrant } from '@/lib/integrations/crm/contract/auth';
import { deriveCtx, recordHistory, unrecorded, withoutHistory, write, type Ctx } from '../context';
import { openClientSecret } from '../oauth/seal-client-secret';
import { disableMethod } from './disable-method';
import { openRefreshToken, sealTokens } from './seal-tokens';
import { loadGrant, methodUnavailable, type LoadedGrant } from './load-grant';
import { acquireLease, pauseLease } from './acquire-lease';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'connections/refresh-grant',
  access: 'the product',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

const WAIT_AT_MOST_MS = 12_000;

/**
 * Refreshes one version of a grant's tokens in exactly one process: takes a short lease, calls the provider outside any
 * lock or transaction, and stores the result only while version and lease are still ours. Other callers wait for the
 * new version, or use the old one if it is still valid. Returns the current grant.
 */
export async function refreshGrant(ctx: Ctx, seen: LoadedGrant, { waits }: { waits: boolean }): Promise<LoadedGrant> {
  const target = { authMethodId: seen.method.id, tokenVersion: seen.grant.tokenVersion };
  const giveUpAt = performance.now() + WAIT_AT_MOST_MS;
  for (let round = 0; ; round += 1) {
    const lease = await acquireLease(unrecorded(ctx, 'bookkeeping'), target);
    switch (lease.kind) {
      case 'acquired':
        await refreshUnderLease(ctx, seen, lease.leaseId);
        return loadGrant(ctx, { authMethodId: target.authMethodId });
      case 'moved':
        return loadGrant(ctx, { authMethodId: target.authMethodId });
      case 'paused':
        throw lease.lastFailure === 'credentials_refused'
          ? methodUnavailable('method_credentials_refused', seen.method.name)
          : new ProviderError(asKind(lease.lastFailure), {
              operation: `${seen.method.provider} auth.refresh`,
              code: 'PAUSED_AFTER_FAILURE',
            });
      case 'held':
        if (!waits) return seen;
        if (performance.now() > giveUpAt)
          throw new ProviderError('timeout', {
            operation: `${seen.method.provider} auth.refresh`,
            code: 'REFRESH_BY_ANOTHER',
          });
        await new Promise((resolve) => setTimeout(resolve, Math.min(25 * 2 ** round, 250)));
    }
  }
}

async function refreshUnderLease(ctx: Ctx, { method, grant }: LoadedGrant, leaseId: string): Promise<void> {
  const target = { authMethodId: method.id, tokenVersion: grant.tokenVersion, leaseId };
  let fresh: TokenGrant;
  try {
    const clientSecret = openClientSecret(ctx, method);
    if (clientSecret === null)
      throw new ProviderError('invalid_request', {
        operation: `${method.provider} auth.refresh`,
        code: 'NO_CLIENT_SECRET',
      });
    fresh = await ctx
      .provider(method.provider)
      .auth.refresh({ clientId: method.clientId, clientSecret }, openRefreshToken(ctx, grant));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn(
      { authMethodId: method.id, kind: error.kind, providerCode: error.code },
      'a token could not be refreshed',
    );
    if (error.kind === 'auth_revoked') {
      // Final only for this version: the next load uses a newer one, if another process stored it.
      const isGone = await disableMethod(ctx, {
        authMethodId: method.id,
        reason: 'revoked_at_provider',
        ifTokenVersion: grant.tokenVersion,
      });
      if (isGone) throw methodUnavailable('method_revoked', method.name);
      return;
    }
    const isConfiguration = error.kind === 'invalid_request';
    const pauseMs = isConfiguration ? 60_000 : pauseAfterFailure(grant.refreshFailures + 1, error.retryAfterMs);
    await pauseLease(unrecorded(ctx, 'bookkeeping'), {
      ...target,
      pauseMs,
      failure: isConfiguration ? 'credentials_refused' : error.kind,
    });
    throw isConfiguration ? methodUnavailable('method_credentials_refused', method.name) : error;
  }
  const isStored = await storeTokens(ctx, { method, leaseId, tokenVersion: grant.tokenVersion, fresh });
  if (isStored) ctx.log.info({ authMethodId: method.id }, 'a token was refreshed');
  else ctx.log.warn({ authMethodId: method.id }, 'a refresh came too late: a newer token stays');
}

/** Compare and swap: stores only while version and lease are unchanged. */
async function storeTokens(
  ctx: Ctx,
  input: { method: LoadedGrant['method']; leaseId: string; tokenVersion: number; fresh: TokenGrant },
): Promise<boolean> {
  const { method, leaseId, tokenVersion, fresh } = input;
  const now = ctx.now();
  const system = deriveCtx(ctx, { actor: { kind: 'system', name: 'connection' } });
  return write(system, POLICY, async (tx) => {
    const { count } = await tx.authGrant.updateMany({
      where: { authMethodId: method.id, tokenVersion, leaseId },
      data: {
        ...sealTokens(ctx, method.id, fresh),
        accessExpiresAt: new Date(now.getTime() + fresh.expiresInSeconds * 1000),
        obtainedAt: now,
        tokenVersion: { increment: 1 },
        leaseId: null,
        leaseUntil: null,
        lastRefreshAt: now,
        refreshFailures: 0,
        lastFailure: null,
      },
    });
    if (count === 0) return withoutHistory('nothing changed', false);
    const recorded = await recordHistory(system, tx, {
      action: 'auth-method.token-refreshed',
      entity: 'auth-method',
      entityId: method.id,
      entityName: method.name,
      before: { tokenVersion },
      after: { tokenVersion: tokenVersion + 1 },
    });
    return recorded.with(true);
  });
}

function asKind(stored: string | null): ProviderErrorKind {
  return PROVIDER_ERROR_KINDS.find((kind) => kind === stored) ?? 'unavailable';
}
