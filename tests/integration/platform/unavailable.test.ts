import { afterAll, inject, it, expect } from 'vitest';
import { z } from 'zod';
import { createDb } from '@/lib/platform/db';
import { createStatements, prepare } from '@/lib/platform/prepared';
import { unavailabilityOf } from '@/lib/platform/unavailable';
import { administer, createTestDatabase } from '../../support/database';

/** What the drivers really throw: their next version may say it in other words. */
const { url } = await createTestDatabase();
const nobody = Object.assign(new URL(url), { port: '9' }).href;
const [open, closed] = [url, nobody].map((address) => ({
  db: createDb(address),
  statements: createStatements(address),
}));
if (!open || !closed) throw new Error('There is nothing to ask');
afterAll(() =>
  Promise.all([open, closed].map(({ db, statements }) => Promise.all([db.$disconnect(), statements.close()]))),
);
const SLEEP = prepare('sleep', z.unknown(), 'SELECT pg_sleep(60)::text, $1::text');
const why = (asked: Promise<unknown>) => asked.then(() => 'answered', unavailabilityOf);

it('a database that nobody can reach is away', async () => {
  const { db, statements } = closed;
  expect(
    await Promise.all(
      [
        db.tag.count(),
        db.$queryRaw`SELECT 1`,
        db.$transaction((tx) => tx.tag.count()),
        statements.run(SLEEP, null),
      ].map(why),
    ),
  ).toEqual(['away', 'away', 'away', 'away']);
});

it('so is one that ends its connections, in the middle of a statement or between two', async () => {
  const { db, statements } = open;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((done) => {
    end = done;
  });
  const asked = [
    db.$queryRaw`SELECT pg_sleep(60)::text`,
    db.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(60)::text`),
    db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      await ended;
      return tx.tag.count();
    }),
    statements.run(SLEEP, null),
  ].map(why);
  const ofOurs = `datname = '${new URL(url).pathname.slice(1)}'`;
  await expect
    .poll(async () => {
      const [row] = await db.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND (query LIKE '%pg_sleep%' OR state = 'idle in transaction')`;
      return Number(row?.count);
    })
    .toBe(4);
  await administer(inject('adminDatabaseUrl'), [
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${ofOurs}`,
  ]);
  await expect.poll(() => why(db.$queryRaw`SELECT 1`)).toBe('answered');
  end();
  expect(await Promise.all(asked)).toEqual(['away', 'away', 'away', 'away']);
});

it.each([
  ['disk_full', '53100'],
  ['busy', '53300'],
  ['away', '57P03'],
  [null, '22012'],
])('%s is what PostgreSQL says by %s, to either driver', async (expected, code) => {
  const raise = `DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`;
  const raised = prepare(`raise-${code}`, z.unknown(), `SELECT raise_it('${code}'), $1::text`);
  await administer(Object.assign(new URL(inject('ownerDatabaseUrl')), { pathname: new URL(url).pathname }).href, [
    `CREATE OR REPLACE FUNCTION raise_it(code TEXT) RETURNS void LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = code; END $$`,
  ]);
  expect(await why(open.db.$executeRawUnsafe(raise))).toBe(expected);
  expect(await why(open.statements.run(raised, null))).toBe(expected);
});
