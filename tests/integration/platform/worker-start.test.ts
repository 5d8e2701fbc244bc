import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { programOf } from '../../support/program';

it('a worker without a database exits, so that it is restarted', async () => {
  const child = spawn(process.execPath, [programOf('lib/worker.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: 'postgresql://maker:maker@127.0.0.1:1/maker',
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      PUBLIC_URL: 'http://localhost:3000',
      DATA_DIR: tmpdir(),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const [code] = await once(child, 'close');
  clearTimeout(giveUp);
  expect(code, output).toBeGreaterThan(0);
  expect(output).toContain('ECONNREFUSED');
});
