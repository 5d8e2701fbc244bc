import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { World } from './connect-world';
import { programOf } from './program';

/** The product's own worker, as a process that can be killed. */
export interface WorkerProcess {
  /** As if the machine lost it: nothing is finished and nothing is given back. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** As if the machine gave it no time, until `resume`. */
  pause(): void;
  resume(): void;
}

export async function startWorker(world: World): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [programOf('lib/worker.ts')], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      HUBSPOT_API_URL: world.sandboxUrl,
      HUBSPOT_APP_URL: world.sandboxUrl,
      LOG_LEVEL: 'warn',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', () => reject(new Error(`The worker did not start: ${output}`)));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (isOver(child)) return;
    const over = once(child, 'exit');
    child.kill(signal);
    await over;
  };
  return {
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  };
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
