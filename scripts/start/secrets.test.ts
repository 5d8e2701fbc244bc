import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { processEnvironment, readSettings } from '@/lib/platform/env';
import { completeEnvironment } from './secrets';

const URL_OF_DATABASE = 'postgresql://maker:x@127.0.0.1:1/maker';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  for (const name of ['DATABASE_URL', 'ENCRYPTION_KEYS', 'SESSION_SECRET', 'KEYS_FILE']) vi.stubEnv(name, '');
  vi.stubEnv('DATA_DIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
const complete = () => completeEnvironment(readSettings(processEnvironment()), URL_OF_DATABASE);
const ids = () => complete().encryptionKeys.map(({ id }) => id);
const inFolder = (name: string) => join(folder, name);

it('generates keys once, and tells the processes which file to follow', () => {
  const first = complete();
  expect(statSync(inFolder('keys.json')).mode & 0o777).toBe(0o600);
  expect(first.keysFile).toBe(inFolder('keys.json'));
  expect(complete().encryptionKeys).toEqual(first.encryptionKeys);
});

it('opens a data folder whose keys were moved elsewhere, and never makes new ones while the old ones are there', () => {
  const { encryptionKeys } = complete();
  vi.stubEnv('KEYS_FILE', inFolder('apart.json'));
  expect(complete).toThrow(/^The keys are still in .*keys\.json\. Move that file to .*apart\.json/);
  expect(existsSync(inFolder('apart.json'))).toBe(false);
  renameSync(inFolder('keys.json'), inFolder('apart.json'));
  expect(complete().encryptionKeys).toEqual(encryptionKeys);
});

it('takes a file beside one’s own database, and makes none there', () => {
  vi.stubEnv('KEYS_FILE', inFolder('apart.json'));
  vi.stubEnv('DATABASE_URL', URL_OF_DATABASE);
  expect(complete).toThrow(/^KEYS_FILE names .*apart\.json, which doesn't exist\./);
  vi.stubEnv('DATABASE_URL', '');
  complete();
  vi.stubEnv('DATABASE_URL', URL_OF_DATABASE);
  expect(ids()).toEqual(['k1']);
});

it('follows no file when the keys are in variables', () => {
  complete();
  const kept: unknown = JSON.parse(readFileSync(inFolder('keys.json'), 'utf8'));
  for (const [name, value] of Object.entries(Object(kept))) vi.stubEnv(name, String(value));
  expect(complete()).toMatchObject({ keysFile: null, encryptionKeys: [{ id: 'k1' }] });
});
