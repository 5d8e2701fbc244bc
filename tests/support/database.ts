import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { createDb, type Db } from '@/lib/platform/db';

export interface TestDatabase {
  /** Under the role that the product runs under, which owns nothing. */
  url: string;
  ownerUrl: string;
  db: Db;
  /** What the product itself may not do, such as taking history away between two tests. */
  asOwner: (sql: string) => Promise<void>;
}

/**
 * A database of its own for one test file: migrated, empty, dropped when the file is through.
 * Call it once, at the top of the file: `const { db } = await createTestDatabase();`
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminDatabaseUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Copying files beats writing them through the log; durability is of no use here.
  const owner = new URL(inject('ownerDatabaseUrl')).username;
  await administer(adminUrl, [
    `CREATE DATABASE ${name} OWNER ${owner} TEMPLATE ${inject('templateDatabase')} STRATEGY FILE_COPY`,
  ]);
  const addressOf = (server: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const [url, ownerUrl] = [addressOf(inject('runtimeDatabaseUrl')), addressOf(inject('ownerDatabaseUrl'))];
  const db = createDb(url);
  afterAll(async () => {
    await db.$disconnect();
    // FORCE: a test may leave a pool of its own open, and the next file must not wait for it.
    await administer(adminUrl, [`DROP DATABASE ${name} WITH (FORCE)`]);
  });
  return { url, ownerUrl, db, asOwner: (sql) => administer(ownerUrl, [sql]) };
}

export async function administer(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
