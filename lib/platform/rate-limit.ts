import { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Named buckets: so many points in so many seconds, counted in PostgreSQL for all processes together. */
const BUCKETS = {
  /** Wrong passwords by address; right ones do not count. */
  'password-by-ip': { points: 20, seconds: 60 },
  'password-by-account': { points: 10, seconds: 60 },
  'link-by-ip': { points: 20, seconds: 60 },
  'sso-start-by-ip': { points: 30, seconds: 60 },
  'oauth-callback-by-ip': { points: 60, seconds: 60 },
  'activation-by-user': { points: 30, seconds: 60 },
  'connection-test-by-user': { points: 20, seconds: 60 },
  'api-key-by-ip': { points: 30, seconds: 60 },
} as const;
export type Bucket = keyof typeof BUCKETS;

export interface RateLimiter {
  /** Takes one point. `retryAfterSeconds` is null while there were points left. */
  take(bucket: Bucket, key: string): Promise<{ retryAfterSeconds: number | null }>;
  /** Gives one point back: what was taken beforehand, so that parallel attempts are counted, turned out to be no offence. */
  giveBack(bucket: Bucket, key: string): Promise<void>;
  /** Looks without taking. */
  peek(bucket: Bucket, key: string): Promise<{ retryAfterSeconds: number | null }>;
  forget(bucket: Bucket, key: string): Promise<void>;
  close(): Promise<void>;
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
        await limiter(bucket).consume(key);
        return { retryAfterSeconds: null };
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return { retryAfterSeconds: seconds(refused) };
        throw refused;
      }
    },
    async giveBack(bucket, key) {
      await limiter(bucket).reward(key);
    },
    async peek(bucket, key) {
      const state = await limiter(bucket).get(key);
      return { retryAfterSeconds: state && state.remainingPoints <= 0 && state.consumedPoints >= BUCKETS[bucket].points ? seconds(state) : null };
    },
    async forget(bucket, key) {
      await limiter(bucket).delete(key);
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
