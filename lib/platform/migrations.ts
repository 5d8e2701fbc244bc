import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runMigrations as migrateQueue } from 'graphile-worker';
import pg from 'pg';
import { grantToRuntime } from './runtime-role';

/** The product's migrations. Every process starts in the project folder. */
export const MIGRATIONS = resolve('prisma/migrations');

/** One folder of prisma/migrations. */
export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, in hex, as Prisma keeps it. */
  checksum: string;
}

/** The database doesn't fit this version of the product. The message is for the operator. */
export class MigrationError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'MigrationError';
  }
}

/** The advisory lock that Prisma's own commands take: https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production#advisory-locking */
const ADVISORY_LOCK = 72_707_369;
const LOCK_WAIT_MS = 120_000;

// The table as Prisma creates it, so that `prisma migrate` continues from here.
const TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies pending migrations, oldest first, and returns their names. Concurrent starts wait for each other. Each
 * migration and its record share a transaction, so a failed one leaves nothing behind. The role in `databaseUrl` owns what
 * they make; `runtimeRole` is another one, which may then use it.
 */
export async function applyMigrations(
  databaseUrl: string,
  folder: string,
  runtimeRole: string | null = null,
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // A broken connection fails the query in progress; without a listener it would also end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query('SET client_min_messages = warning');
    await client.query(TABLE);
    const pending = await findPending(client, migrations);
    for (const migration of pending) await apply(client, migration);
    // The queue has its own tables, and a job may be enqueued before any worker has run.
    await migrateQueue({ connectionString: databaseUrl });
    if (runtimeRole !== null) await grantToRuntime(client, runtimeRole);
    return pending.map(({ name }) => name);
  } catch (error) {
    throw error instanceof pg.DatabaseError ? refusal(error) : error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function refusal(error: pg.DatabaseError): MigrationError {
  switch (error.code) {
    case '42501':
    case '3F000':
      return new MigrationError(
        `The user that applies migrations isn't allowed to change tables (${error.message}). Make it the owner of the database: the user in MIGRATION_DATABASE_URL, or in DATABASE_URL without that one.`,
        { cause: error },
      );
    case '25006':
      return new MigrationError(
        'The database is read-only: it is a replica, or configured as read-only. Set DATABASE_URL to the primary server.',
        { cause: error },
      );
    case '55P03':
      return new MigrationError(
        `Another process has been applying migrations for ${LOCK_WAIT_MS / 60_000} minutes. Wait until it has finished, then start again.`,
        { cause: error },
      );
    case undefined:
    default:
      return new MigrationError(`The database couldn't be prepared: ${error.message}`, { cause: error });
  }
}

/** Oldest first. */
export async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await migrationNames(folder);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

interface Applied {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

async function findPending(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<Applied>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new MigrationError(
        `The database was created by a newer version of the Maker: this version doesn't have the migration ${row.migration_name}. Start the newer version, or restore a backup.`,
      );
    }
    if (!row.finished_at) {
      throw new MigrationError(
        `The migration ${row.migration_name} was started by another tool and didn't finish. Repair the database, then mark the migration with npx prisma migrate resolve.`,
      );
    }
    if (row.checksum !== migration.checksum) {
      throw new MigrationError(
        `The migration ${row.migration_name} was changed after it was applied to the database. Restore its file, and put the change in a new migration.`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`The migration ${name} failed and was rolled back: ${reason}`, { cause: error });
  }
}
