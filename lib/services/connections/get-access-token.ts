import { isUsable, refreshDueAt, spreadOf } from '@/lib/domain/connection/token-lifetime';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { ReadDb } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { openAccessToken } from './seal-tokens';
import { isMethodUnavailable, loadGrant, type LoadedGrant } from './load-grant';
import { refreshGrant } from './refresh-grant';

export interface AccessToken {
  accessToken: string;
  /** Identifies the token when it is rejected: each version is refreshed at most once. */
  tokenVersion: number;
  expiresAt: Date;
  provider: string;
  account: { id: string; uiDomain: string };
}

export interface AccessTokenRequest {
  authMethodId: string;
  /** The token version the provider answered 401 to. */
  rejectedVersion?: number;
}

/**
 * The only way to obtain a token. Returns the stored one until 75 to 85 % of its lifetime has passed; then one caller
 * across all processes refreshes it, while the others use the old one or wait if it has expired.
 * Throws `isMethodUnavailable` errors (an administrator must act) and `ProviderError` (a problem at the provider).
 */
export async function getAccessToken(ctx: Ctx, request: AccessTokenRequest): Promise<AccessToken> {
  const loaded = await loadGrant(ctx, { authMethodId: request.authMethodId });
  const { grant, method } = loaded;
  const now = ctx.now();
  const life = { obtainedAt: grant.obtainedAt, expiresAt: grant.accessExpiresAt };
  const isRejected = request.rejectedVersion !== undefined && grant.tokenVersion <= request.rejectedVersion;
  if (isRejected && wasRefreshedJustNow(grant, now)) {
    throw freshTokenRejected({ operation: `${method.provider} auth.refresh` });
  }

  const isDue = now >= refreshDueAt(life, spreadOf(`${method.id}:${grant.tokenVersion}`));
  if (!isRejected && !isDue) return asAccessToken(ctx, loaded);
  const canGoOn = !isRejected && isUsable(life, now);
  if (canGoOn && isRefreshing(ctx.db, loaded)) return asAccessToken(ctx, loaded);
  try {
    return asAccessToken(ctx, await refreshTogether(ctx, loaded, { waits: !canGoOn }));
  } catch (error) {
    // Keep using a valid token while the provider has trouble, unless the grant is known to be revoked.
    const isTransient =
      error instanceof ProviderError || (isMethodUnavailable(error) && error.key === 'method_credentials_refused');
    if (canGoOn && isTransient) return asAccessToken(ctx, loaded);
    throw error;
  }
}

/** Passes by itself: the grant has just been renewed, so it isn't gone. */
export function freshTokenRejected({ operation }: { operation: string }): ProviderError {
  return new ProviderError('unavailable', { operation, status: 401, code: 'FRESH_TOKEN_REJECTED' });
}

/**
 * HubSpot says a 401 doesn't mean that a token needs refreshing; refreshing a fresh token again wouldn't help.
 */
const JUST_NOW_MS = 30_000;

function wasRefreshedJustNow(grant: LoadedGrant['grant'], now: Date): boolean {
  return grant.lastRefreshAt !== null && now.getTime() - grant.lastRefreshAt.getTime() < JUST_NOW_MS;
}

/** Callers in one process share one refresh per version. Keyed by database, because tests run several deployments in one process. */
const underWay = new WeakMap<ReadDb, Map<string, Promise<LoadedGrant>>>();

/** Callers that need the new version don't share with callers that can use the old one. */
const keyOf = ({ method, grant }: LoadedGrant, waits: boolean) => `${method.id}:${grant.tokenVersion}:${waits}`;

function isRefreshing(db: ReadDb, loaded: LoadedGrant): boolean {
  const refreshes = underWay.get(db);
  return refreshes !== undefined && [true, false].some((waits) => refreshes.has(keyOf(loaded, waits)));
}

function refreshTogether(ctx: Ctx, loaded: LoadedGrant, how: { waits: boolean }): Promise<LoadedGrant> {
  const refreshes = underWay.get(ctx.db) ?? new Map<string, Promise<LoadedGrant>>();
  underWay.set(ctx.db, refreshes);
  const key = keyOf(loaded, how.waits);
  const known = refreshes.get(key);
  if (known) return known;
  const refresh = refreshGrant(ctx, loaded, how).finally(() => refreshes.delete(key));
  refreshes.set(key, refresh);
  return refresh;
}

function asAccessToken(ctx: Ctx, { method, grant, account }: LoadedGrant): AccessToken {
  return {
    accessToken: openAccessToken(ctx, grant),
    tokenVersion: grant.tokenVersion,
    expiresAt: grant.accessExpiresAt,
    provider: method.provider,
    account,
  };
}
