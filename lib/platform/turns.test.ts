import { expect, it } from 'vitest';
import { createTurns } from './turns';

/** Work that is over when the test says so. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, (result: string) => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((end) => ends.set(name, end));
  };
  return {
    begun,
    work,
    end: async (name: string, result = 'done') => {
      ends.get(name)?.(result);
      await settle();
    },
  };
}
const settle = () => new Promise((done) => setImmediate(done));

it('does one at a time, and lets groups take turns', async () => {
  const turns = createTurns({ places: 10, rest: 0 });
  const { begun, work, end } = held();
  const all = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => turns.take(name.slice(0, 1), work(name)));
  for (let done = 0; done < all.length; done += 1) {
    expect(begun).toHaveLength(done + 1);
    await end(begun[done] ?? '');
  }
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  expect(await Promise.all(all)).toEqual(Array(6).fill('done'));
});

it('refuses without doing anything where too many wait, and whoever has most gives up a place first', async () => {
  const turns = createTurns({ places: 4, rest: 0 });
  const { begun, work, end } = held();
  const flood = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => turns.take('a', work(name)));
  expect(turns.isFull('a')).toBe(true);
  expect(await turns.take('a', work('a6'))).toBeNull();
  expect(turns.isFull('b')).toBe(false);
  const others = ['b1', 'b2'].map((name) => turns.take('b', work(name)));
  expect(turns.isFull('b')).toBe(true);
  expect(await turns.take('b', work('b3'))).toBeNull();
  for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) await end(name);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
  expect(await Promise.all(flood)).toEqual(['done', 'done', 'done', null, null]);
  expect(await Promise.all(others)).toEqual(['done', 'done']);
  // Nothing is left over: as many fit as before.
  const again = ['d1', 'd2', 'd3', 'd4', 'd5'].map((name) => turns.take('d', work(name)));
  expect(await turns.take('d', work('d6'))).toBeNull();
  for (const name of ['d1', 'd2', 'd3', 'd4', 'd5']) await end(name);
  expect(await Promise.all(again)).toEqual(Array(5).fill('done'));
});

it('has places of many for few groups, and a turn for each of them', async () => {
  const turns = createTurns({ places: 10, groups: 3, rest: 0 });
  const { begun, work, end } = held();
  // The first is at work, and waits no longer.
  const office = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((name) => turns.take('a', work(name)));
  const flood = ['b', 'c', 'd', 'e'].map((name) => turns.take(name, work(name)));
  expect([turns.isFull('a'), turns.isFull('b'), turns.isFull('e')]).toEqual([false, false, true]);
  expect(await Promise.all(flood.slice(2))).toEqual([null, null]);
  for (const name of ['a0', 'a1', 'b', 'c', 'a2', 'a3', 'a4', 'a5', 'a6']) await end(name);
  expect(begun).toEqual(['a0', 'a1', 'b', 'c', 'a2', 'a3', 'a4', 'a5', 'a6']);
  expect(await Promise.all([...office, ...flood.slice(0, 2)])).toEqual(Array(9).fill('done'));
});

it('refuses without doing anything whose turn comes too late', async () => {
  let now = 0;
  const turns = createTurns({ places: 4, rest: 0, mostWaitMs: 30, clock: { now: () => now, sleep: async () => {} } });
  const { begun, work, end } = held();
  const [first, late, last] = ['a', 'b', 'c'].map((name) => {
    now += 10;
    return turns.take(name, work(name));
  });
  now = 51;
  await end('a');
  expect(await Promise.all([first, late])).toEqual(['done', null]);
  expect(begun).toEqual(['a', 'c']);
  await end('c');
  expect(await last).toBe('done');
});

it('rests thrice as long as the work took, unless what came out of it needs none', async () => {
  let now = 0;
  const rests: number[] = [];
  let wake = () => {};
  const sleep = (ms: number) => {
    rests.push(ms);
    return new Promise<void>((done) => (wake = done));
  };
  const turns = createTurns({ places: 4, rest: 3, clock: { now: () => now, sleep } });
  const { begun, work, end } = held();
  const all = ['wrong', 'right', 'last'].map((name) => turns.take(name, work(name), (result) => result === 'wrong'));
  now += 200;
  await end('wrong', 'wrong');
  expect(await all[0]).toBe('wrong');
  expect([rests, begun]).toEqual([[600], ['wrong']]);
  now += 600;
  wake();
  await settle();
  now += 200;
  await end('right', 'right');
  expect([rests, begun]).toEqual([[600], ['wrong', 'right', 'last']]);
});

it('goes on after work that failed', async () => {
  const turns = createTurns({ places: 4, rest: 0 });
  const failing = turns.take('a', () => Promise.reject(new Error('no database')));
  const next = turns.take('a', async () => 'done');
  await expect(failing).rejects.toThrow('no database');
  expect(await next).toBe('done');
});
