import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KEY_BYTES, processEnvironment, readEnv, type Env, type Settings } from '@/lib/platform/env';
import { readKeysFile, writeKeysFile, type StoredKeys } from '@/lib/platform/keys-file';
import { explained, Problem } from '../problem';

const FILE = 'keys.json';

/**
 * The complete environment of the app's processes: the operator's variables, the database's address, and the keys, either given
 * or in a file. With the embedded database they are generated once, readable by their owner only.
 */
export function completeEnvironment(settings: Settings, databaseUrl: string): Env {
  const given = withoutEmpty(processEnvironment());
  const isGiven = settings.encryptionKeys.length > 0 && settings.sessionSecret !== null;
  const file = isGiven ? null : (settings.keysFile ?? join(settings.dataDir, FILE));
  const kept = file === null ? {} : readStoredKeys(file, settings);
  return readEnv({
    ...kept,
    ...given,
    DATABASE_URL: databaseUrl,
    HUBSPOT: settings.hubspot.mode,
    // Processes look again whether the keys were rotated; what comes from a pipe can't be read twice.
    KEYS_FILE: file !== null && settings.encryptionKeys.length === 0 && statSync(file).isFile() ? file : '',
  });
}

function readStoredKeys(path: string, { databaseUrl, dataDir, keysFile }: Settings): StoredKeys {
  try {
    if (!existsSync(path)) {
      const former = join(dataDir, FILE);
      if (databaseUrl !== null) throw new Problem(`KEYS_FILE names ${path}, which doesn't exist.`);
      if (keysFile !== null && existsSync(former))
        throw new Problem(`The keys are still in ${former}. Move that file to ${path}, which KEYS_FILE names.`);
      writeKeysFile(path, {
        ENCRYPTION_KEYS: `k1:${randomBytes(KEY_BYTES).toString('base64')}`,
        SESSION_SECRET: randomBytes(KEY_BYTES).toString('base64url'),
      });
    }
    return readKeysFile(path);
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      throw new Problem(
        `${path} is damaged. It contains the keys of every secret in the database. Restore it from a backup.`,
        { cause: error },
      );
    }
    throw explained(error, path);
  }
}

function withoutEmpty(source: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(source))
    if (value !== undefined && value.trim() !== '') kept[name] = value;
  return kept;
}
