import { chownSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

it('keeps its owner, whoever rotates; who may not give it back leaves it as it was', () => {
  const own = process.geteuid?.() ?? 0;
  write(first);
  // Only root can hand files to others, and become somebody else.
  if (own !== 0) return expect(statSync(path).uid).toBe(own);
  const [theirs, strangers] = [12_345, 23_456];
  chownSync(path, theirs, theirs);
  write(second, first);
  expect(statSync(path)).toMatchObject({ uid: theirs, gid: theirs });
  expect(statSync(path).mode & 0o777).toBe(0o600);

  // Of root's file not either, whom the process only stopped being.
  chownSync(path, own, own);
  const before = statSync(path);
  chownSync(folder, strangers, strangers);
  try {
    process.seteuid?.(strangers);
    expect(() => write(second)).toThrow(/EPERM/);
  } finally {
    process.seteuid?.(0);
  }
  expect(statSync(path)).toMatchObject({ ino: before.ino, uid: own });
  expect(readdirSync(folder)).toEqual(['keys.json']);
});
