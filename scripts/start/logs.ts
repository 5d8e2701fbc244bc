import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const MAX_BYTES = 20 * 1024 * 1024;
const PINO_WARN = 40;

/** Where every line of a service goes; the one before is kept when it has grown large. */
export function openLog(dataDir: string, name: string): WriteStream {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  if (existsSync(path) && statSync(path).size > MAX_BYTES) renameSync(path, `${path}.1`);
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  // A full disk must not end what is being logged.
  stream.on('error', () => {});
  return stream;
}

/**
 * Sends each line to the log file, and to our own output: everything where that is read by a program, and on a
 * terminal what a person wants to see, which is warnings and errors.
 */
export function follow(source: Readable, name: string, log: WriteStream, show: 'all' | 'important', keep: (line: string) => void): void {
  createInterface({ input: source }).on('line', (line) => {
    log.write(`${line}\n`);
    keep(line);
    if (show === 'all') process.stdout.write(`${line}\n`);
    else if (isImportant(line)) process.stderr.write(`${name}: ${readable(line)}\n`);
  });
}

function isImportant(line: string): boolean {
  const entry = asEntry(line);
  return entry ? entry.level >= PINO_WARN : /error|warn|fail|cannot/i.test(line);
}

function readable(line: string): string {
  return asEntry(line)?.msg ?? line;
}

function asEntry(line: string): { level: number; msg: string } | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('level' in value) || !('msg' in value)) return null;
    return typeof value.level === 'number' && typeof value.msg === 'string' ? { level: value.level, msg: value.msg } : null;
  } catch {
    return null;
  }
}
