import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordHistory } from '@/lib/platform/history';
import { recordCheckpoint } from '@/lib/services/history/record-checkpoint';
import { verifyHistory } from '@/lib/services/history/verify-history';
import { startWorld } from '../../support/connect-world';
import { runScript } from '../../support/run-script';

const world = await startWorld();
const auditor = await world.person({ permissions: ['history.access'] });
const verify = (noted?: { position: number; hash: string }) =>
  verifyHistory(world.ctx({ kind: 'system', name: 'test' }), noted ? { noted } : {});
const checkpoint = () => recordCheckpoint(world.ctx({ kind: 'system', name: 'checkpoint' }));

const BY = { actor: { kind: 'system', id: null, name: 'test' }, requestId: 'r' } as const;
function write(name: string, options: { fail?: boolean } = {}) {
  return world.db.$transaction(async (tx) => {
    const record = { action: 'tag.edited', entity: 'tag', entityId: name, entityName: name } as const;
    await recordHistory(tx, { ...BY, now: new Date() }, { ...record, before: { a: 1.5 }, after: { a: 'é', b: null } });
    if (options.fail) throw new Error('rolled back');
  });
}
/** Numbered 1 to `count`, whatever other tests left. */
async function start(count: number): Promise<void> {
  await world.asOwner('TRUNCATE "HistoryEntry", "HistoryCheckpoint"');
  for (let index = 1; index <= count; index += 1) await write(`Tag ${index}`);
}
const at = async (position: number) => {
  const { id, entityName, hash } = await world.db.historyEntry.findUniqueOrThrow({ where: { position } });
  return { id, entityName, hash: hash ?? '' };
};

it('gives entries consecutive places under concurrency, and none to what is rolled back', async () => {
  await start(0);
  const all = Array.from({ length: 60 }, (_unused, index) => write(`Tag ${index}`, { fail: index % 5 === 0 }));
  await Promise.allSettled(all);
  const places = await world.db.historyEntry.findMany({ select: { position: true }, orderBy: { position: 'asc' } });
  expect(places.map(({ position }) => Number(position))).toEqual(
    Array.from({ length: 48 }, (_unused, index) => index + 1),
  );
  expect(await verify()).toMatchObject({ first: 1, count: 48, problem: null });
});

it('is long enough to be read in several parts', async () => {
  await start(0);
  await world.db.$transaction(async (tx) => {
    const data = { action: 'tag.edited', entityType: 'tag', entityId: 't', actorKind: 'system', actorName: 'test' };
    await tx.historyEntry.createMany({
      data: Array.from({ length: 1203 }, (_unused, index) => ({ ...data, entityName: `Tag ${index}` })),
    });
  });
  await checkpoint();
  expect(await verify()).toMatchObject({ first: 1, count: 1203, checkpoints: 1, problem: null });
});

it('nobody chooses a place of their own, not even the role that may add entries', async () => {
  await start(2);
  const data = { action: 'tag.edited', entityType: 'tag', entityId: 't', entityName: 'T', actorKind: 'system' };
  await world.db.historyEntry.create({ data: { ...data, actorName: 'x', position: 900, hash: 'forged' } });
  expect(await at(3)).toMatchObject({ entityName: 'T', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await verify()).toMatchObject({ count: 3, problem: null });
});

it('is verified only by people who may read the history, and not all the time', async () => {
  const { actor } = await world.person({ permissions: ['tags.access'] });
  await expect(verifyHistory(world.ctx(actor))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  for (let times = 0; times < 6; times += 1) await verifyHistory(world.ctx(auditor.actor));
  await expect(verifyHistory(world.ctx(auditor.actor))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

describe('S-87: the owner of the database', () => {
  const ENTRIES = 60;
  /** Every second place of checkpoints is behind entry 30. */
  beforeAll(async () => {
    await start(30);
    await checkpoint();
    for (let index = 31; index <= ENTRIES; index += 1) await write(`Tag ${index}`);
    await checkpoint();
    // From here on nothing is chained any more: the owner may switch that off.
    await world.asOwner(`
      ALTER TABLE "HistoryEntry" DISABLE TRIGGER USER;
      CREATE TABLE kept AS TABLE "HistoryEntry"; CREATE TABLE kept_checkpoints AS TABLE "HistoryCheckpoint"`);
  });
  beforeEach(restore);
  async function restore() {
    await world.asOwner(`
      TRUNCATE "HistoryEntry", "HistoryCheckpoint";
      INSERT INTO "HistoryEntry" SELECT * FROM kept; INSERT INTO "HistoryCheckpoint" SELECT * FROM kept_checkpoints`);
  }
  const SET: Record<string, string> = {
    action: `'tag.deleted'`,
    entityType: `'user'`,
    entityId: `'other'`,
    entityName: `'other'`,
    actorKind: `'user'`,
    actorId: `'other'`,
    actorName: `'other'`,
    requestId: `'other'`,
    at: `"at" - interval '1 ms'`,
    before: `'{"a": 1.50}'`,
    after: `'{"a": "e", "b": null}'`,
    hash: `repeat('0', 64)`,
    id: 'gen_random_uuid()',
  };
  /** Each of them at a place from 2 to 59, and the first place that no longer fits. */
  const TAMPERINGS: [string, (place: number) => string, (place: number) => object][] = [
    ...Object.entries(SET).map(([column, value]): (typeof TAMPERINGS)[number] => [
      `changes ${column}`,
      (place) => `UPDATE "HistoryEntry" SET "${column}" = ${value} WHERE "position" = ${place}`,
      (place) => ({ kind: 'changed', position: place }),
    ]),
    [
      'deletes one',
      (place) => `DELETE FROM "HistoryEntry" WHERE "position" = ${place}`,
      (place) => ({ kind: 'missing', position: place + 1 }),
    ],
    [
      'swaps two',
      (place) => `
        UPDATE "HistoryEntry" SET "position" = 9000 WHERE "position" = ${place};
        UPDATE "HistoryEntry" SET "position" = ${place} WHERE "position" = ${place + 1};
        UPDATE "HistoryEntry" SET "position" = ${place + 1} WHERE "position" = 9000`,
      (place) => ({ kind: 'changed', position: place }),
    ],
    [
      'inserts one and moves the others',
      (place) => `
        UPDATE "HistoryEntry" SET "position" = -"position" WHERE "position" >= ${place};
        UPDATE "HistoryEntry" SET "position" = 1 - "position" WHERE "position" < 0;
        INSERT INTO "HistoryEntry" SELECT gen_random_uuid(), "at", 'tag.deleted', "entityType", "entityId", "entityName",
          "actorKind", "actorId", "actorName", "before", "after", "requestId", ${place}, "hash"
          FROM kept WHERE "position" = ${place}`,
      (place) => ({ kind: 'changed', position: place }),
    ],
    [
      'cuts off the end',
      (place) => `DELETE FROM "HistoryEntry" WHERE "position" > ${place}`,
      (place) => ({ kind: 'cut', position: place < 30 ? 30 : ENTRIES }),
    ],
  ];
  const places = Array.from({ length: 12 }, (_unused, index) => 3 + index * 5);

  it.each(TAMPERINGS)('%s, and the first entry that no longer fits is named', async (_what, sql, expected) => {
    for (const place of places) {
      await restore();
      await world.asOwner(sql(place));
      const { problem } = await verify();
      expect(problem, `at ${place}`).toMatchObject(expected(place));
    }
  });

  it('names an entry that was added while nothing was chained', async () => {
    await write('Planted');
    expect((await verify()).problem).toMatchObject({ kind: 'unchained', entry: { entityName: 'Planted' } });
  });

  it('shows that the oldest entries are gone, and goes on from there', async () => {
    await world.asOwner('DELETE FROM "HistoryEntry" WHERE "position" <= 30');
    expect(await verify()).toMatchObject({ first: 31, count: 30, problem: null });
    // The checkpoint at 30 says what stood before.
    await world.asOwner(`UPDATE "HistoryEntry" SET "entityName" = 'x' WHERE "position" = 31`);
    expect((await verify()).problem).toMatchObject({ kind: 'changed', position: 31 });
  });

  it('can’t chain everything anew: the next checkpoint doesn’t agree, and nobody can seal another one', async () => {
    const rewrite = `
      UPDATE "HistoryEntry" SET "entityName" = 'x' WHERE "position" = 7;
      DO $$ DECLARE e "HistoryEntry"; h TEXT := ''; BEGIN
        FOR e IN SELECT * FROM "HistoryEntry" ORDER BY "position" LOOP
          h := history_hash(h, e); UPDATE "HistoryEntry" SET "hash" = h WHERE "id" = e."id";
        END LOOP; END $$`;
    await world.asOwner(rewrite);
    expect((await verify()).problem).toMatchObject({
      kind: 'rewritten',
      position: 30,
      entry: { entityName: 'Tag 30' },
    });
    await world.asOwner(`UPDATE "HistoryCheckpoint" SET "sealed" = 'v1.k1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA'`);
    expect((await verify()).problem).toMatchObject({ kind: 'seal', position: 30 });
    await world.asOwner(
      `UPDATE "HistoryCheckpoint" SET "sealed" = (SELECT "sealed" FROM kept_checkpoints WHERE "position" = 60)`,
    );
    expect((await verify()).problem).toMatchObject({ kind: 'seal', position: 30 });
  });

  it('is found out by a note, when checkpoints are gone too', async () => {
    const noted = { position: 50, hash: (await at(50)).hash };
    expect((await verify(noted)).problem).toBeNull();
    await world.asOwner('TRUNCATE "HistoryCheckpoint"; DELETE FROM "HistoryEntry" WHERE "position" >= 50');
    expect((await verify()).problem).toBeNull();
    expect((await verify(noted)).problem).toMatchObject({ kind: 'cut', position: 50 });
    await restore();
    expect((await verify({ ...noted, hash: '0'.repeat(64) })).problem).toMatchObject({ kind: 'noted', position: 50 });
  });

  it('is told apart from nothing by the command too', async () => {
    const noted = `50:${(await at(50)).hash}`;
    expect(await command('verify', '--noted', noted)).toEqual({
      code: 0,
      output: expect.stringContaining('All 60 entries are unchanged.\nAll 2 checkpoints agree.\nLast entry: 60:'),
    });
    await world.asOwner(`UPDATE "HistoryEntry" SET "entityName" = 'x' WHERE "position" = 45`);
    expect(await command('verify')).toEqual({
      code: 1,
      output: expect.stringMatching(/^Entry 45 was changed\.\nAbout x, 20.*\nThe 44 entries before it fit together\./),
    });
    expect(await command('verify', '--noted', '50')).toMatchObject({ code: 2 });
  });
  const command = (...args: string[]) => runScript('scripts/history.ts', ...args);

  it('gets no checkpoint for what doesn’t fit', async () => {
    await world.asOwner(`DELETE FROM "HistoryCheckpoint" WHERE "position" = 60`);
    await world.asOwner(`UPDATE "HistoryEntry" SET "entityName" = 'x' WHERE "position" = 45`);
    await checkpoint();
    expect(await world.db.historyCheckpoint.count()).toBe(1);
    await restore();
    await world.asOwner(`DELETE FROM "HistoryCheckpoint" WHERE "position" = 60`);
    await checkpoint();
    await checkpoint();
    expect(await world.db.historyCheckpoint.count()).toBe(2);
  });
});
