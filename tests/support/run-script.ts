import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { programOf } from './program';

/** Runs a script of the product as its npm command does. What it printed, on both streams, and its exit code. */
export async function runScript(script: string, ...args: string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [programOf(script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'silent' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code] = await once(child, 'close');
  return { code, output };
}
