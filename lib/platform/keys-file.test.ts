import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSealer } from './crypto';
import { writeKeyRing } from './env';
import { followKeys, readKeysFile, writeKeysFile } from './keys-file';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'keys.json');
const PLACE = { table: 'AuthGrant', row: '1', column: 'refreshToken' };
const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const [first, second] = [key('k1', 1), key('k2', 2)];
const write = (...ring: ReturnType<typeof key>[]) =>
  writeKeysFile(path, { ENCRYPTION_KEYS: writeKeyRing(ring), SESSION_SECRET: 'x'.repeat(40) });
const keyOf = (sealed: string) => sealed.split('.')[1];

it('is readable by its owner only', () => {
  write(first);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readKeysFile(path).SESSION_SECRET).toHaveLength(40);
});

it('a process seals with a new key as soon as the file has it, and forgets one that was removed', () => {
  write(first);
  const sealer = createSealer(followKeys(path, [first]));
  const old = sealer.seal('secret', PLACE);
  write(second, first);
  expect(keyOf(sealer.seal('secret', PLACE))).toBe('k2');
  expect(sealer.open(old, PLACE)).toBe('secret');
  write(second);
  expect(() => sealer.open(old, PLACE)).toThrow(/k1 is not in the ring/);
});

it('a file that is damaged or gone changes nothing for a process that runs', () => {
  write(second, first);
  const sealer = createSealer(followKeys(path, [first]));
  expect(keyOf(sealer.seal('secret', PLACE))).toBe('k2');
  writeFileSync(path, '{"ENCRYPTION_KEYS": "');
  expect(keyOf(sealer.seal('secret', PLACE))).toBe('k2');
  rmSync(path);
  expect(keyOf(sealer.seal('secret', PLACE))).toBe('k2');
});
