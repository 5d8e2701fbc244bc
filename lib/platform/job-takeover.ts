import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import { Client } from 'pg';
import type { Logger } from './logger';

/** The advisory locks of living workers; the second number of each is made from the id under which it takes jobs. */
const LOCK_SPACE = 1_835_100_011;
const DEFAULTS = {
  lookEveryMs: 3_000,
  /** A job this young may belong to a worker that is just about to say that it lives. */
  youngSeconds: 5,
};

export interface JobTakeover {
  /** For the queue: by these it tells under which id it takes jobs. */
  events: WorkerEvents;
  close(): Promise<void>;
}

/**
 * The queue keeps the jobs of a killed worker locked for four hours. So each worker process holds an advisory lock in a
 * session of its own: PostgreSQL lets it go with the process, however it ends. Whoever finds jobs of a worker whose
 * lock is free gives them back to the queue. A job can run twice, as ever.
 */
export function createJobTakeover(
  databaseUrl: string,
  log: Pick<Logger, 'warn'>,
  options: Partial<typeof DEFAULTS> = {},
): JobTakeover {
  const { lookEveryMs, youngSeconds } = { ...DEFAULTS, ...options };
  const own = new Set<string>();
  let session: { client: Client; held: Set<string> } | null = null;
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;

  /** Nobody is judged in the same breath as a session is opened: after a restart of the database all open theirs anew. */
  async function look(): Promise<void> {
    if (isClosed) return;
    const isNew = session === null;
    session ??= { client: await openSession(databaseUrl, forget), held: new Set() };
    const { client, held } = session;
    for (const id of own) {
      if (held.has(id)) continue;
      await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_SPACE, id]);
      held.add(id);
    }
    const dead = isNew ? 0 : await giveBackJobsOfTheDead(client, own, youngSeconds);
    if (dead > 0) log.warn({ workers: dead }, 'gave back the jobs of workers that ended in the middle of them');
  }

  function lookNext(): void {
    looking = looking.then(look).catch(() => forget(session?.client));
  }

  function forget(client: Client | undefined): void {
    if (client === undefined || session?.client !== client) return;
    session = null;
    client.end().catch(() => undefined);
  }

  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    own.add(workerPool.id);
    lookNext();
  });
  const timer = setInterval(lookNext, lookEveryMs);
  return {
    events,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await looking;
      await session?.client.end().catch(() => undefined);
    },
  };
}

/** Returns how many dead workers there were. `own` are those of this session, to which its own locks look free. */
async function giveBackJobsOfTheDead(client: Client, own: Iterable<string>, youngSeconds: number): Promise<number> {
  const { rows } = await client.query<{ dead: number }>(
    `WITH busy AS MATERIALIZED (
       SELECT DISTINCT locked_by AS id FROM graphile_worker.jobs
       WHERE locked_at < now() - make_interval(secs => $2) AND locked_by <> ALL ($3::text[])
     ), dead AS MATERIALIZED (
       SELECT id FROM busy WHERE pg_try_advisory_xact_lock($1, hashtext(id))
     ), given_back AS MATERIALIZED (
       SELECT graphile_worker.force_unlock_workers(array_agg(id)) FROM dead HAVING count(*) > 0
     )
     SELECT (SELECT count(*) FROM dead)::int AS dead, (SELECT count(*) FROM given_back) AS given_back`,
    [LOCK_SPACE, youngSeconds, [...own]],
  );
  return rows[0]?.dead ?? 0;
}

async function openSession(databaseUrl: string, onBroken: (client: Client) => void): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 });
  for (const event of ['error', 'end'] as const) client.on(event, () => onBroken(client));
  await client.connect();
  // A machine that is gone says no goodbye: the server asks, and lets the locks go after some fifteen seconds.
  await client.query('SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2');
  return client;
}
