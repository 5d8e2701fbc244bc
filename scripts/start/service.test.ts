import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Service } from './service';

/** Programs of a few lines under the real supervisor, which nothing but signals disturbs. */
let folder: string;
let service: Service | null = null;
const said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
});
afterEach(async () => {
  await service?.stop();
  service = null;
  said.length = 0;
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Each start appends its process ID and arguments. */
function run(code: string, beforeReady = ''): Service {
  const file = join(folder, 'program.mjs');
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(join(folder, 'starts'))}, (process.pid + ' ' + process.argv.slice(2).join(' ')).trim() + '\\n');
     process.on('disconnect', () => process.exit(0));
     ${beforeReady}
     process.send({ type: 'ready' });
     ${code}`,
  );
  service = new Service({
    name: 'worker',
    label: 'The worker',
    args: [file],
    argsAfterCrash: ['--cautious'],
    variables: {},
    dataDir: folder,
    show: 'important',
  });
  return service;
}

const starts = () =>
  readFileSync(join(folder, 'starts'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

it('restarts what crashes more often than anybody would wait for, and says why', async () => {
  const reallyLater = setTimeout;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await run(`setTimeout(() => { console.error('no luck today'); process.exit(3); }, 20)`).start();
    for (let waits = 0; waits < 8;) {
      await new Promise((resolve) => reallyLater(resolve, 50));
      if (said.filter((line) => line.includes('restarting it in')).length === waits) continue;
      vi.advanceTimersByTime(30_000);
      waits += 1;
    }
    while (starts().length < 9) await new Promise((resolve) => reallyLater(resolve, 50));
  } finally {
    vi.useRealTimers();
  }
  expect(starts()[0]?.[1]).toBeUndefined();
  expect(starts()[8]?.[1]).toBe('--cautious');
  expect(said.join('')).toContain('The worker ended with code 3; restarting it in 30 s');
  expect(said.join('')).toContain('The worker keeps stopping: no luck today');
});

it('replaces a process that stands still', async () => {
  await run(`setInterval(() => process.send({ type: 'alive' }), 500);`, `process.send({ type: 'alive' });`).start();
  const [[pid] = []] = starts();
  process.kill(Number(pid), 'SIGSTOP');
  await vi.waitUntil(() => starts().length === 2, { timeout: 100_000 });
  expect(said.join('')).toContain("The worker doesn't respond; ending it");
});
