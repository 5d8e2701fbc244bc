import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { diskFull, errorCode, explained, Problem } from './problem';
import { isAlive, processBirth } from './processes';

/** A new database takes 50 MB, and PostgreSQL shuts down at once when the disk has no room for its log. */
const MIN_FREE_BYTES = 100 * 1024 * 1024;

const holderSchema = z.object({ pid: z.number().int(), birth: z.string().nullable() });
type Holder = z.infer<typeof holderSchema>;

/** Creates the folder if it is missing. Throws a Problem if it can't be written to or its disk is full. */
export function prepareDataFolder(folder: string): void {
  try {
    // Other users may pass through (root's database server runs as another user) but not list it.
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw explained(error, folder);
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < MIN_FREE_BYTES) throw diskFull(folder);
}

/**
 * Locks the folder: one start at a time. The returned function releases it; a killed process holds no lock.
 * Throws a Problem if another live process has locked it.
 */
export function holdDataFolder(folder: string): () => void {
  const path = join(folder, 'in-use');
  const mine: Holder = { pid: process.pid, birth: processBirth(process.pid) };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o644 });
      return () => {
        if (holderOf(folder)?.pid === process.pid) rmSync(path, { force: true });
      };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw explained(error, folder);
    }
    const holder = holderOf(folder);
    if (holder) {
      throw new Problem(
        `The data folder ${folder} is used by another Maker (process ${holder.pid}). Stop it, or set DATA_DIR to another folder.`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new Problem(
    `The data folder ${folder} couldn't be locked: another Maker is starting at the same time. Try again.`,
  );
}

/** The live process that has locked the folder, or null. */
export function holderOf(folder: string): Holder | null {
  let text: string;
  try {
    text = readFileSync(join(folder, 'in-use'), 'utf8');
  } catch {
    return null;
  }
  const holder = holderSchema.safeParse(parseJson(text));
  if (!holder.success || !isAlive(holder.data.pid)) return null;
  return processBirth(holder.data.pid) === holder.data.birth ? holder.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
