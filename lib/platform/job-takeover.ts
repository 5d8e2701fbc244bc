import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import { Client } from 'pg';
import type { Logger } from './logger';

/** The advisory locks of living workers; the second number of each is made from the id under which it takes jobs. */
const LOCK_SPACE = 1_835_100_011;
const DEFAULTS = {
  lookEveryMs: 3_000,
  /** A job younger than this may not have begun yet, or belong to a worker that hasn't taken its lock yet. */
  youngSeconds: 5,
  /** A job that has ended may take this long to leave the queue. */
  endingMs: 5_000,
  /** A look that takes longer means that the connection is dead. */
  answerMs: 5_000,
};

export interface JobTakeover {
  /** Queue events that reveal the worker ID under which jobs are taken, and which of them run. */
  events: WorkerEvents;
  close(): Promise<void>;
}

/**
 * The queue keeps a job locked for four hours when nobody runs it any more. So each worker process holds an advisory lock
 * in its own session, which PostgreSQL releases when the process ends, however it ends. Any worker that finds jobs whose
 * owner's lock is free returns them to the queue. Each worker also returns its own jobs that it doesn't run: the database
 * may have lost the message that a job was taken, or that it ended. Nothing is returned before two looks agree, because a
 * worker whose session broke takes its lock again at once. Jobs must nevertheless tolerate running twice.
 */
export function createJobTakeover(
  databaseUrl: string,
  log: Pick<Logger, 'warn'>,
  options: Partial<typeof DEFAULTS> = {},
): JobTakeover {
  const { lookEveryMs, youngSeconds, endingMs, answerMs } = { ...DEFAULTS, ...options };
  const own = new Set<string>();
  /** Jobs that run, by the number of their run: a job that failed may run again before the queue has let go of its first run. */
  const running = new Map<string, number>();
  let runs = 0;
  /** What the last look suspected: dead workers, and own jobs that nobody runs. */
  let suspects = { workers: new Set<string>(), jobs: new Set<string>() };
  let session: { client: Client; held: Set<string> } | null = null;
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;

  /** Suspects nobody right after opening a session: after a database restart every worker is still reconnecting. */
  async function look(): Promise<void> {
    if (isClosed) return;
    const isNew = session === null;
    session ??= { client: await openSession(databaseUrl, answerMs, onBroken), held: new Set() };
    const { client, held } = session;
    for (const id of own) {
      if (held.has(id)) continue;
      await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_SPACE, id]);
      held.add(id);
    }
    if (isNew) return;
    const before = suspects;
    suspects = {
      workers: await findDeadWorkers(client, own, youngSeconds),
      jobs: await findOwnJobs(client, { own, running, youngSeconds }),
    };
    const dead = [...suspects.workers].filter((id) => before.workers.has(id));
    const lost = [...suspects.jobs].filter((id) => before.jobs.has(id) && !running.has(id));
    if (dead.length > 0 && (await giveBackJobsOfTheDead(client, dead)) > 0)
      log.warn({ workers: dead.length }, 'gave back the jobs of workers that ended in the middle of them');
    if (lost.length > 0 && (await giveBackOwnJobs(client, own, lost)) > 0)
      log.warn({ jobs: lost.length }, 'gave back jobs that this worker holds and does not run');
  }

  function lookNext(): void {
    looking = looking.then(look).catch(() => void forget(session?.client));
  }

  function forget(client: Client | undefined): boolean {
    if (client === undefined || session?.client !== client) return false;
    session = null;
    suspects = { workers: new Set(), jobs: new Set() };
    client.end().catch(() => undefined);
    return true;
  }

  /** Takes the locks again at once, before another worker takes this one for dead. */
  function onBroken(client: Client): void {
    if (forget(client)) lookNext();
  }

  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    own.add(workerPool.id);
    lookNext();
  });
  events.on('job:start', ({ job }) => running.set(job.id, (runs += 1)));
  events.on('job:complete', ({ job }) => {
    const run = running.get(job.id);
    setTimeout(() => {
      if (running.get(job.id) === run) running.delete(job.id);
    }, endingMs).unref();
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

/** Whether some worker process is connected to this database, seen by the lock that each holds. */
export async function hasLivingWorker(
  ask: (text: TemplateStringsArray, ...values: unknown[]) => Promise<{ count: number }[]>,
): Promise<boolean> {
  const [row] = await ask`
    SELECT count(*)::int AS count FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = ${LOCK_SPACE}::bigint::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return (row?.count ?? 0) > 0;
}

/** Workers that hold jobs and whose lock is free. `own` lists this session's workers, whose locks look free from here. */
async function findDeadWorkers(client: Client, own: Iterable<string>, youngSeconds: number): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `WITH busy AS MATERIALIZED (
       SELECT DISTINCT locked_by AS id FROM graphile_worker._private_jobs
       WHERE locked_at < now() - make_interval(secs => $2) AND locked_by <> ALL ($3::text[])
     )
     SELECT id FROM busy WHERE pg_try_advisory_xact_lock($1, hashtext(id))`,
    [LOCK_SPACE, youngSeconds, [...own]],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Returns the number of workers that were still dead. */
async function giveBackJobsOfTheDead(client: Client, ids: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ dead: number }>(
    `WITH dead AS MATERIALIZED (
       SELECT id FROM unnest($2::text[]) AS id WHERE pg_try_advisory_xact_lock($1, hashtext(id))
     ), given_back AS MATERIALIZED (
       SELECT graphile_worker.force_unlock_workers(array_agg(id)) FROM dead HAVING count(*) > 0
     )
     SELECT (SELECT count(*) FROM dead)::int AS dead, (SELECT count(*) FROM given_back) AS given_back`,
    [LOCK_SPACE, ids],
  );
  return rows[0]?.dead ?? 0;
}

interface OwnJobs {
  own: Iterable<string>;
  running: ReadonlyMap<string, number>;
  youngSeconds: number;
}

/** Jobs that the queue believes this process runs, and that it doesn't. */
async function findOwnJobs(client: Client, { own, running, youngSeconds }: OwnJobs): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id::text AS id FROM graphile_worker._private_jobs
     WHERE locked_by = ANY ($1::text[]) AND locked_at < now() - make_interval(secs => $2)`,
    [[...own], youngSeconds],
  );
  return new Set(rows.map(({ id }) => id).filter((id) => !running.has(id)));
}

async function giveBackOwnJobs(client: Client, own: Iterable<string>, ids: readonly string[]): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL
     WHERE id = ANY ($1::bigint[]) AND locked_by = ANY ($2::text[])`,
    [ids, [...own]],
  );
  return rowCount ?? 0;
}

async function openSession(databaseUrl: string, answerMs: number, onBroken: (client: Client) => void): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  });
  for (const event of ['error', 'end'] as const) client.on(event, () => onBroken(client));
  await client.connect();
  // A crashed machine never closes its connection: keepalives release its locks after about 15 seconds.
  await client.query('SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2');
  return client;
}
