import { Logger as QueueLogger, run, type Runner } from 'graphile-worker';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createJobTakeover, type JobTakeover } from '@/lib/platform/job-takeover';
import { createTestDatabase } from '../../support/database';

const { url } = await createTestDatabase();
const asking = new pg.Client({ connectionString: url });
await asking.connect();
afterAll(() => asking.end());

const log = { warn: vi.fn() };
const FAST = { lookEveryMs: 50, youngSeconds: 0, endingMs: 500 };
/** A time-out long enough for a busy machine. */
const LONG_TIMEOUT = { timeout: 100_000 };
const begun: (() => void | Promise<void>)[] = [];

beforeEach(async () => {
  await asking.query('DELETE FROM graphile_worker._private_jobs');
  log.warn.mockClear();
});
afterEach(async () => {
  for (const end of begun.splice(0).toReversed()) await end();
});

interface Worker {
  takeover: JobTakeover;
  runner: Runner;
  /** How often the job has begun here; each run lasts until the test is over. */
  runs: () => number;
}

/** A worker as lib/worker.ts makes it, whose job does not come to an end. */
async function startWorker(options: typeof FAST): Promise<Worker> {
  const over = new AbortController();
  let runs = 0;
  const takeover = createJobTakeover(url, log, options);
  const runner = await run({
    connectionString: url,
    events: takeover.events,
    noHandleSignals: true,
    pollInterval: 50,
    logger: new QueueLogger(() => () => undefined),
    taskList: {
      'sweep-expired': async () => {
        runs += 1;
        // A job that starts when the test is already over must not wait for what has happened.
        if (!over.signal.aborted) await new Promise((resolve) => over.signal.addEventListener('abort', resolve));
      },
    },
  });
  begun.push(async () => {
    over.abort();
    await runner.stop();
    await takeover.close();
  });
  return { takeover, runner, runs: () => runs };
}

async function jobs(): Promise<{ locked_by: string | null; attempts: number }[]> {
  return (await asking.query('SELECT locked_by, attempts FROM graphile_worker.jobs ORDER BY id')).rows;
}

/** Waits until the worker has polled this often without finding a job. */
async function waitForPolls(worker: Worker, times: number): Promise<void> {
  const queries = vi.spyOn(pg.Client.prototype, 'query');
  await vi.waitUntil(
    () => queries.mock.calls.filter(([text]) => String(text).includes('pg_try_advisory_xact_lock')).length >= times,
    LONG_TIMEOUT,
  );
  queries.mockRestore();
  expect(worker.runs()).toBe(0);
}

it("leaves a living worker's job alone, and takes it over once that worker is gone", async () => {
  const first = await startWorker(FAST);
  await asking.query(`SELECT graphile_worker.add_job('sweep-expired')`);
  await vi.waitUntil(() => first.runs() === 1, LONG_TIMEOUT);
  const second = await startWorker(FAST);
  await waitForPolls(second, 6);
  expect(await jobs()).toEqual([{ locked_by: expect.any(String), attempts: 1 }]);

  // What PostgreSQL notices when a process is killed.
  await first.takeover.close();
  await vi.waitUntil(() => second.runs() === 1 || first.runs() === 2, LONG_TIMEOUT);
  expect((await jobs())[0]?.attempts).toBe(2);
  expect(log.warn).toHaveBeenCalledWith({ workers: 1 }, expect.any(String));
});

it('ignores a worker that has only just taken its job', async () => {
  await asking.query(`SELECT graphile_worker.add_job('sweep-expired')`);
  await asking.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-new', locked_at = now(), attempts = 1`,
  );
  const other = await startWorker({ ...FAST, youngSeconds: 60 });
  await waitForPolls(other, 3);
  expect(await jobs()).toEqual([{ locked_by: 'pool-new', attempts: 1 }]);
});

it('gives back a job that it holds and does not run, and no other', async () => {
  const worker = await startWorker(FAST);
  await asking.query(`SELECT graphile_worker.add_job('sweep-expired')`);
  await vi.waitUntil(() => worker.runs() === 1, LONG_TIMEOUT);
  const [{ locked_by: id } = { locked_by: null }] = await jobs();
  // What the database keeps when it stops between taking a job and answering, or before it hears that the job ended.
  await asking.query(
    `INSERT INTO graphile_worker._private_jobs (task_id, locked_by, locked_at, attempts)
     SELECT task_id, locked_by, now(), 1 FROM graphile_worker._private_jobs`,
  );
  await vi.waitUntil(async () => (await jobs())[1]?.locked_by === null, LONG_TIMEOUT);
  expect(await jobs()).toEqual([
    { locked_by: id, attempts: 1 },
    { locked_by: null, attempts: 1 },
  ]);
  expect(log.warn).toHaveBeenCalledWith({ jobs: 1 }, expect.any(String));
});

it('runs a job once at a time while its sessions are ended again and again', async () => {
  // Two looks that agree are further apart than a busy machine takes to open a session.
  const unhurried = { ...FAST, lookEveryMs: 1_000 };
  const first = await startWorker(unhurried);
  const second = await startWorker(unhurried);
  await asking.query(`SELECT graphile_worker.add_job('sweep-expired')`);
  await vi.waitUntil(() => first.runs() + second.runs() === 1, LONG_TIMEOUT);
  for (let round = 0; round < 60; round += 1) {
    await asking.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 1835100011",
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  expect(first.runs() + second.runs()).toBe(1);
});

it('takes its lock again after the database ended its session', async () => {
  const first = await startWorker(FAST);
  const held = async () =>
    (
      await asking.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 1835100011")
    ).rows.map(({ pid }) => Number(pid));
  await vi.waitUntil(async () => (await held()).length === 1, LONG_TIMEOUT);
  const [before] = await held();
  await asking.query('SELECT pg_terminate_backend($1)', [before]);
  await vi.waitUntil(async () => (await held()).some((pid) => pid !== before), LONG_TIMEOUT);
  expect(first.runs()).toBe(0);
});
