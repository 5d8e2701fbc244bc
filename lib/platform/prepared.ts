import pg from 'pg';
import type { z } from 'zod';
import { CONNECTION_ERROR, createPool } from './pool';

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

/** One that only reads. */
export interface PreparedQuery<Row> extends Prepared<Row> {
  readonly onlyReads: true;
}

/** PostgreSQL lets no part of a SELECT change rows, so it must begin with that word. */
export function prepareQuery<Row>(name: string, row: z.ZodType<Row>, text: `SELECT${string}`): PreparedQuery<Row> {
  return { name, text, row, onlyReads: true };
}

export interface Statements {
  /** In a transaction of its own. `input` is its only parameter, as JSON. */
  run<Row>(statement: Prepared<Row>, input: unknown): Promise<Row[]>;
  /** How long rows that others are changing are waited for. */
  readonly maxLockMs: number;
  close(): Promise<void>;
}

const DEFAULTS = {
  maxConnections: 3,
  /** How long a statement may take. */
  maxWaitMs: 10_000,
  maxLockMs: 5_000,
  /** How long whoever asks waits while nobody is given a connection. */
  connectionWaitMs: 10_000,
};

/** Connections of its own, so that neither a long list nor a slow transaction holds up a call. */
export function createStatements(databaseUrl: string, options: Partial<typeof DEFAULTS> = {}): Statements {
  const { maxConnections, maxWaitMs, maxLockMs, connectionWaitMs } = { ...DEFAULTS, ...options };
  const pool = createPool(databaseUrl, {
    maxConnections,
    mostWaitMs: connectionWaitMs,
    statementMs: maxWaitMs,
    lockMs: maxLockMs,
    // All of them look rows up by an index; a plan from when a table was empty would read the whole of it for ever.
    settings: 'SET enable_seqscan = off; SET jit = off',
  });
  return {
    maxLockMs,
    async run({ name, text, row }, input) {
      const asked = pool.query<Record<string, unknown>>({ name, text, values: [JSON.stringify(input)] });
      const { rows } = await asked.catch((error: unknown) => {
        if (error instanceof pg.DatabaseError) throw error;
        throw new ConnectionError(error instanceof Error ? error.message : String(error), { cause: error });
      });
      return rows.map((found) => row.parse(found));
    },
    close: () => pool.end(),
  };
}

/** Deadlocks, serialization failures, and rows that others added or deleted meanwhile: the same may succeed a moment later. */
const CONFLICTS: ReadonlySet<string> = new Set(['40001', '40P01', '23503', '23505']);
/** Waiting for a lock, or a statement, took too long; too many connections; it starts, or has no room left. */
const BUSY: ReadonlySet<string> = new Set(['55P03', '57014', '53300', '57P03', '53100', '53200']);
/** It stops, is a standby now, or has forgotten a statement that it had prepared: another connection may do. */
const LOST = /^(?:08...|57P0[12]|25006|26000|0A000)$/;

/** The connection was up, and ended. The driver gives that no code of its own. */
const ENDED = /ECONNRESET|EPIPE|^Connection terminated unexpectedly$|not queryable$|was silent for too long$/;

/**
 * `conflict`: nothing was written, and it is worth another try at once · `busy`: it isn't · `lost`: whether it was written
 * isn't known, and another connection can tell.
 */
export function obstacleOf(error: unknown): 'conflict' | 'busy' | 'lost' | null {
  if (error instanceof ConnectionError) return ENDED.test(error.message) ? 'lost' : 'busy';
  if (!(error instanceof pg.DatabaseError)) return null;
  const { code = '' } = error;
  return CONFLICTS.has(code) ? 'conflict' : BUSY.has(code) ? 'busy' : LOST.test(code) ? 'lost' : null;
}

/** What isn't PostgreSQL's answer: there was no connection, or it ended before. */
class ConnectionError extends Error {
  override name = CONNECTION_ERROR;
}
