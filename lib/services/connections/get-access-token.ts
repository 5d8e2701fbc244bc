import { isUsable, refreshDueAt, spreadOf } from '@/lib/domain/connection/token-lifetime';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Db } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { openAccessToken } from './grant-tokens';
import { isMethodUnavailable, loadGrant, type LoadedGrant } from './load-grant';
import { refreshGrant } from './refresh-grant';

export interface AccessToken {
  accessToken: string;
  /** Names this token when it is rejected: one version is refreshed at most once. */
  tokenVersion: number;
  expiresAt: Date;
  provider: string;
  account: { id: string; uiDomain: string };
}

export interface AccessTokenRequest {
  authMethodId: string;
  /** The provider answered 401 to this version. */
  rejectedVersion?: number;
}

/**
 * The only way to a token. Hands out the stored one until 75 to 85 % of its life are over, then one caller of all
 * processes refreshes it while the others go on with what they have, or wait when that is no longer usable.
 * Refusals: `isMethodUnavailable` (an administrator has to act) and `ProviderError` (the provider's trouble).
 */
export async function getAccessToken(ctx: Ctx, request: AccessTokenRequest): Promise<AccessToken> {
  const loaded = await loadGrant(ctx, request.authMethodId);
  const { grant, method } = loaded;
  const now = ctx.now();
  const life = { obtainedAt: grant.obtainedAt, expiresAt: grant.accessExpiresAt };
  const isRejected = request.rejectedVersion !== undefined && grant.tokenVersion <= request.rejectedVersion;
  if (isRejected && wasRefreshedJustNow(grant, now)) {
    throw new ProviderError('auth_revoked', {
      operation: `${method.provider} auth.refresh`,
      code: 'FRESH_TOKEN_REJECTED',
    });
  }

  const isDue = now >= refreshDueAt(life, spreadOf(`${method.id}:${grant.tokenVersion}`));
  if (!isRejected && !isDue) return asAccessToken(ctx, loaded);
  const canGoOn = !isRejected && isUsable(life, now);
  if (canGoOn && isRefreshing(ctx.db, loaded)) return asAccessToken(ctx, loaded);
  try {
    return asAccessToken(ctx, await refreshTogether(ctx, loaded, { waits: !canGoOn }));
  } catch (error) {
    // A token that still works outlives the provider's bad minutes, but not a grant that is known to be gone.
    const isPassing =
      error instanceof ProviderError || (isMethodUnavailable(error) && error.key === 'method_credentials_refused');
    if (canGoOn && isPassing) return asAccessToken(ctx, loaded);
    throw error;
  }
}

/**
 * HubSpot says that a 401 is no sign of a token that needs refreshing; one that is refused although it is new will not
 * become better by another refresh.
 */
const JUST_NOW_MS = 30_000;

function wasRefreshedJustNow(grant: LoadedGrant['grant'], now: Date): boolean {
  return grant.lastRefreshAt !== null && now.getTime() - grant.lastRefreshAt.getTime() < JUST_NOW_MS;
}

/** Callers of one process share one refresh of one version. By database, because a test runs several deployments in one process. */
const underWay = new WeakMap<Db, Map<string, Promise<LoadedGrant>>>();

/** Whoever needs the new version does not share with whoever is content with the old one. */
const keyOf = ({ method, grant }: LoadedGrant, waits: boolean) => `${method.id}:${grant.tokenVersion}:${waits}`;

function isRefreshing(db: Db, loaded: LoadedGrant): boolean {
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
