import { Pool, type QueryResultRow } from 'pg';
import { statfs } from 'node:fs/promises';

/** Longer than whoever asks waits, so that a dead connection is given up and not kept for the next question. */
const ANSWER_MS = 2_500;

/** A question to the database, as a tagged template. */
type Ask = <Row extends QueryResultRow>(text: TemplateStringsArray, ...values: unknown[]) => Promise<Row[]>;

export interface Probe {
  ask: Ask;
  close(): Promise<void>;
}

/** One connection for the questions of whoever watches the product, which no request and no job can take away. */
export function createProbe(databaseUrl: string): Probe {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 1,
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    statement_timeout: ANSWER_MS,
  });
  pool.on('error', () => undefined);
  return {
    async ask<Row extends QueryResultRow>(text: TemplateStringsArray, ...values: unknown[]) {
      const statement = text.reduce((before, part, index) => `${before}$${index}${part}`);
      return (await pool.query<Row>(statement, values)).rows;
    },
    close: () => pool.end(),
  };
}

/** Null if the system doesn't say. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
