import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import getPort from 'get-port';
import { readSettings, toVariables } from '@/lib/platform/env';
import { joinDatabase } from '@/scripts/start/database';
import { completeEnvironment } from '@/scripts/start/secrets';
import { recorderVariables } from './secrets/watched-instance';
import { dataDir, makerUrl, ownsProduct, sandboxUrl } from './target';

/** One more web process of the product that is being tested, on a port of its own. */
export interface SecondWeb {
  url: string;
  stop(): Promise<void>;
}

/**
 * The same product without `proxy.ts`: its build is copied and its list of functions emptied, so that Next runs nothing
 * before the pages. Shows what the pages and routes themselves let out.
 */
export async function startWithoutProxy(): Promise<SecondWeb> {
  const distDir = process.env.NEXT_DIST_DIR ?? '.next-test';
  const [build, copy] = [resolve(distDir), resolve(`${distDir}-without-proxy`)];
  rmSync(copy, { recursive: true, force: true });
  copyBuild(build, copy);
  const manifest = join(copy, 'server', 'functions-config-manifest.json');
  const functions = Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).functions);
  if (!functions.includes('/_middleware')) throw new Error('The build has no proxy to leave out');
  rmSync(manifest);
  writeFileSync(manifest, JSON.stringify({ version: 1, functions: {} }));
  const web = await start(`${distDir}-without-proxy`);
  return {
    url: web.url,
    async stop() {
      await web.stop();
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

/** Files of a build never change, so links will do. */
function copyBuild(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (['cache', 'dev', 'trace'].includes(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyBuild(source, target);
    else if (entry.isSymbolicLink()) cpSync(source, target, { verbatimSymlinks: true });
    else linkSync(source, target);
  }
}

async function start(distDir: string): Promise<SecondWeb> {
  const port = await getPort();
  const given = {
    DATA_DIR: dataDir(),
    HUBSPOT: 'sandbox',
    SANDBOX_PORT: new URL(sandboxUrl()).port,
    PUBLIC_URL: makerUrl(),
    LOG_LEVEL: 'debug',
  };
  const settings = readSettings({ ...given, PORT: String(port) });
  // The keys and the database are the product's; address and port are of this process.
  const { databaseUrl, encryptionKeys, sessionSecret } = completeEnvironment(settings, await joinDatabase(settings));
  const log = openSync(join(settings.dataDir, 'logs', 'second-web.log'), 'a', 0o600);
  const child = spawn(process.execPath, [join(distDir, 'programs', 'web.mjs')], {
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      ...toVariables({ ...settings, databaseUrl, encryptionKeys, sessionSecret }),
      NODE_ENV: 'production',
      NEXT_DIST_DIR: distDir,
      // With the answers and logs of the product that it is a part of.
      ...(ownsProduct() ? recorderVariables(settings.dataDir) : {}),
    },
  });
  closeSync(log);
  await isReady(child);
  return {
    url: `http://localhost:${port}`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isReady(child: ChildProcess): Promise<void> {
  await new Promise<void>((done, fail) => {
    child.once('message', () => done());
    child.once('exit', (code) => fail(new Error(`The second web process ended with code ${code ?? '?'}`)));
  });
}
