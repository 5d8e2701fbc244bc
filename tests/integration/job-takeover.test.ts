import pg from 'pg';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { createJobTakeover, giveBackJobsOfTheDead } from '@/lib/platform/job-takeover';
import { createTestDatabase } from '../support/database';

const { url } = await createTestDatabase();
const asking = new pg.Client({ connectionString: url });
await asking.connect();
afterAll(() => asking.end());

const log = { warn: vi.fn() };

beforeEach(async () => {
  await asking.query('DELETE FROM graphile_worker._private_jobs');
  log.warn.mockClear();
});

/** A job that this worker took some time ago, as the queue notes it. */
async function jobInTheHandsOf(workerId: string, secondsAgo: number): Promise<void> {
  const { rows } = await asking.query<{ id: string }>(`SELECT (graphile_worker.add_job('sweep-expired')).id`);
  await asking.query('UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = now() - make_interval(secs => $3), attempts = 1 WHERE id = $1', [rows[0]?.id, workerId, secondsAgo]);
}

async function holders(): Promise<(string | null)[]> {
  const { rows } = await asking.query<{ locked_by: string | null }>('SELECT locked_by FROM graphile_worker.jobs ORDER BY id');
  return rows.map((row) => row.locked_by);
}

async function holds(workerId: string): Promise<boolean> {
  const { rows } = await asking.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = (hashtext($1)::bigint & 4294967295)::oid AND objsubid = 2) AS held`,
    [workerId],
  );
  return rows[0]?.held ?? false;
}

it('leaves the jobs of a living worker alone, and gives them back once it is gone', async () => {
  const living = createJobTakeover(url, log, 100);
  living.hold('worker-a');
  await vi.waitUntil(() => holds('worker-a'));
  await jobInTheHandsOf('worker-a', 3600);
  expect(await giveBackJobsOfTheDead(asking)).toBe(0);
  expect(await holders()).toEqual(['worker-a']);

  await living.close();
  expect(await giveBackJobsOfTheDead(asking)).toBe(1);
  expect(await holders()).toEqual([null]);
});

it('does not judge a worker that took its job a moment ago', async () => {
  await jobInTheHandsOf('worker-new', 1);
  expect(await giveBackJobsOfTheDead(asking)).toBe(0);
  expect(await holders()).toEqual(['worker-new']);
});

it('does not take its own lock for the lock of a dead worker', async () => {
  await asking.query('SELECT pg_advisory_lock(1835100011, hashtext($1))', ['worker-own']);
  await jobInTheHandsOf('worker-own', 3600);
  expect(await giveBackJobsOfTheDead(asking, ['worker-own'])).toBe(0);
  await asking.query('SELECT pg_advisory_unlock_all()');
});

it('holds its lock again after the database ended its session, and finds the dead by itself', async () => {
  const takeover = createJobTakeover(url, log, 100);
  takeover.hold('worker-b');
  await vi.waitUntil(() => holds('worker-b'));
  await asking.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()`);
  await vi.waitUntil(async () => !(await holds('worker-b')));
  await jobInTheHandsOf('worker-b', 3600);
  await jobInTheHandsOf('worker-killed', 3600);
  await vi.waitUntil(async () => (await holders()).includes(null), { timeout: 10_000 });
  expect(await holds('worker-b')).toBe(true);
  expect(await holders()).toEqual(['worker-b', null]);
  expect(log.warn).toHaveBeenCalledWith({ workers: 1 }, expect.any(String));
  await takeover.close();
});
