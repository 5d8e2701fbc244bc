import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../server';
import { connectTo, startTestSandbox, type SandboxClient } from '../testing/sandbox-client';
import { startProgram } from '../testing/sandbox-program';
import { startTimeOf } from './lock';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const journal = () => join(dataDir, 'sandbox', 'journal.jsonl');
const lock = () => join(dataDir, 'sandbox', 'lock');

describe('reasons not to start', () => {
  it('a damaged line in the middle of the journal, with its number', async () => {
    const first = await startTestSandbox({ dataDir });
    for (let round = 0; round < 3; round += 1) await first.control('clock', { advanceMs: 1 });
    await first.close();
    const [one = '', two = '', three = ''] = readFileSync(journal(), 'utf8').split('\n');
    writeFileSync(journal(), [one, two.slice(0, 20) + three, ''].join('\n'));
    await expect(startTestSandbox({ dataDir })).rejects.toThrow(
      'damaged at line 2. Move the file away to begin with the seed.',
    );
    await expect(startProgram(dataDir)).rejects.toThrow(
      /^The sandbox's journal \S+ is damaged at line 2\. Move the file away to begin with the seed\. \(exit code 1\)$/,
    );
  });

  it('a second sandbox in the same folder, in this or another process', async () => {
    const program = await startProgram(dataDir);
    await expect(startTestSandbox({ dataDir })).rejects.toThrow(
      /in use by process \d+\. Stop it, or choose another data folder\./,
    );
    await expect(startProgram(dataDir)).rejects.toThrow(
      /^The sandbox's data in \S+ is in use by process \d+\. Stop it, or choose another data folder\. \(exit code 1\)$/,
    );
    await program.end('SIGKILL');
    const here = await startTestSandbox({ dataDir });
    await expect(startTestSandbox({ dataDir })).rejects.toThrow('in use by process');
    await here.close();
  });

  it('a port in use, and the folder is released again', async () => {
    const first = await startTestSandbox();
    const port = Number(new URL(first.url).port);
    await expect(startSandbox({ port, dataDir, makerUrl: 'http://localhost:3000' })).rejects.toThrow('EADDRINUSE');
    await first.close();
    const second = await startSandbox({ port: 0, dataDir, makerUrl: 'http://localhost:3000' });
    await second.close();
  });
});

describe("a stale lock doesn't prevent a start", () => {
  const left: [string, () => string][] = [
    ['empty', () => ''],
    ['half written', () => '{"pid":'],
    ['of a process that is gone', () => JSON.stringify({ pid: 2 ** 30, birth: null })],
  ];
  it.each(left)('%s', async (_name, text) => {
    await (await startTestSandbox({ dataDir })).close();
    writeFileSync(lock(), text());
    await (await startTestSandbox({ dataDir })).close();
  });

  it('of a process that is just being killed', async () => {
    const program = await startProgram(dataDir);
    const gone = program.end('SIGKILL');
    await (await startTestSandbox({ dataDir })).close();
    await gone;
  });

  // Some systems don't report when a process started, so only its id identifies it.
  it.runIf(startTimeOf(process.ppid))('of a process whose ID was reused by another program', async () => {
    await (await startTestSandbox({ dataDir })).close();
    writeFileSync(lock(), JSON.stringify({ pid: process.ppid, birth: startTimeOf(process.ppid) }));
    await expect(startTestSandbox({ dataDir })).rejects.toThrow(`in use by process ${process.ppid}`);
    writeFileSync(lock(), JSON.stringify({ pid: process.ppid, birth: 'before the reboot/1' }));
    await (await startTestSandbox({ dataDir })).close();
  });
});

describe('a full disk', () => {
  const change = (sandbox: SandboxClient) =>
    sandbox.control('apps', { name: 'A'.repeat(100), redirectUrls: ['http://localhost:3000/callback'] });
  const person = {
    firstName: 'A',
    lastName: 'B',
    email: 'a@example.com',
    password: 'secret',
    accountName: 'A'.repeat(1000),
  };
  const refusalSchema = z.object({ message: z.string(), category: z.string() });

  it("refuses and reports changes it can't store, keeps its data, and continues once there is space", async () => {
    // In blocks of 512 bytes: no file of this process grows beyond 16 KB.
    const program = await startProgram(dataDir, { before: 'ulimit -f 32' });
    const sandbox = connectTo(program.url);
    let created = 0;
    let refused = await change(sandbox);
    while (refused.status === 201) {
      created += 1;
      refused = await change(sandbox);
    }
    expect(created).toBeGreaterThan(5);
    expect(refused.status).toBe(503);
    expect(refusalSchema.parse(await refused.json())).toMatchObject({
      category: 'SANDBOX_STORAGE',
      message: expect.stringContaining('cannot write its journal'),
    });
    expect(program.complaints()).toMatch(/The sandbox cannot write its journal/);
    expect(readFileSync(journal(), 'utf8').endsWith('}\n')).toBe(true);
    const page = await sandbox.postForm('/signup/developers', person, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect((await sandbox.request('/__sandbox/ledger')).status).toBe(200);
    // Truncating needs no space.
    expect((await sandbox.control('reset')).status).toBe(200);
    expect(statSync(journal()).size).toBe(0);
    expect((await change(sandbox)).status).toBe(201);
    await program.end('SIGKILL');
    const again = await startTestSandbox({ dataDir });
    expect((await change(again)).status).toBe(201);
    await again.close();
  });

  it('keeps the long journal if there is no space for a compacted one', async () => {
    const first = await startTestSandbox({ dataDir });
    while (statSync(journal()).size < 12_000) await change(first);
    await first.close();
    const before = readFileSync(journal(), 'utf8');
    const program = await startProgram(dataDir, { before: 'ulimit -f 20' });
    expect(readFileSync(journal(), 'utf8')).toBe(before);
    await program.end('SIGTERM');
  });
});
