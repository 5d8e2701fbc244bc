import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EnvError, processEnvironment, readSettings, type Env, type Settings } from '@/lib/platform/env';
import { applyMigrations, MigrationError, MIGRATIONS } from '@/lib/platform/migrations';
import { holdDataFolder, prepareDataFolder } from '../data-folder';
import { nodeProblem } from '../floors';
import { explained, Problem } from '../problem';
import { administratorSentence } from './administrator';
import { ensureBuild, ensureClient, ensurePrograms } from './build';
import { stopCommands } from './commands';
import { joinDatabase, openDatabase } from './database';
import type { OpenDatabase } from './external-database';
import { Lifetime } from './lifetime';
import { checkPort } from './ports';
import { notices } from './notices';
import { say, step } from './progress';
import { checkReady } from './readiness';
import { completeEnvironment } from './secrets';
import { Service, type ServiceDefinition } from './service';
import { defineSandbox, defineServices } from './services';
import { announce } from './summary';
import { restartOnChange } from './watch';

/** Starts the product and keeps it running; returns once it runs. Exits with a sentence if it can't. */
export async function main(args: readonly string[]): Promise<void> {
  const lifetime = new Lifetime();
  lifetime.onEnd(stopCommands);
  process.on('uncaughtException', (error) => void fail(error, lifetime));
  process.on('unhandledRejection', (error) => void fail(error, lifetime));
  try {
    const { only, dev } = readOptions(args);
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = readSettings(processEnvironment());
    const problem = only === 'sandbox' ? null : nodeProblem(process.versions.node, settings.hubspot.mode);
    if (problem !== null) throw new Problem(problem);
    if (only === 'sandbox') await startSandbox(settings, lifetime);
    else if (only === 'worker') await startWorker(settings, lifetime);
    else await startProduct(settings, lifetime, dev);
  } catch (error) {
    // A step that stops because everything is stopping hasn't failed.
    if (!lifetime.isEnding) await fail(error, lifetime);
  }
}

async function startProduct(settings: Settings, lifetime: Lifetime, isDevelopment: boolean): Promise<void> {
  const hasSandbox = settings.hubspot.mode === 'sandbox';
  await checkPort(settings.port, 'PORT', settings.listenOn ?? undefined);
  if (hasSandbox) await checkPort(settings.sandboxPort, 'SANDBOX_PORT', '127.0.0.1');
  hold(settings.dataDir, lifetime);
  if (hasSandbox) hold(join(settings.dataDir, 'sandbox'), lifetime);

  const opening = openDatabase(settings, lifetime);
  // Wrong settings are refused before a long build begins; our own server starts during it.
  if (settings.databaseUrl !== null) await opening;
  const [env] = await Promise.all([migrated(settings, opening), isDevelopment ? ensureClient() : ensureCode()]);

  const definitions = defineServices(env, { isDevelopment });
  const run = (definition: ServiceDefinition) => startService(definition, lifetime);
  const [web, sandbox] = await Promise.all([
    step('Starting the Maker', async () => {
      const service = await run(definitions.web);
      // Before anything else can write: keys that can't open the stored data would only do harm.
      await checkReady(env);
      return service;
    }),
    hasSandbox ? run(definitions.sandbox) : null,
  ]);
  const [worker, administrator] = await Promise.all([
    step('Starting the worker', () => run(definitions.worker)),
    administratorSentence(env, isDevelopment),
  ]);
  if (isDevelopment) lifetime.onEnd(restartOnChange({ web, worker, ...(sandbox ? { sandbox } : {}) }));
  announce(env, administrator);
  for (const notice of notices(settings, new Date())) say(notice);
}

async function migrated(settings: Settings, opening: Promise<OpenDatabase>): Promise<Env> {
  const { url, migrationUrl, runtimeRole } = await opening;
  await step('Applying migrations', () => applyMigrations(migrationUrl, MIGRATIONS, runtimeRole));
  return completeEnvironment(settings, url);
}

async function ensureCode(): Promise<void> {
  await ensureClient();
  await ensureBuild();
  await ensurePrograms('web', 'worker', 'administrator', 'sandbox');
}

async function startSandbox(settings: Settings, lifetime: Lifetime): Promise<void> {
  await checkPort(settings.sandboxPort, 'SANDBOX_PORT', '127.0.0.1');
  hold(join(settings.dataDir, 'sandbox'), lifetime);
  await ensurePrograms('sandbox');
  const definition = defineSandbox(settings, { show: 'all', isDevelopment: false });
  await step('Starting the HubSpot sandbox', () => startService(definition, lifetime));
}

/** One more worker for a running product. */
async function startWorker(settings: Settings, lifetime: Lifetime): Promise<void> {
  const env: Env = completeEnvironment(settings, await joinDatabase(settings));
  await ensureClient();
  await ensurePrograms('worker');
  const { worker } = defineServices(env, { isDevelopment: false });
  await step('Starting a worker', () => startService({ ...worker, label: 'This worker' }, lifetime));
}

async function startService(definition: ServiceDefinition, lifetime: Lifetime): Promise<Service> {
  const service = new Service(definition);
  lifetime.onEnd(
    () => service.stop(),
    () => service.kill(),
  );
  await service.start();
  return service;
}

function hold(folder: string, lifetime: Lifetime): void {
  prepareDataFolder(folder);
  lifetime.onEnd(holdDataFolder(folder));
}

function readOptions(args: readonly string[]): { only: string | undefined; dev: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string' }, dev: { type: 'boolean', default: false } },
    });
    if (values.only !== undefined && !['sandbox', 'worker'].includes(values.only))
      throw new Problem('--only takes sandbox or worker.');
    return { only: values.only, dev: values.dev };
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(error instanceof Error ? error.message : String(error));
  }
}

/** One sentence for a Problem; a stack only for unexpected errors. */
async function fail(error: unknown, lifetime: Lifetime): Promise<void> {
  const known = explained(error, 'the data folder');
  if (known instanceof EnvError) process.stderr.write(`\n${known.message}\n`);
  else if (known instanceof Problem || known instanceof MigrationError) process.stderr.write(`\n${known.message}\n`);
  else process.stderr.write(`\n${known instanceof Error ? (known.stack ?? known.message) : String(known)}\n`);
  await lifetime.end(1);
}
