import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import { Client } from 'pg';
import type { Logger } from './logger';

/** The advisory locks of living workers; the second number of each is made from the id under which it takes jobs. */
const LOCK_SPACE = 1_835_100_011;
const DEFAULTS = {
  lookEveryMs: 3_000,
  /** A job younger than this may belong to a worker that hasn't taken its lock yet. */
  youngSeconds: 5,
};

export interface JobTakeover {
  /** Queue events that reveal the worker ID under which jobs are taken. */
  events: WorkerEvents;
  close(): Promise<void>;
}

/**
 * The queue keeps a killed worker's jobs locked for four hours. So each worker process holds an advisory lock in its own
 * session, which PostgreSQL releases when the process ends, however it ends. Any worker that finds jobs whose owner's
 * lock is free returns them to the queue. Jobs must therefore tolerate running twice.
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

  /** Skip the check right after opening a session: after a database restart every worker is still reconnecting. */
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

/** Returns the number of dead workers. `own` lists this session's workers, whose locks look free from here. */
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
  // A crashed machine never closes its connection: keepalives release its locks after about 15 seconds.
  await client.query('SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2');
  return client;
}
