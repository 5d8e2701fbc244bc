import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { applyMigrations, MIGRATIONS, readMigrations } from '@/lib/platform/migrations';
import { holdDataFolder, holderOf, prepareDataFolder } from '@/scripts/data-folder';
import { addressFor, prepareDatabase, ROLES } from '@/scripts/postgres/roles';
import { startEmbeddedServer } from '@/scripts/postgres/server';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's own database, to create and drop others from. */
    adminDatabaseUrl: string;
    /** The same for the role that owns a database's tables, and for the one that the product runs under. */
    ownerDatabaseUrl: string;
    runtimeDatabaseUrl: string;
    /** The migrated, empty database that every test file gets a copy of. */
    templateDatabase: string;
  }
}

/** A real PostgreSQL for one run of the integration tests, with one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = freeFolder();
  prepareDataFolder(folder);
  const release = holdDataFolder(folder);
  const server = await startEmbeddedServer(folder, { durable: false });
  const adminUrl = addressFor('superuser', 'postgres', server);
  const template = await templateName();
  await dropOthers(template, adminUrl);
  await prepareDatabase(template, server);
  await applyMigrations(addressFor('owner', template, server), MIGRATIONS, ROLES.runtime);

  project.provide('adminDatabaseUrl', adminUrl);
  project.provide('ownerDatabaseUrl', addressFor('owner', 'postgres', server));
  project.provide('runtimeDatabaseUrl', addressFor('runtime', 'postgres', server));
  project.provide('templateDatabase', template);
  return async () => {
    await server.stop();
    release();
  };
}

/** Two runs at once, in a watcher and by hand, get a server each. */
function freeFolder(): string {
  const base = resolve('.data/test');
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? base : `${base}-${number}`;
    if (!existsSync(folder) || !holderOf(folder)) return folder;
  }
}

/** Another set of migrations is another template, so a branch never meets the tables of the one before. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, checksum } of await readMigrations(MIGRATIONS)) hash.update(`${name} ${checksum}\n`);
  return `template_${hash.digest('hex').slice(0, 16)}`;
}

/** What a killed run left behind. */
async function dropOthers(template: string, adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE (datname LIKE 'test\\_%' OR datname LIKE 'template\\_%') AND datname <> $1`,
    [template],
  );
  for (const { datname } of rows) await client.query(`DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`);
  await client.end();
}
