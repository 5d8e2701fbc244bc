import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { enqueue } from '@/lib/platform/jobs';
import { applyMigrations, MIGRATIONS } from '@/lib/platform/migrations';
import { prepareDataFolder } from '@/scripts/data-folder';
import { addressFor, prepareDatabase, ROLES } from '@/scripts/postgres/roles';
import { startEmbeddedServer } from '@/scripts/postgres/server';
import { createTestDatabase } from '../../support/database';

const { url, ownerUrl, db, asOwner } = await createTestDatabase();
const runtime = new pg.Client({ connectionString: url });
await runtime.connect();
afterAll(() => runtime.end());

const entry = () =>
  db.historyEntry.create({
    data: {
      action: 'tag.created',
      entityType: 'tag',
      entityId: 't',
      entityName: 'T',
      actorKind: 'system',
      actorName: 'test',
      requestId: 'r',
    },
  });

describe('an unsuitable runtime role is refused', () => {
  it.each([
    ['a change of the history', `UPDATE "HistoryEntry" SET "entityName" = 'another'`],
    ['a deletion from the history', 'DELETE FROM "HistoryEntry"'],
    ['an emptied history', 'TRUNCATE "HistoryEntry"'],
    ['another place in the history', 'UPDATE "HistoryEntry" SET "position" = 1'],
    ['a change of a checkpoint', 'UPDATE "HistoryCheckpoint" SET "position" = 1'],
    ['a deletion of checkpoints', 'DELETE FROM "HistoryCheckpoint"'],
    ['a history that is not chained', 'DROP TRIGGER "HistoryEntry_chain" ON "HistoryEntry"'],
    ['a history without its table', 'DROP TABLE "HistoryEntry"'],
    ['a history without its rules', 'ALTER TABLE "HistoryEntry" DISABLE TRIGGER ALL'],
    ['a right of its own making', `GRANT DELETE ON "HistoryEntry" TO ${ROLES.runtime}`],
    ['any emptied table', 'TRUNCATE "Tag" CASCADE'],
    ['a new table', 'CREATE TABLE planted (x int)'],
    ['a new schema', 'CREATE SCHEMA planted'],
    ['a function of its own', 'CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
    ['a list of migrations that it writes', `DELETE FROM "_prisma_migrations"`],
    ['a queue that it migrates', 'DELETE FROM graphile_worker.migrations'],
    ['another role', `SET ROLE ${ROLES.owner}`],
    ['a new role', 'CREATE ROLE planted'],
    ['a new database', 'CREATE DATABASE planted'],
    ['the files of the server', `SELECT pg_read_file('PG_VERSION')`],
    ['a program on the server', `COPY (SELECT 1) TO PROGRAM 'true'`],
  ])('%s', async (_what, sql) => {
    await entry();
    const error = await runtime.query(sql).catch((failure: unknown) => failure);
    // PostgreSQL warns, and grants nothing, where somebody may grant nothing.
    if (sql.startsWith('GRANT')) {
      const { rows } = await runtime.query<{ may: boolean }>(
        `SELECT has_table_privilege('"HistoryEntry"', 'DELETE') AS may`,
      );
      expect(rows).toEqual([{ may: false }]);
    } else expect(error).toMatchObject({ code: '42501' });
  });
});

it('adds to the history, reads it, and works with the queue and tables', async () => {
  await entry();
  expect(await db.historyEntry.count()).toBeGreaterThan(0);
  await db.$transaction((tx) => enqueue(tx, 'sweep-expired', {}));
  const { rows } = await runtime.query<{ count: number }>('SELECT count(*)::int FROM graphile_worker._private_jobs');
  expect(rows).toEqual([{ count: 1 }]);
});

it('can use a table that the owner creates later, without another grant', async () => {
  await asOwner('CREATE TABLE later (id serial, x int)');
  await runtime.query('INSERT INTO later (x) VALUES (1); UPDATE later SET x = 2; DELETE FROM later');
  await asOwner('DROP TABLE later');
});

it('owns nothing, and gets the same grants at each start', async () => {
  await applyMigrations(ownerUrl, MIGRATIONS, ROLES.runtime);
  await applyMigrations(ownerUrl, MIGRATIONS, ROLES.runtime);
  const { rows } = await runtime.query('SELECT 1 FROM pg_class WHERE relowner = current_user::regrole');
  expect(rows).toEqual([]);
});

describe('the embedded server', () => {
  const asSuperuser = new URL(inject('adminDatabaseUrl'));

  it('listens on loopback only, without a socket, and always asks for a password', async () => {
    const admin = new pg.Client({ connectionString: asSuperuser.href });
    await admin.connect();
    const { rows } = await admin.query<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('listen_addresses', 'unix_socket_directories', 'data_directory_mode') ORDER BY name`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      data_directory_mode: '0700',
    });
    const methods = await admin.query<{ auth_method: string }>('SELECT DISTINCT auth_method FROM pg_hba_file_rules');
    expect(methods.rows).toEqual([{ auth_method: 'scram-sha-256' }]);
    await admin.end();
  });

  it.each(Object.values(ROLES))('refuses %s without its password', async (username) => {
    const address = Object.assign(new URL(asSuperuser), { username, password: 'guess' });
    await expect(new pg.Client({ connectionString: address.href }).connect()).rejects.toMatchObject({ code: '28P01' });
  });

  it('transfers what the superuser owned before the other roles existed', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maker-roles-'));
    prepareDataFolder(folder);
    const server = await startEmbeddedServer(join(folder, 'postgres'), { durable: false });
    try {
      const before = new pg.Client({ connectionString: addressFor('superuser', 'postgres', server) });
      await before.connect();
      await before.query('CREATE DATABASE maker');
      await before.end();
      const superuserUrl = addressFor('superuser', 'maker', server);
      await applyMigrations(superuserUrl, MIGRATIONS);

      await prepareDatabase('maker', server);
      await prepareDatabase('maker', server);
      expect(await applyMigrations(addressFor('owner', 'maker', server), MIGRATIONS, ROLES.runtime)).toEqual([]);

      const after = new pg.Client({ connectionString: superuserUrl });
      await after.connect();
      const { rows } = await after.query<{ owner: string }>(
        `SELECT DISTINCT pg_get_userbyid(owner) AS owner FROM (
           SELECT relowner AS owner, relnamespace AS schema FROM pg_class
           UNION ALL SELECT proowner, pronamespace FROM pg_proc
           UNION ALL SELECT typowner, typnamespace FROM pg_type
           UNION ALL SELECT nspowner, oid FROM pg_namespace WHERE nspname = 'graphile_worker'
         ) AS things WHERE schema IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'graphile_worker'))`,
      );
      await after.end();
      expect(rows).toEqual([{ owner: ROLES.owner }]);
      expect(statSync(join(folder, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
