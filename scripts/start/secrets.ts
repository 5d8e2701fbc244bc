import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KEY_BYTES, processEnvironment, readEnv, type Env, type Settings } from '@/lib/platform/env';
import { explained, Problem } from '../problem';

const FILE = 'keys.json';
const storedKeysSchema = z.object({ ENCRYPTION_KEYS: z.string().min(1), SESSION_SECRET: z.string().min(1) });
type StoredKeys = z.infer<typeof storedKeysSchema>;

/**
 * The complete environment of the app's processes: the operator's variables, the database's address, and the keys, either
 * given or generated once and stored next to the embedded database, readable by their owner only.
 */
export function completeEnvironment(settings: Settings, databaseUrl: string): Env {
  const given = processEnvironment();
  const needsKept =
    settings.databaseUrl === null && (settings.encryptionKeys.length === 0 || settings.sessionSecret === null);
  const kept = needsKept ? readStoredKeys(settings.dataDir) : {};
  return readEnv({ ...kept, ...withoutEmpty(given), DATABASE_URL: databaseUrl, HUBSPOT: settings.hubspot.mode });
}

function readStoredKeys(dataDir: string): StoredKeys {
  const path = join(dataDir, FILE);
  try {
    if (!existsSync(path))
      writeOnce(path, {
        ENCRYPTION_KEYS: `k1:${randomBytes(KEY_BYTES).toString('base64')}`,
        SESSION_SECRET: randomBytes(KEY_BYTES).toString('base64url'),
      });
    return storedKeysSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
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

/** Completely on disk before anything is sealed with it. */
function writeOnce(path: string, keys: StoredKeys): void {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, `${JSON.stringify(keys, null, 2)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
}

function withoutEmpty(source: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(source))
    if (value !== undefined && value.trim() !== '') kept[name] = value;
  return kept;
}
