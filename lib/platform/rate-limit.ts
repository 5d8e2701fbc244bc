import { createHash, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { createPool } from './pool';
import { RATE_LIMITS, type RateLimitName } from '@/lib/domain/people/limits';

type Bucket = RateLimitName;
export type BucketByUser = Extract<Bucket, `${string}-by-user`>;
export type BucketByAddress = Extract<Bucket, `${string}-by-ip`>;
type PacedBucket = { [B in Bucket]: (typeof RATE_LIMITS)[B] extends { pace: object } ? B : never }[Bucket];
/** Whose budget: `share` is what an address has one of each for. */
type LimitKey = string | { ip: string; share: string };

/** Counters of addresses that one bucket keeps at most, whoever calls. */
const ADDRESS_SLOTS = 65_536;

export interface RateLimiter {
  /** Takes one point. `retryAfterSeconds` is null if there was one left. */
  take(bucket: Bucket, key: LimitKey): Promise<{ retryAfterSeconds: number | null }>;
  /** Returns a point that was taken up front (so that parallel attempts count) for an attempt that turned out fine. */
  giveBack(bucket: Bucket, key: LimitKey): Promise<void>;
  /** Checks without taking a point. */
  peek(bucket: Bucket, key: LimitKey): Promise<{ retryAfterSeconds: number | null }>;
  /**
   * Takes no point. Where none is left, waits for a turn, so that whoever could still succeed does; `retryAfterSeconds` is
   * set if that would take too long.
   */
  pace(bucket: PacedBucket, key: LimitKey): Promise<{ retryAfterSeconds: number | null }>;
  forget(bucket: Bucket, key: LimitKey): Promise<void>;
  close(): Promise<void>;
}

/**
 * The key to count an address under. IPv6 customers get at least 2^64 addresses, so counting each one limits nobody.
 */
export function addressBlock(ip: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(ip)?.[1];
  if (mapped !== undefined || isIP(ip) !== 6) return mapped ?? ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** The network that an address is likely to come with: a /24, or a /48 of IPv6. */
export function networkOf(ip: string): string {
  const block = addressBlock(ip);
  if (isIP(block) === 4) return block.slice(0, block.lastIndexOf('.'));
  return block.split(':').slice(0, 3).join(':');
}

/** `connectionWaitMs`: how long a request waits for one of its connections. */
export function createRateLimiter(databaseUrl: string, { connectionWaitMs = 5_000 } = {}): RateLimiter {
  const pool = createPool(databaseUrl, { maxConnections: 2, mostWaitMs: connectionWaitMs });
  const limiters = new Map<Bucket, RateLimiterAbstract>();
  const salt = randomBytes(16);
  /** Per bucket and key, when the next turn is. Only where the budget is used up. */
  const turns = new Map<string, number>();

  /** How long until this turn; null if too long. Forgets turns that are over, before there are many. */
  function nextTurn(
    place: string,
    { perSecond, mostWaitMs }: { perSecond: number; mostWaitMs: number },
  ): number | null {
    const now = performance.now();
    if (turns.size > 1_000) for (const [other, at] of turns) if (at <= now) turns.delete(other);
    const at = Math.max(turns.get(place) ?? now, now);
    if (at - now > mostWaitMs) return null;
    turns.set(place, at + 1000 / perSecond);
    return at - now;
  }

  function limiter(bucket: Bucket): RateLimiterAbstract {
    const known = limiters.get(bucket);
    if (known) return known;
    const { points, seconds, store } = RATE_LIMITS[bucket];
    const made =
      store === 'process'
        ? new RateLimiterMemory({ keyPrefix: bucket, points, duration: seconds })
        : new RateLimiterPostgres({
            storeClient: pool,
            storeType: 'pool',
            tableName: 'rate_limits',
            tableCreated: true,
            keyPrefix: bucket,
            points,
            duration: seconds,
          });
    limiters.set(bucket, made);
    return made;
  }

  /**
   * Addresses share a fixed number of counters, so that many of them cannot fill the memory, and none can push another's
   * counter out. Which ones share is secret, so that nobody picks an address to use up somebody else's.
   */
  function keyOf(bucket: Bucket, key: LimitKey): string {
    const { ip, share } = typeof key === 'string' ? { ip: key, share: '' } : key;
    if (!bucket.endsWith('-by-ip')) return ip;
    const hash = createHash('sha256')
      .update(salt)
      .update(`${addressBlock(ip)} ${share}`)
      .digest();
    return String(hash.readUInt32BE() % ADDRESS_SLOTS);
  }

  return {
    async take(bucket, key) {
      try {
        await limiter(bucket).consume(keyOf(bucket, key));
        return { retryAfterSeconds: null };
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return { retryAfterSeconds: seconds(refused) };
        throw refused;
      }
    },
    async giveBack(bucket, key) {
      await limiter(bucket).reward(keyOf(bucket, key));
    },
    async peek(bucket, key) {
      const state = await limiter(bucket).get(keyOf(bucket, key));
      return {
        retryAfterSeconds:
          state && state.remainingPoints <= 0 && state.consumedPoints >= RATE_LIMITS[bucket].points
            ? seconds(state)
            : null,
      };
    },
    async pace(bucket, key) {
      const { retryAfterSeconds } = await this.peek(bucket, key);
      if (retryAfterSeconds === null) return { retryAfterSeconds: null };
      const waitMs = nextTurn(`${bucket} ${keyOf(bucket, key)}`, RATE_LIMITS[bucket].pace);
      if (waitMs === null) return { retryAfterSeconds };
      await new Promise((done) => setTimeout(done, waitMs));
      return { retryAfterSeconds: null };
    },
    async forget(bucket, key) {
      await limiter(bucket).delete(keyOf(bucket, key));
    },
    async close() {
      limiters.clear();
      await pool.end();
    },
  };
}

function seconds(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
