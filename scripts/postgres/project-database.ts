import { join } from 'node:path';
// Relative, because the Prisma CLI reads this through prisma.config.ts and doesn't know our alias.
import { processEnvironment, readSettings } from '../../lib/platform/env';
import { holdDataFolder, holderOf, prepareDataFolder } from '../data-folder';
import { addressFor, prepareDatabase } from './roles';
import { runningServerUrl, startEmbeddedServer } from './server';

/** The name of the product's database on the embedded server. */
export const DATABASE = 'maker';

export function serverFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * The database a developer's command works on, under the role that owns it: MIGRATION_DATABASE_URL or DATABASE_URL, else
 * the embedded server of `npm start`, else one that lives as long as this process.
 */
export async function projectDatabaseUrl(): Promise<string> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = processEnvironment();
  const given = MIGRATION_DATABASE_URL || DATABASE_URL;
  if (given) return given;
  const { dataDir } = readSettings(processEnvironment());
  const folder = serverFolder(dataDir);
  // If no live process has locked the folder, the server is shutting down.
  const running = holderOf(dataDir) ? await runningServerUrl(folder, DATABASE, 'owner') : null;
  if (running !== null) return running;

  prepareDataFolder(dataDir);
  const release = holdDataFolder(dataDir);
  process.on('exit', release);
  const server = await startEmbeddedServer(folder);
  await prepareDatabase(DATABASE, server);
  return addressFor('owner', DATABASE, server);
}
