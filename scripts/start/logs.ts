import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const MAX_BYTES = 20 * 1024 * 1024;
const PINO = { info: 30, warn: 40 };

/** Where every line of a service goes, as JSON. */
export interface Log {
  write(line: string): void;
}

/** A file that is renamed to `.1` when it reaches `maxBytes`: a service never takes more than the two. */
export function openLog(dataDir: string, name: string, maxBytes = MAX_BYTES): Log {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  const open = () => openSync(path, 'a', 0o600);
  let file = open();
  let size = fstatSync(file).size;
  return {
    write(line) {
      try {
        if (size >= maxBytes) {
          renameSync(path, `${path}.1`);
          closeSync(file);
          file = open();
          size = fstatSync(file).size;
        }
        size += writeSync(file, `${line}\n`);
      } catch {
        // A full disk must not stop the service.
      }
    },
  };
}

/**
 * Sends each line to the log file (a line that isn't JSON is wrapped as the logger would have written it) and to our own
 * output: every line if a program reads it, only warnings and errors on a terminal.
 */
export function follow(
  source: Readable,
  level: keyof typeof PINO,
  name: string,
  log: Log,
  show: 'all' | 'important',
  keep: (line: string) => void,
): void {
  createInterface({ input: source }).on('line', (line) => {
    log.write(
      asEntry(line)
        ? line
        : JSON.stringify({ level: PINO[level], time: new Date().toISOString(), part: name, msg: line }),
    );
    keep(line);
    if (show === 'all') process.stdout.write(`${line}\n`);
    else if (isImportant(line)) process.stderr.write(`${name}: ${readable(line)}\n`);
  });
}

function isImportant(line: string): boolean {
  const entry = asEntry(line);
  return entry ? entry.level >= PINO.warn : /error|warn|fail|cannot/i.test(line);
}

function readable(line: string): string {
  return asEntry(line)?.msg ?? line;
}

function asEntry(line: string): { level: number; msg: string } | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('level' in value) || !('msg' in value)) return null;
    return typeof value.level === 'number' && typeof value.msg === 'string'
      ? { level: value.level, msg: value.msg }
      : null;
  } catch {
    return null;
  }
}
