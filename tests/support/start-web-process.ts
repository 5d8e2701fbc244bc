import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll } from 'vitest';
import { z } from 'zod';
import { PUBLIC_URL, type World } from './connect-world';
import { programOf } from './program';

export interface WebProcess {
  port: number;
  /** CPU time that it has used so far, in microseconds. How busy the machine is makes no difference to it. */
  cpu(): Promise<number>;
}

/** A web process beside this one, on the same database. Call it once, at the top of a file. */
export async function startWebProcess({ databaseUrl }: World): Promise<WebProcess> {
  const child = fork(
    programOf('tests/support/web-process.ts'),
    [JSON.stringify({ databaseUrl, publicUrl: PUBLIC_URL })],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  afterAll(() => void child.kill('SIGKILL'));
  const [started]: unknown[] = await once(child, 'message');
  return {
    port: z.object({ port: z.number() }).parse(started).port,
    cpu: async () => {
      const answer = once(child, 'message');
      child.send('cpu');
      const [told]: unknown[] = await answer;
      return z.object({ cpu: z.number() }).parse(told).cpu;
    },
  };
}
