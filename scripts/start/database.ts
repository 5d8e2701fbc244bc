import type { Settings } from '@/lib/platform/env';
import { holderOf } from '../data-folder';
import { DATABASE, serverFolder } from '../postgres/project-database';
import { addressFor, prepareDatabase, ROLES } from '../postgres/roles';
import { runningServerUrl, startEmbeddedServer, type EmbeddedServer } from '../postgres/server';
import { Problem } from '../problem';
import { checkDatabase, openExternalDatabase, type OpenDatabase } from './external-database';
import type { Lifetime } from './lifetime';
import { say, step } from './progress';

/** The operator's database, or the embedded one, which it starts. */
export async function openDatabase(settings: Settings, lifetime: Lifetime): Promise<OpenDatabase> {
  const { databaseUrl, migrationDatabaseUrl, dataDir } = settings;
  if (databaseUrl !== null)
    return step('Connecting to the database', () => openExternalDatabase(databaseUrl, migrationDatabaseUrl));
  const folder = serverFolder(dataDir);
  let server = await step('Starting the database', () => startEmbeddedServer(folder, { say }));
  lifetime.onEnd(() => server.stop());
  await prepareDatabase(DATABASE, server);
  keepAlive(server, folder, lifetime, (next) => {
    server = next;
  });
  return {
    url: addressFor('runtime', DATABASE, server),
    migrationUrl: addressFor('owner', DATABASE, server),
    runtimeRole: ROLES.runtime,
  };
}

/** For one more process of a running product. Throws a Problem if it isn't running. */
export async function joinDatabase({ databaseUrl, dataDir }: Settings): Promise<string> {
  if (databaseUrl !== null) {
    await checkDatabase(databaseUrl);
    return databaseUrl;
  }
  const url = holderOf(dataDir) ? await runningServerUrl(serverFolder(dataDir), DATABASE, 'runtime') : null;
  if (url === null)
    throw new Problem(`No Maker is running on the data folder ${dataDir}. Run npm start, or set DATABASE_URL.`);
  return url;
}

/** A killed server restarts at the same address, and the processes that use it reconnect. */
function keepAlive(
  server: EmbeddedServer,
  folder: string,
  lifetime: Lifetime,
  replace: (server: EmbeddedServer) => void,
): void {
  void server.ended.then(async () => {
    if (lifetime.isEnding) return;
    say('The database stopped; restarting it');
    try {
      const next = await startEmbeddedServer(folder, { say, port: server.port });
      replace(next);
      if (next.port !== server.port) throw new Problem("Another program is using the database's port. Start again.");
      say('The database is ready again');
      keepAlive(next, folder, lifetime, replace);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      await lifetime.end(1);
    }
  });
}
