import pg from 'pg';
import type { z } from 'zod';
import type { Logger } from './logger';

/**
 * Statements that PostgreSQL parses and plans once per connection, for the few that run for every event of every call.
 * Everything else goes through `db`.
 */
export interface Prepared<Row> {
  readonly name: string;
  readonly text: string;
  readonly row: z.ZodType<Row>;
}

/** `row` is what each row of the answer must be. */
export function prepare<Row>(name: string, row: z.ZodType<Row>, text: string): Prepared<Row> {
  return { name, text, row };
}

export interface Statements {
  /** In a transaction of its own. `input` is its only parameter, as JSON. */
  run<Row>(statement: Prepared<Row>, input: unknown): Promise<Row[]>;
  close(): Promise<void>;
}

/** `maxLockMs`: how long a statement waits for rows that others are changing. */
const DEFAULTS = { maxConnections: 3, maxWaitMs: 10_000, maxLockMs: 5_000 };

/** Connections of its own, so that neither a long list nor a slow transaction holds up a call. */
export function createStatements(databaseUrl: string, log: Logger, options: Partial<typeof DEFAULTS> = {}): Statements {
  const { maxConnections, maxWaitMs, maxLockMs } = { ...DEFAULTS, ...options };
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: maxWaitMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // PostgreSQL gives up first, so that no statement goes on without us.
    query_timeout: maxWaitMs + 2_000,
  });
  pool.on('error', (err) => log.warn({ err }, 'an idle connection was lost'));
  pool.on('connect', (client) => {
    // All of them look rows up by an index; a plan from when a table was empty would read the whole of it for ever.
    void client
      .query(
        `SET enable_seqscan = off; SET jit = off; SET statement_timeout = ${maxWaitMs}; SET lock_timeout = ${maxLockMs}`,
      )
      .catch((err: unknown) => log.warn({ err }, 'a connection could not be set up'));
  });
  return {
    async run({ name, text, row }, input) {
      const { rows } = await pool.query<Record<string, unknown>>({ name, text, values: [JSON.stringify(input)] });
      return rows.map((found) => row.parse(found));
    },
    close: () => pool.end(),
  };
}

/** Deadlocks, serialization failures, and rows that others added or deleted meanwhile: the same may succeed a moment later. */
const CONFLICTS: ReadonlySet<string> = new Set(['40001', '40P01', '23503', '23505']);
/** Waiting for a lock, or a statement, took too long. */
const TOO_SLOW: ReadonlySet<string> = new Set(['55P03', '57014']);

/** Nothing was written. `conflict`: it is worth another try at once; `busy`: it isn't. */
export function obstacleOf(error: unknown): 'conflict' | 'busy' | null {
  if (!(error instanceof pg.DatabaseError)) return null;
  const { code = '' } = error;
  return CONFLICTS.has(code) ? 'conflict' : TOO_SLOW.has(code) ? 'busy' : null;
}
