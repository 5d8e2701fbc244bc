import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processBirth } from '../processes';

const START = resolve('scripts/start.mjs');
const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
const taken = createServer();
const KEYS = { ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`, SESSION_SECRET: 'x'.repeat(40) };

beforeAll(async () => {
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  freePort = await findFreePort();
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'held'));
  writeFileSync(join(folder, 'held', 'in-use'), JSON.stringify({ pid: process.pid, birth: processBirth(process.pid) }));
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true });
});

let freePort = 0;
/** With the one after it. Below the ports that systems hand out themselves, to other tests too. */
async function findFreePort(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  const areFree = await Promise.all([port, port + 1].map(isFree));
  return areFree.every(Boolean) ? port : findFreePort();
}
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Empty is absent, and keeps a developer's own .env out of this. */
const unset = Object.fromEntries(
  [...readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => [name ?? '', '']),
);

/** As an operator would, with nothing but these variables. */
async function run(
  script: string,
  variables: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { PATH = '', HOME = '' } = process.env;
  const defaults = {
    PORT: String(freePort),
    SANDBOX_PORT: String(freePort + 1),
    DATA_DIR: join(folder, 'data'),
  };
  const child = spawn(process.execPath, [script], {
    env: { PATH, HOME, NODE_ENV: 'test', ...unset, ...defaults, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, output };
}

it.each<[string, () => Record<string, string>, RegExp]>([
  [
    'a taken port',
    () => ({ PORT: String(portOf(taken)) }),
    /^Port \d+ is used by another program\. Stop it, or set PORT to another port\.$/,
  ],
  [
    'a taken port of the sandbox',
    () => ({ SANDBOX_PORT: String(portOf(taken)) }),
    /^Port \d+ is used .* set SANDBOX_PORT to another port\.$/,
  ],
  ['a file as data folder', () => ({ DATA_DIR: join(folder, 'file') }), /is a file, but a folder is needed/],
  [
    'a data folder that another start holds',
    () => ({ DATA_DIR: join(folder, 'held') }),
    /is used by another Maker \(process \d+\)/,
  ],
  [
    'a database that is not there',
    () => ({ ...KEYS, HUBSPOT: 'sandbox', DATABASE_URL: `postgresql://maker:hidden-word@127.0.0.1:${freePort}/maker` }),
    /^No PostgreSQL server responds at 127\.0\.0\.1:\d+\. Start it, or correct DATABASE_URL\.$/,
  ],
  [
    'a database without keys',
    () => ({ DATABASE_URL: 'postgresql://maker:hidden-word@db.example.com/maker' }),
    /^ENCRYPTION_KEYS and SESSION_SECRET must be set/,
  ],
  [
    'the real HubSpot on a Node without security fixes, and on another a database that is not there',
    () => ({ ...KEYS, HUBSPOT: 'live', DATABASE_URL: `postgresql://maker:hidden-word@127.0.0.1:${freePort}/maker` }),
    process.versions.node.startsWith('20.')
      ? /^Node 20\.[\d.]+ has had no security fixes since April 2026, .* set HUBSPOT=sandbox to try the Maker out\.$/
      : /^No PostgreSQL server responds/,
  ],
  ['a wrong variable', () => ({ HUBSPOT: 'prod' }), /^HUBSPOT must be one of sandbox, live, not "prod"\.$/],
])('ends with one sentence on %s', async (_name, variables, sentence) => {
  const { code, output } = await run(START, variables());
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^Node [\d.]+ works|^ {2}[✗…]/.test(line));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(sentence);
  expect(output).not.toContain('hidden-word');
  expect(code).toBe(1);
});

it("shows why npm couldn't install, and ends with a sentence", async () => {
  const project = join(folder, 'project');
  mkdirSync(join(project, 'scripts'), { recursive: true });
  for (const script of ['start.mjs', 'install.mjs'])
    cpSync(resolve('scripts', script), join(project, 'scripts', script));
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'broken', version: '1.0.0', dependencies: { zod: '4.6.7' } }),
  );
  writeFileSync(
    join(project, 'package-lock.json'),
    JSON.stringify({ name: 'broken', version: '1.0.0', lockfileVersion: 3, packages: {} }),
  );
  const { code, output } = await run(join(project, 'scripts', 'start.mjs'), {});
  expect(output).toMatch(/in sync[\s\S]*npm ci failed; its last lines are above\.\n$/);
  expect(output).not.toMatch(/^ {4}at /m);
  expect(code).toBe(1);
});
