import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { createConfiguration, type Configuration } from '@/lib/platform/configuration';
import { createDb } from '@/lib/platform/db';
import { deriveCtx, type Ctx } from '@/lib/services/context';
import { readBanner } from '@/lib/services/banner/queries';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { runAssignment } from '@/lib/services/assignment/run-assignment';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
let article: ArticleWorld;
beforeAll(async () => {
  article = await configureArticle(world);
});

/** Another process, with a memory of its own. */
async function withOtherProcess<T>(work: (configuration: Configuration) => Promise<T>): Promise<T> {
  const db = createDb(world.databaseUrl, { maxConnections: 2 });
  try {
    return await work(createConfiguration(db));
  } finally {
    await db.$disconnect();
  }
}

const { configuration } = world.ctx();
let loads = 0;
const read = (key: string, from = configuration) =>
  from.read(key, async () => {
    loads += 1;
    return { rows: [{ name: 'x' }], load: loads };
  });

describe('the configuration in memory', () => {
  it('is loaded once, and by everybody who asks at the same time together', async () => {
    const [first, second] = await Promise.all([read('once'), read('once')]);
    expect(second).toBe(first);
    expect(await read('once')).toBe(first);
    expect((await read('another')).load).not.toBe(first.load);
  });

  it('can’t be changed by those who read it', async () => {
    const { rows } = await read('frozen');
    expect(() => rows.push({ name: 'y' })).toThrow(TypeError);
    expect(() => Object.assign(rows[0] ?? {}, { name: 'y' })).toThrow(TypeError);
  });

  it('is read anew after a change, in this process and in others', async () => {
    await withOtherProcess(async (other) => {
      const before = [await read('anew'), await read('anew', other)];
      await world.db.profile.update({ where: { id: article.profileId }, data: { description: 'Changed' } });
      const after = [await read('anew'), await read('anew', other)];
      expect(after[0]).not.toBe(before[0]);
      expect(after[1]).not.toBe(before[1]);
      expect([await read('anew'), await read('anew', other)]).toEqual(after);
    });
  });

  it('stays as it is while a change is not committed, and when it never is', async () => {
    const before = await read('uncommitted');
    await world.db
      .$transaction(async (tx) => {
        await tx.profile.update({ where: { id: article.profileId }, data: { description: 'Not to be' } });
        expect(await read('uncommitted')).toBe(before);
        throw new Error('changed our mind');
      })
      .catch(() => undefined);
    expect(await read('uncommitted')).toBe(before);
  });

  it('keeps no failure', async () => {
    const failing = () => configuration.read<string>('failing', () => Promise.reject(new Error('no database')));
    await expect(failing()).rejects.toThrow('no database');
    expect(await configuration.read('failing', async () => 'loaded')).toBe('loaded');
  });

  it('does not change with calls', async () => {
    await receiveInteraction(article.telephone, article.event({ id: 'no-change', customer: { number: 'anonymous' } }));
    const before = await read('calls');
    await receiveInteraction(article.telephone, article.event({ id: 'no-change', type: 'ended' }));
    expect(await read('calls')).toBe(before);
  });
});

const reading = new AsyncLocalStorage<string>();
/** The tables that each value was read from, by its key. */
const tables = new Map<string, Set<string>>();

describe('the tables it is read from', () => {
  it('each renew its version', async () => {
    const restore = watchStatements((text) => {
      const key = reading.getStore();
      if (key === undefined) return;
      const named = [...text.matchAll(/(?:FROM|JOIN) "public"\."(\w+)"/g)].map(([, name = '']) => name);
      tables.set(key, new Set([...(tables.get(key) ?? []), ...named]));
    });
    try {
      await oneCall();
    } finally {
      restore();
    }
    const read = new Set([...tables.values()].flatMap((names) => [...names]));
    const rows = await world.db.$queryRaw<{ table: string }[]>`
      SELECT tgrelid::regclass::text AS "table" FROM pg_trigger WHERE tgfoid = 'renew_configuration_version'::regproc`;
    const renewing = new Set(rows.map(({ table }) => table.replaceAll('"', '')));
    expect(read.size).toBeGreaterThan(9);
    expect([...read].filter((name) => !renewing.has(name))).toEqual([]);
  });
});

/** Calls back with each statement before it is sent. Returns what ends that. */
function watchStatements(onStatement: (text: string) => void): () => void {
  const { prototype } = pg.Client;
  const original: unknown = Reflect.get(prototype, 'query');
  if (typeof original !== 'function') throw new Error('pg has no query to watch');
  const watched = new Proxy(original, {
    apply(target, client, args: unknown[]) {
      const [sent] = args;
      if (typeof sent === 'string') onStatement(sent);
      else if (typeof sent === 'object' && sent !== null && 'text' in sent) onStatement(String(sent.text));
      const answer: unknown = Reflect.apply(target, client, args);
      return answer;
    },
  });
  Reflect.set(prototype, 'query', watched);
  return () => void Reflect.set(prototype, 'query', original);
}

/** Everything that reads configuration for a call, with a memory that is empty. */
async function oneCall(): Promise<void> {
  const fresh = createConfiguration(world.db);
  const watched: Configuration = {
    at: (version) => ({ read: (key, load) => fresh.at(version).read(key, () => reading.run(key, load)) }),
    read: (key, load) => fresh.read(key, () => reading.run(key, load)),
  };
  const watching = (ctx: Ctx) => deriveCtx(ctx, { configuration: watched });
  const number = '+33 1 76 99 77 88';
  const hubspot = await hubspotClient(world);
  await hubspot.create('contacts', { firstname: 'Iris', lastname: 'Caron', phone: number });
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  const telephone = watching(article.telephone);
  const system = watching(world.ctx({ kind: 'system', name: 'test' }));
  const event = (type: 'presented' | 'ended') => article.event({ id: 'tables', type, customer: { number } });
  const { interactionId } = await receiveInteraction(telephone, event('presented'));
  await runScreenPop(system, { interactionId, moment: 'presented' });
  await readBanner(watching(world.ctx(article.agent.actor)));
  await receiveInteraction(telephone, event('ended'));
  const { id } = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
  await runAssignment(system, { assignmentId: id }, { attempt: 1, hasThrown: false });
}
