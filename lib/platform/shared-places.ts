import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { Logger } from './logger';

/** A database that takes longer is not waited for: a call that rings would wait with it. */
const ANSWER_MS = 1_000;
/** How long it isn't asked again after that. */
const AWAY_MS = 5_000;
/** The first of the numbered places that no connection holds. `CASE`, because PostgreSQL may check conditions in any order. */
const TAKE = `
  SELECT place FROM generate_series($2::int, $3::int, sign($3::int - $2::int + 0.5)::int) AS place
   WHERE CASE WHEN place = ANY($4::int[]) THEN false ELSE pg_try_advisory_lock($1::int, place) END
   LIMIT 1`;

/**
 * Numbered places that all processes share. Each is an advisory lock on one connection per process: PostgreSQL gives it
 * back when the process or the connection is gone, so there is nothing to store and nothing to clean up. Without the
 * database every place counts as free: a refusal by whoever sets the limit is the better failure.
 */
export function createSharedPlaces(databaseUrl: string, log: Pick<Logger, 'warn'>) {
  let connection: { client: Client; own: Map<string, Set<number>> } | null = null;
  let awayUntil = 0;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One statement after the other: a connection may take a lock that it holds again, so each must know the ones before. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  async function connected() {
    if (connection) return connection;
    const client = new Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    const made = { client, own: new Map<string, Set<number>>() };
    const forget = () => {
      if (connection === made) connection = null;
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    connection = made;
    return made;
  }

  function lose(err: unknown): void {
    connection?.client.end().catch(() => undefined);
    connection = null;
    awayUntil = performance.now() + AWAY_MS;
    log.warn({ err }, 'limits that all processes share can’t be counted: each counts on its own for a while');
  }

  async function takePlace(name: string, { from, to }: { from: number; to: number }) {
    if (isClosed || performance.now() < awayUntil) return { giveBack: () => undefined };
    try {
      const made = await connected();
      const own = made.own.get(name) ?? new Set();
      made.own.set(name, own);
      const { rows } = await made.client.query<{ place: number }>(TAKE, [spaceOf(name), from, to, [...own]]);
      const place = rows[0]?.place;
      if (place === undefined) return null;
      own.add(place);
      const giveBack = async () => {
        if (connection !== made) return;
        await made.client.query('SELECT pg_advisory_unlock($1::int, $2::int)', [spaceOf(name), place]);
        own.delete(place);
      };
      return { giveBack: () => void inTurn(giveBack).catch(lose) };
    } catch (err) {
      lose(err);
      return { giveBack: () => undefined };
    }
  }

  return {
    take: (name: string, places: { from: number; to: number }) => inTurn(() => takePlace(name, places)),
    async close(): Promise<void> {
      isClosed = true;
      await inTurn(async () => connection?.client.end()).catch(() => undefined);
    },
  };
}

export type SharedPlaces = ReturnType<typeof createSharedPlaces>;

function spaceOf(name: string): number {
  return createHash('sha256').update(name).digest().readInt32BE();
}
