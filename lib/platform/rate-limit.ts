import { isIP } from 'node:net';
import { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Named buckets: points per number of seconds, counted in PostgreSQL across all processes. */
const BUCKETS = {
  /** Wrong passwords per address; correct ones don't count. */
  'password-by-ip': { points: 20, seconds: 60 },
  'password-by-account': { points: 10, seconds: 60 },
  /** Passkeys that don't fit, per address. */
  'passkey-by-ip': { points: 20, seconds: 60 },
  'link-by-ip': { points: 20, seconds: 60 },
  'sso-start-by-ip': { points: 30, seconds: 60 },
  'oauth-callback-by-ip': { points: 60, seconds: 60 },
  'activation-by-user': { points: 30, seconds: 60 },
  'connection-test-by-user': { points: 20, seconds: 60 },
  'api-key-by-ip': { points: 30, seconds: 60 },
} as const;
type Bucket = keyof typeof BUCKETS;

export interface RateLimiter {
  /** Takes one point. `retryAfterSeconds` is null if there was one left. */
  take(bucket: Bucket, key: string): Promise<{ retryAfterSeconds: number | null }>;
  /** Returns a point that was taken up front (so that parallel attempts count) for an attempt that turned out fine. */
  giveBack(bucket: Bucket, key: string): Promise<void>;
  /** Checks without taking a point. */
  peek(bucket: Bucket, key: string): Promise<{ retryAfterSeconds: number | null }>;
  forget(bucket: Bucket, key: string): Promise<void>;
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

export function createRateLimiter(databaseUrl: string): RateLimiter {
  const pool = new Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => undefined);
  const limiters = new Map<Bucket, RateLimiterPostgres>();

  function limiter(bucket: Bucket): RateLimiterPostgres {
    const known = limiters.get(bucket);
    if (known) return known;
    const { points, seconds } = BUCKETS[bucket];
    const made = new RateLimiterPostgres({
      storeClient: pool,
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: bucket,
      points,
      duration: seconds,
    });
    limiters.set(bucket, made);
    return made;
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
          state && state.remainingPoints <= 0 && state.consumedPoints >= BUCKETS[bucket].points ? seconds(state) : null,
      };
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

function keyOf(bucket: Bucket, key: string): string {
  return bucket.endsWith('-by-ip') ? addressBlock(key) : key;
}

function seconds(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
