import { expect, it } from 'vitest';
import { createSharedRead } from './shared-read';

const soon = () => new Promise((done) => setImmediate(done));

it('is shared by concurrent callers of one key, and repeated for callers who arrive later', async () => {
  const shared = createSharedRead<number>();
  let reads = 0;
  const read = async () => (reads += 1);
  const first = Array.from({ length: 300 }, () => shared('session', read));
  const other = shared('another', read);
  expect(await Promise.all(first)).toEqual(Array(300).fill(1));
  expect(await other).toBe(2);
  const slow = shared('session', () => soon().then(() => read()));
  await soon();
  await soon();
  const late = shared('session', read);
  expect([await slow, await late]).toEqual([3, 4]);
});

it("isn't reused if it fails", async () => {
  const shared = createSharedRead<number>();
  await expect(shared('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await shared('a', async () => 1)).toBe(1);
});
