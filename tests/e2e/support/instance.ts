import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import getPort from 'get-port';
import { z } from 'zod';

const readySchema = z.object({
  type: z.literal('ready'),
  makerUrl: z.string(),
  sandboxUrl: z.string(),
  administrator: z.object({ kind: z.string(), url: z.string().optional() }),
});
type Ready = z.infer<typeof readySchema>;

/** A product of the tests' own, started as an operator starts it. */
export interface Instance {
  makerUrl: string;
  sandboxUrl: string;
  /** The one-time link to `/setup`, when no administrator was named. */
  setUpUrl: string | null;
  dataDir: string;
  /** Everything that an operator has read on the terminal. */
  output(): string;
  /** Ends every process of it and brings it up again on the same data and ports. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface InstanceOptions {
  /** Below `.data`; emptied first. */
  name: string;
  /** Made at the start; null leaves the first administrator to a one-time link. */
  admin: { email: string; password: string } | null;
  variables?: Record<string, string>;
}

const STOP_TIMEOUT_MS = 30_000;

export async function startInstance({ name, admin, variables }: InstanceOptions): Promise<Instance> {
  const dataDir = resolve('.data', name);
  rmSync(dataDir, { recursive: true, force: true });
  const [port, sandboxPort] = [await getPort(), await getPort()];
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    // Nothing of the operator's own configuration; an empty variable also keeps .env from filling it in.
    ...Object.fromEntries(
      [
        'DATABASE_URL',
        'ENCRYPTION_KEYS',
        'KEYS_FILE',
        'SESSION_SECRET',
        'HUBSPOT_API_URL',
        'HUBSPOT_APP_URL',
        'TRUSTED_PROXIES',
      ].map((key) => [key, '']),
    ),
    NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? '.next-test',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    SANDBOX_PORT: String(sandboxPort),
    DATA_DIR: dataDir,
    HUBSPOT: 'sandbox',
    DEFAULT_COUNTRY: 'FR',
    LOG_LEVEL: 'warn',
    ADMIN_EMAIL: admin?.email ?? '',
    ADMIN_PASSWORD: admin?.password ?? '',
    ...variables,
  };
  const output: string[] = [];
  let running = await launch(environment, output);
  const { makerUrl, sandboxUrl, administrator } = running.ready;
  return {
    makerUrl,
    sandboxUrl,
    setUpUrl: administrator.url ?? null,
    dataDir,
    output: () => output.join(''),
    stop: () => end(running.child),
    async restart() {
      await end(running.child);
      running = await launch(environment, output);
    },
  };
}

async function launch(
  environment: NodeJS.ProcessEnv,
  output: string[],
): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: environment,
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.on('message', (message) => {
      const parsed = readySchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
    });
    child.once('exit', (code) =>
      reject(new Error(`The product did not start (exit code ${code ?? '?'}):\n${output.join('').slice(-20_000)}`)),
    );
  });
  return { child, ready };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
