import {
  closeSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { EncryptionKey } from './crypto';
import { readKeyRing } from './env';

/** What is kept in a file where no variable gives it, readable by its owner only. */
const storedKeysSchema = z.object({ ENCRYPTION_KEYS: z.string().min(1), SESSION_SECRET: z.string().min(1) });
export type StoredKeys = z.infer<typeof storedKeysSchema>;

/** Throws a ZodError or SyntaxError for a damaged file. */
export function readKeysFile(path: string): StoredKeys {
  return storedKeysSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * Completely on disk before anything is sealed with it. The file keeps its owner, whoever rotates: the Maker's user must be
 * able to read it. Throws, and leaves the former file, if that can't be.
 */
export function writeKeysFile(path: string, keys: StoredKeys): void {
  const draft = `${path}.${process.pid}`;
  const former = statSync(path, { throwIfNoEntry: false });
  rmSync(draft, { force: true });
  const file = openSync(/* turbopackIgnore: true */ draft, 'wx', 0o600);
  try {
    if (former && former.uid !== process.geteuid?.()) fchownSync(file, former.uid, former.gid);
    writeSync(file, `${JSON.stringify(keys, null, 2)}\n`);
    fsyncSync(file);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  const folder = openSync(/* turbopackIgnore: true */ dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * The keys of the file as they are now: a rotation writes it anew, and every process on this machine then seals with the new
 * key, without a restart. A file that can't be read changes nothing.
 */
export function followKeys(path: string, given: readonly EncryptionKey[]): () => readonly EncryptionKey[] {
  let ring = given;
  let seen = '';
  return () => {
    try {
      const { ino, mtimeMs, size } = statSync(path);
      const found = `${ino} ${mtimeMs} ${size}`;
      if (found !== seen) {
        ring = readKeyRing(readKeysFile(path).ENCRYPTION_KEYS);
        seen = found;
      }
    } catch {
      // The keys that are known go on working.
    }
    return ring;
  };
}
