import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { follow, openLog } from './logs';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'logs-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('never use more than two files of the maximum size, and keep the latest lines', () => {
  const log = openLog(dataDir, 'web', 1000);
  for (let line = 0; line < 500; line += 1) log.write(`line ${line} ${'x'.repeat(40)}`);
  const folder = join(dataDir, 'logs');
  expect(readdirSync(folder).toSorted()).toEqual(['web.log', 'web.log.1']);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).size).toBeLessThan(1100);
  expect(readFileSync(join(folder, 'web.log'), 'utf8')).toContain('line 499 ');
});

it('continue the file of the previous start', () => {
  openLog(dataDir, 'web', 1000).write('x'.repeat(1200));
  openLog(dataDir, 'web', 1000).write('after');
  expect(readFileSync(join(dataDir, 'logs', 'web.log'), 'utf8')).toBe('after\n');
});

it('contain only JSON, and forward what the service printed', async () => {
  const output: string[] = [];
  const entry = '{"level":40,"msg":"slow"}';
  const source = Readable.from([`${entry}\nPlain words\n`]);
  follow(source, 'warn', 'sandbox', openLog(dataDir, 'sandbox'), 'important', (line) => output.push(line));
  await new Promise((resolve) => source.once('close', resolve));
  const lines = readFileSync(join(dataDir, 'logs', 'sandbox.log'), 'utf8')
    .trim()
    .split('\n');
  expect(lines[0]).toBe(entry);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 40, part: 'sandbox', msg: 'Plain words' });
  expect(output).toEqual([entry, 'Plain words']);
});
