import { afterEach, expect, it } from 'vitest';
import { createDb, type Db } from '@/lib/platform/db';
import { unavailabilityOf } from '@/lib/platform/unavailable';
import { createTestDatabase } from '../../support/database';
import { startFrozenProxy } from '../../support/frozen-proxy';

const { db: working, url } = await createTestDatabase();
const begun: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of begun.splice(0).toReversed()) await end();
});
function dbOf(...given: Parameters<typeof createDb>): Db {
  const db = createDb(...given);
  begun.push(() => db.$disconnect());
  return db;
}

/** Holds a lock in a transaction until it is told to end. */
async function holdLock(db: Db): Promise<() => Promise<void>> {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  let transaction: Promise<unknown> = Promise.resolve();
  await new Promise<void>((locked, failed) => {
    transaction = db
      .$transaction(
        async (tx) => {
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(1)`;
          locked();
          await over;
        },
        { timeout: 100_000 },
      )
      .catch(failed);
  });
  return async () => {
    end();
    await transaction;
  };
}

const USES: readonly (readonly [string, (db: Db) => Promise<unknown>])[] = [
  ['a read', (db) => db.tag.count()],
  ['a statement', (db) => db.$queryRaw`SELECT 1`],
  ['a transaction', (db) => db.$transaction((tx) => tx.tag.count())],
];

it.each(USES)('%s is refused soon if every connection is taken, and has one once they are free', async (_what, use) => {
  const db = dbOf(url, { maxConnections: 1, connectionWaitMs: 200, maxWaitMs: 100_000 });
  const release = await holdLock(db);
  const refused: unknown = await use(db).catch((error: unknown) => error);
  expect(unavailabilityOf(refused)).toBe('busy');
  await release();
  await expect.poll(() => use(db).then(() => 'answered', String)).toBe('answered');
});

it('more than can wait are refused at once', async () => {
  const db = dbOf(url, { maxConnections: 1, connectionWaitMs: 100_000, maxWaitMs: 100_000 });
  const release = await holdLock(db);
  const all = Array.from({ length: 5_100 }, () =>
    db.$queryRaw`SELECT 1`.then(
      () => 'answered',
      (error: unknown) => (unavailabilityOf(error) === 'busy' ? 'refused' : String(error)),
    ),
  );
  expect(await Promise.race(all)).toBe('refused');
  await release();
  const answers = await Promise.all(all);
  expect(answers.filter((answer) => answer === 'refused')).toHaveLength(100);
  expect(answers.filter((answer) => answer === 'answered')).toHaveLength(5_000);
});

it('a statement that waits too long for a lock, or takes too long, ends, and says nothing else', async () => {
  const db = dbOf(url, { maxConnections: 1 });
  const [limits] = await db.$queryRaw<object[]>`
    SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
      current_setting('idle_in_transaction_session_timeout') AS idle`;
  expect(limits).toEqual({ statement: '20s', lock: '15s', idle: '30s' });
  await db.$executeRaw`SET statement_timeout = '50ms'`;
  const slow: unknown = await db.$queryRaw`SELECT pg_sleep(60)::text`.catch((error: unknown) => error);
  expect(unavailabilityOf(slow)).toBe('busy');
  await db.$executeRaw`SET statement_timeout = 0`;
  await db.$executeRaw`SET lock_timeout = '50ms'`;
  const release = await holdLock(working);
  const locked: unknown = await db.$queryRaw`SELECT pg_advisory_xact_lock(1)::text`.catch((error: unknown) => error);
  expect(unavailabilityOf(locked)).toBe('busy');
  await release();
});

it.each(USES)('%s on a connection whose other end is gone fails, and the next has another one', async (_what, use) => {
  const between = await startFrozenProxy(url);
  begun.push(() => between.close());
  const db = dbOf(between.url, { maxConnections: 1, silentMs: 1_000 });
  await expect.poll(() => use(db).then(() => 'answered', String)).toBe('answered');
  between.freezeOpen();
  expect(
    await use(db).then(
      () => 'answered',
      () => 'failed',
    ),
  ).toBe('failed');
  await expect.poll(() => use(db).then(() => 'answered', String)).toBe('answered');
});
