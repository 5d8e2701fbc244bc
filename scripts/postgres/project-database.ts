import { join } from 'node:path';
// Relative, because the Prisma CLI reads this by way of prisma.config.ts and knows no alias.
import { processEnvironment, readSettings } from '../../lib/platform/env';
import { holdDataFolder, holderOf, prepareDataFolder } from '../data-folder';
import { ensureDatabase } from './ensure-database';
import { runningServerUrl, startEmbeddedServer } from './server';

/** The name of the product's database on the embedded server. */
export const DATABASE = 'maker';

export function serverFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * The database a developer's command works on: DATABASE_URL, else the embedded server of `npm start`, else one that
 * lives as long as this process.
 */
export async function projectDatabaseUrl(): Promise<string> {
  const given = processEnvironment().DATABASE_URL;
  if (given) return given;
  const { dataDir } = readSettings(processEnvironment());
  const folder = serverFolder(dataDir);
  // Without a living holder the server is one that is just going away.
  const running = holderOf(dataDir) ? await runningServerUrl(folder, DATABASE) : null;
  if (running !== null) return running;

  prepareDataFolder(dataDir);
  const release = holdDataFolder(dataDir);
  process.on('exit', release);
  const server = await startEmbeddedServer(folder);
  await ensureDatabase(server.url('postgres'), DATABASE);
  return server.url(DATABASE);
}
