import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { EnvError, processEnvironment, readSettings, toVariables } from '@/lib/platform/env';
import { Problem } from '../problem';
import { ensureClient, ensurePrograms, programArguments } from '../start/build';
import { joinDatabase } from '../start/database';
import { completeEnvironment } from '../start/secrets';

/** Runs a command against the database of a Maker that runs, with its environment and in a process of its own. */
export async function main([name, ...args]: readonly string[]): Promise<void> {
  try {
    if (name !== 'history' && name !== 'keys' && name !== 'reset-second-factor')
      throw new Problem('There is no such command.');
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = readSettings(processEnvironment());
    const env = completeEnvironment(settings, await joinDatabase(settings));
    await ensureClient();
    await ensurePrograms(name);
    const child = spawn(process.execPath, [...programArguments(name), ...args], {
      stdio: 'inherit',
      env: {
        ...processEnvironment(),
        ...toVariables(env),
        MIGRATION_DATABASE_URL: '',
        LOG_LEVEL: 'silent',
        NODE_ENV: 'production',
      },
    });
    const [code] = await once(child, 'exit');
    process.exitCode = typeof code === 'number' ? code : 1;
  } catch (error) {
    if (!(error instanceof Problem || error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
