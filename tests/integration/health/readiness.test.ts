import { createServer } from 'node:net';
import { Client } from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { createSealer } from '@/lib/platform/crypto';
import { createDb } from '@/lib/platform/db';
import { checkReadiness } from '@/lib/services/health/check-readiness';
import { createTestDatabase } from '../../support/database';

const { db, asOwner, ownerUrl } = await createTestDatabase();
const sealerOf = (byte: number) => createSealer([{ id: 'k1', key: Buffer.alloc(32, byte) }]);
const sealer = sealerOf(1);
const FINE = { status: 'ok', database: 'ok', migrations: 'ok', keys: 'ok' };
const ALL_FAILED = { status: 'failed', database: 'failed', migrations: 'failed', keys: 'failed' };

const begun: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const end of begun.splice(0)) await end();
});

it("is ready with every migration applied and the first process's keys", async () => {
  // A busy machine may need more than one answer's time for the first connection.
  await expect.poll(() => checkReadiness({ db, sealer }), { timeout: 20_000 }).toEqual(FINE);
  expect(await checkReadiness({ db, sealer })).toEqual(FINE);
});

it("isn't ready with other keys", async () => {
  await checkReadiness({ db, sealer });
  expect(await checkReadiness({ db, sealer: sealerOf(2) })).toEqual({
    status: 'failed',
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
  await asOwner(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${name}'`);
  expect(await checkReadiness({ db, sealer })).toEqual({ ...ALL_FAILED, database: 'ok' });
  await asOwner(
    `UPDATE _prisma_migrations SET finished_at = now(), migration_name = '99999999999999_of_tomorrow' WHERE migration_name = '${name}'`,
  );
  expect(await checkReadiness({ db, sealer })).toEqual({ ...ALL_FAILED, database: 'ok' });
  await asOwner(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('again', '', '${name}', now())`,
  );
  expect(await checkReadiness({ db, sealer })).toEqual(FINE);
});

it("doesn't blame the keys for a database that is too slow to return what they sealed", async () => {
  await checkReadiness({ db, sealer });
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  begun.push(() => owner.end());
  await owner.query('BEGIN');
  await owner.query('LOCK TABLE "KeyCanary" IN ACCESS EXCLUSIVE MODE');
  expect(await checkReadiness({ db, sealer })).toEqual({ ...ALL_FAILED, migrations: 'ok' });
  await owner.query('COMMIT');
  expect(await checkReadiness({ db, sealer })).toEqual(FINE);
});

it("reports at once if there is no database, and soon if it doesn't respond", async () => {
  const silent = createServer((socket) => {
    begun.push(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const asking = createDb(`postgresql://maker:word@127.0.0.1:${port}/maker`);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answered = vi.fn();
  const answer = checkReadiness({ db: asking, sealer }).then(answered);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(answered).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  expect(answered).toHaveBeenCalledExactlyOnceWith(ALL_FAILED);
  vi.useRealTimers();

  begun.push(() => asking.$disconnect());
  silent.close();
  const gone = createDb('postgresql://maker:word@127.0.0.1:1/maker');
  begun.push(() => gone.$disconnect());
  expect(await checkReadiness({ db: gone, sealer })).toEqual(ALL_FAILED);
});
