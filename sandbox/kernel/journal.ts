import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const entrySchema = z.object({
  seq: z.number().int(),
  type: z.string(),
  at: z.number(),
  portalId: z.number().nullable(),
  appId: z.number().optional(),
  data: z.record(z.string(), z.unknown()),
  /** The request that caused it. Absent for the sandbox's own effects. */
  cause: z.object({ method: z.string(), path: z.string(), correlationId: z.string() }).optional(),
  /** True for lines that replace older ones after a compaction. */
  compacted: z.literal(true).optional(),
});

export type JournalEntry = z.infer<typeof entrySchema>;

/**
 * The sandbox's journal: one JSON line per effect, appended before the effect is applied and acknowledged. A killed
 * process loses at most the line it was writing, which was not yet acknowledged.
 */
export interface Journal {
  append(entry: JournalEntry): void;
  /** Replaces the content atomically. The old content stays until the new one is complete. */
  replace(entries: Iterable<JournalEntry>): void;
  readonly sizeBytes: number;
  close(): void;
}

/** The write failed, for example because the disk is full. Nothing was changed. */
export class JournalFailure extends Error {
  constructor(cause: unknown) {
    super(`The sandbox cannot write its journal: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** `entries` are read lazily. */
export function openJournal(directory: string | null): { journal: Journal; entries: Iterable<JournalEntry> } {
  if (directory === null) return { journal: memoryOnly, entries: [] };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'journal.jsonl');
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  return { journal: fileJournal(path, bytes.lastIndexOf(lineEnd) + 1), entries: readEntries(bytes, path) };
}

const memoryOnly: Journal = {
  append() {},
  replace() {},
  sizeBytes: 0,
  close() {},
};

function fileJournal(path: string, validBytes: number): Journal {
  let file = openSync(path, 'a', 0o600);
  // Removes an incomplete last line, so that the next one starts on its own line.
  ftruncateSync(file, validBytes);
  let size = validBytes;
  return {
    append(entry) {
      try {
        size += writeLine(file, entry);
      } catch (error) {
        // A full disk may have left half a line. The next one must not be appended to it.
        ftruncateSync(file, size);
        throw new JournalFailure(error);
      }
    },
    replace(entries) {
      const next = `${path}.next`;
      const written = writeAll(next, entries);
      renameSync(next, path);
      closeSync(file);
      file = openSync(path, 'a', 0o600);
      size = written;
    },
    get sizeBytes() {
      return size;
    },
    close() {
      closeSync(file);
    },
  };
}

/** Writes the whole file, or removes it on failure. Returns its size. */
function writeAll(path: string, entries: Iterable<JournalEntry>): number {
  const file = openSync(path, 'w', 0o600);
  try {
    let written = 0;
    for (const entry of entries) written += writeLine(file, entry);
    fsyncSync(file);
    return written;
  } catch (error) {
    rmSync(path, { force: true });
    throw new JournalFailure(error);
  } finally {
    closeSync(file);
  }
}

function writeLine(file: number, entry: JournalEntry): number {
  const line = Buffer.from(`${JSON.stringify(entry)}\n`);
  for (let written = 0; written < line.length;) written += writeSync(file, line, written);
  return line.length;
}

const lineEnd = 10;

function* readEntries(bytes: Buffer, path: string): Generator<JournalEntry> {
  let start = 0;
  let number = 1;
  for (let end = bytes.indexOf(lineEnd, start); end !== -1; end = bytes.indexOf(lineEnd, start)) {
    yield parseLine(bytes.toString('utf8', start, end), path, number);
    start = end + 1;
    number += 1;
  }
}

function parseLine(line: string, path: string, number: number): JournalEntry {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    throw new Error(
      `The sandbox's journal ${path} is damaged at line ${number}. Move the file away to begin with the seed.`,
    );
  }
}
