import { createServer } from 'node:net';
import { Logger as QueueLogger, run } from 'graphile-worker';
import { Client } from 'pg';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { createSealer } from '@/lib/platform/crypto';
import { createListener } from '@/lib/platform/events';
import { createJobTakeover } from '@/lib/platform/job-takeover';
import { createProbe, type Probe } from '@/lib/platform/probe';
import { createLogger } from '@/lib/platform/logger';
import { checkReadiness } from '@/lib/services/health/check-readiness';
import { createTestDatabase } from '../../support/database';
import { startFrozenProxy } from '../../support/frozen-proxy';

const { db, url, asOwner, ownerUrl } = await createTestDatabase();
const sealerOf = (byte: number) => createSealer([{ id: 'k1', key: Buffer.alloc(32, byte) }]);
const silentLog = createLogger({ level: 'silent', part: 'web' });

const begun: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const end of begun.splice(0).toReversed()) await end();
});

function probeOf(databaseUrl: string): Probe {
  const probe = createProbe(databaseUrl);
  begun.push(() => probe.close());
  return probe;
}

const unused = { state: () => 'unused' as const };
const own = createProbe(url);
afterAll(() => own.close());
const fine = () => ({ probe: own, sealer: sealerOf(1), listener: unused, dataDir: process.cwd() });
const NO_WORKER = {
  status: 'limited',
  database: 'ok',
  migrations: 'ok',
  keys: 'ok',
  disk: 'ok',
  notifications: 'ok',
  worker: 'failed',
  problems: [{ code: 'no_worker', message: expect.stringContaining('No worker runs') }],
};
const failedWith = (code: string) => ({
  status: 'failed',
  problems: expect.arrayContaining([expect.objectContaining({ code })]),
});

it('is ready with every migration, the first process’s keys and a worker; without one it says so and goes on', async () => {
  // A busy machine may need more than one answer's time for the first connection.
  await expect.poll(() => checkReadiness(fine())).toEqual(NO_WORKER);
  const takeover = createJobTakeover(url, silentLog);
  begun.push(() => takeover.close());
  const logger = new QueueLogger(() => () => undefined);
  const worker = await run({
    connectionString: url,
    events: takeover.events,
    noHandleSignals: true,
    logger,
    taskList: {},
  });
  await expect.poll(() => checkReadiness(fine())).toEqual({ ...NO_WORKER, status: 'ok', worker: 'ok', problems: [] });
  await worker.stop();
  await takeover.close();
  await expect.poll(() => checkReadiness(fine())).toEqual(NO_WORKER);
});

it("isn't ready with other keys", async () => {
  await checkReadiness(fine());
  expect(await checkReadiness({ ...fine(), sealer: sealerOf(2) })).toMatchObject({
    ...failedWith('keys_wrong'),
    database: 'ok',
    migrations: 'ok',
    keys: 'failed',
  });
});

it("isn't ready while one of our migrations is missing or unfinished, but is with a newer one", async () => {
  const [last] = await db.$queryRaw<
    { migration_name: string }[]
  >`SELECT migration_name FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1`;
  const name = last?.migration_name ?? '';
  const lacking = { ...failedWith('migrations_missing'), database: 'ok', migrations: 'failed', keys: 'unknown' };
  await asOwner(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${name}'`);
  expect(await checkReadiness(fine())).toMatchObject(lacking);
  await asOwner(
    `UPDATE _prisma_migrations SET finished_at = now(), migration_name = '99999999999999_of_tomorrow' WHERE migration_name = '${name}'`,
  );
  expect(await checkReadiness(fine())).toMatchObject(lacking);
  await asOwner(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('again', '', '${name}', now())`,
  );
  expect(await checkReadiness(fine())).toEqual(NO_WORKER);
});

it("doesn't blame the keys for a database that is too slow to return what they sealed", async () => {
  await checkReadiness(fine());
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  begun.push(() => owner.end());
  await owner.query('BEGIN');
  await owner.query('LOCK TABLE "KeyCanary" IN ACCESS EXCLUSIVE MODE');
  expect(await checkReadiness(fine())).toMatchObject({
    ...failedWith('database_slow'),
    database: 'slow',
    migrations: 'ok',
    keys: 'unknown',
  });
  await owner.query('COMMIT');
  expect(await checkReadiness(fine())).toEqual(NO_WORKER);
});

it('says that the disk is nearly full, whatever else is well', async () => {
  expect(await checkReadiness({ ...fine(), leastFreeBytes: Number.MAX_SAFE_INTEGER })).toMatchObject({
    ...failedWith('disk_full'),
    database: 'ok',
    keys: 'ok',
    disk: 'failed',
  });
});

it('isn’t ready while its Banners could hear nothing, and is again once they can', async () => {
  const between = await startFrozenProxy(url);
  begun.push(() => between.close());
  const listener = createListener(between.url, silentLog, { proveEveryMs: 200, answerMs: 1_000 });
  begun.push(() => listener.close());
  listener.subscribe(
    () => undefined,
    () => undefined,
  );
  await expect.poll(() => listener.state()).toBe('hearing');
  between.freeze();
  await expect
    .poll(() => checkReadiness({ ...fine(), listener }))
    .toMatchObject({ ...failedWith('notifications_lost'), notifications: 'failed', database: 'ok' });
  between.thaw();
  await expect.poll(() => checkReadiness({ ...fine(), listener })).toEqual(NO_WORKER);
});

it('answers for the database although requests hold every connection of their own', async () => {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  begun.push(() => owner.end());
  await owner.query('BEGIN');
  await owner.query('LOCK TABLE "Tag" IN ACCESS EXCLUSIVE MODE');
  const waiting = Promise.all(Array.from({ length: 30 }, () => db.tag.count()));
  expect(await checkReadiness(fine())).toEqual(NO_WORKER);
  await owner.query('COMMIT');
  await waiting;
});

it("reports at once if there is no database, and soon if it doesn't respond", async () => {
  const silent = createServer((socket) => {
    begun.push(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const asking = { ...fine(), probe: probeOf(`postgresql://maker:word@127.0.0.1:${port}/maker`) };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answered = vi.fn();
  const answer = checkReadiness(asking).then(answered);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(answered).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  const unknown = { migrations: 'unknown', keys: 'unknown', worker: 'unknown' };
  expect(answered).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ ...failedWith('database_slow'), ...unknown, database: 'slow' }),
  );
  await vi.advanceTimersByTimeAsync(1_000);
  vi.useRealTimers();
  silent.close();
  const gone = { ...fine(), probe: probeOf('postgresql://maker:word@127.0.0.1:1/maker') };
  expect(await checkReadiness(gone)).toMatchObject({
    ...failedWith('database_unreachable'),
    ...unknown,
    database: 'failed',
  });
});
