import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runNode } from '../start/commands';
import { weigh, type Weight } from './weight';

const NEXT = resolve('node_modules/next/dist/bin/next');
const FILES: Record<string, string> = {
  'package.json': '{ "private": true, "type": "module" }',
  // Run in the project's root, to find its packages.
  'next.config.js': `export default { outputFileTracingRoot: ${JSON.stringify(resolve('.'))}, turbopack: { root: ${JSON.stringify(resolve('.'))} } };`,
  'app/layout.js':
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
  'app/page.js': 'export default function Page() { return <p>Nothing.</p>; }',
};

/** Builds and measures an empty page. */
export async function bareNext(): Promise<Weight> {
  const folder = resolve('.data/bare-next');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/app`, { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(`${folder}/${name}`, content);
  const variables = { NODE_ENV: 'production' as const, NEXT_DIST_DIR: '.next', NEXT_TELEMETRY_DISABLED: '1' };
  await runNode('Building a bare page', [NEXT, 'build', folder], variables);

  const child = spawn(process.execPath, [NEXT, 'start', folder, '--hostname', '127.0.0.1', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variables },
  });
  const ended = once(child, 'exit');
  try {
    return await weigh(await addressOf(child.stdout.setEncoding('utf8')));
  } finally {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(3_000)]);
    child.kill('SIGKILL');
  }
}

/** Next prints its address. */
async function addressOf(output: AsyncIterable<string>): Promise<string> {
  let said = '';
  for await (const text of output) {
    said += text;
    const address = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(said)?.[0];
    if (address && said.includes('Ready')) return address;
  }
  throw new Error(`The bare page did not start: ${said}`);
}
