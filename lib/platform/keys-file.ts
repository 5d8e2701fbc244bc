import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
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

/** Completely on disk before anything is sealed with it. */
export function writeKeysFile(path: string, keys: StoredKeys): void {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, `${JSON.stringify(keys, null, 2)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
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
