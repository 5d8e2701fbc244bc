import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { createDb, type Db } from '@/lib/platform/db';

export interface TestDatabase {
  url: string;
  db: Db;
}

/**
 * A database of its own for one test file: migrated, empty, dropped when the file is through.
 * Call it once, at the top of the file: `const { db } = await createTestDatabase();`
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminDatabaseUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Copying files beats writing them through the log; durability is of no use here.
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${inject('templateDatabase')} STRATEGY FILE_COPY`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const db = createDb(url.href);
  afterAll(async () => {
    await db.$disconnect();
    // FORCE: a test may leave a pool of its own open, and the next file must not wait for it.
    await administer(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return { url: url.href, db };
}

async function administer(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
