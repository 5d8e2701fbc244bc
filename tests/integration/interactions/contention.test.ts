import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDb, type Db } from '@/lib/platform/db';
import { createStatements } from '@/lib/platform/prepared';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { startWorld } from '../../support/connect-world';
import { serveRoutes } from '../../support/route-server';

/** A phone system may give up an event that is refused, and repeats one that is answered 503 with a time. */

const world = await startWorld();
const { port } = await serveRoutes();
const working = world.deployment.db;
let key: string;
let held: Db;

beforeAll(async () => {
  ({ key } = await createApiKey(world.ctx(world.administrator.actor), {
    name: 'Phone system',
    scopes: ['interactions.write'],
  }));
  held = createDb(world.databaseUrl);
});
afterAll(() => held.$disconnect());

interface Answer {
  status: number;
  retryAfter: string | null;
  code: string | undefined;
}

async function send(event: object): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/api/interactions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  const { error }: { error?: { code: string } } = await response.json();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), code: error?.code };
}

const REFUSED = { status: 503, retryAfter: '2', code: 'UNAVAILABLE' };
const TAKEN = { status: 202, retryAfter: null, code: undefined };

function ringing(id: string, more: object = {}) {
  return {
    source: 'pbx',
    id,
    type: 'presented',
    at: '2026-11-23T09:00:00Z',
    customer: { number: '+33184800202' },
    ...more,
  };
}

/** Runs `work` while the product has few connections and little time. */
async function starved<T>(maxConnections: number, maxWaitMs: number, work: (db: Db) => Promise<T>): Promise<T> {
  const db = createDb(world.databaseUrl, { maxConnections, maxWaitMs });
  world.deployment.db = db;
  try {
    // Connected, however long that takes here.
    for (let isOpen = false; !isOpen;) isOpen = await db.$executeRaw`SELECT 1`.then(Boolean, () => false);
    return await work(db);
  } finally {
    world.deployment.db = working;
    await db.$disconnect();
  }
}

/** Runs `work` while a transaction of somebody else is open. */
async function during<T>(db: Db, sql: string, work: () => Promise<T>): Promise<T> {
  let end = () => {};
  const over = new Promise<void>((done) => {
    end = done;
  });
  let other: Promise<void> = Promise.resolve();
  await new Promise<void>((open, fail) => {
    other = db
      .$transaction(
        async (tx) => {
          await tx.$executeRawUnsafe(sql);
          open();
          await over;
        },
        { timeout: 100_000 },
      )
      .catch(fail);
  });
  try {
    return await work();
  } finally {
    end();
    await other;
  }
}

describe('an event that meets a busy database', () => {
  it('is answered 503 with a time if there is no connection for it, and taken when it comes again', async () => {
    const event = ringing('pool');
    expect(await starved(1, 300, (db) => during(db, 'SELECT 1', () => send(event)))).toEqual(REFUSED);
    expect(await send(event)).toEqual(TAKEN);
  });

  it('is answered 503 with a time if others of its call take too long', async () => {
    expect(await send(ringing('lock'))).toEqual(TAKEN);
    const event = ringing('lock', { type: 'accepted', at: '2026-11-23T09:00:10Z', agent: 'ana@example.com' });
    const lock = `SELECT 1 FROM "Interaction" WHERE "externalId" = 'lock' FOR UPDATE`;
    const { statements } = world.deployment;
    const impatient = createStatements(world.databaseUrl, { maxLockMs: 300 });
    world.deployment.statements = impatient;
    try {
      expect(await during(held, lock, () => send(event))).toEqual(REFUSED);
    } finally {
      world.deployment.statements = statements;
      await impatient.close();
    }
    expect(await world.db.interactionEvent.count({ where: { externalId: 'lock' } })).toBe(1);
    expect(await send(event)).toEqual(TAKEN);
  });

  it('holds up none of another call, not even one that is stored together with it', async () => {
    expect(await send(ringing('held'))).toEqual(TAKEN);
    const late = ringing('held', { type: 'accepted', at: '2026-11-23T09:00:10Z', agent: 'ana@example.com' });
    const lock = `SELECT 1 FROM "Interaction" WHERE "externalId" = 'held' FOR UPDATE`;
    const { id: apiKeyId, name, scopes } = await world.db.apiKey.findFirstOrThrow();
    const { statements } = world.deployment;
    const patient = createStatements(world.databaseUrl, { maxLockMs: 600_000, maxWaitMs: 600_000 });
    world.deployment.statements = patient;
    const telephone = world.ctx({ kind: 'api-key', apiKeyId, name, scopes });
    try {
      let waiting: Promise<unknown> = Promise.resolve();
      await during(held, lock, async () => {
        // In one turn, so that they share a statement.
        waiting = receiveInteraction(telephone, late);
        const free = ['free-1', 'free-2'].map((id) => receiveInteraction(telephone, ringing(id)));
        expect(await Promise.all(free)).toMatchObject([{ isRepeat: false }, { isRepeat: false }]);
        expect(await world.db.interactionEvent.count({ where: { externalId: 'held' } })).toBe(1);
      });
      expect(await waiting).toMatchObject({ isRepeat: false });
      expect(await world.db.interactionEvent.count({ where: { externalId: 'held' } })).toBe(2);
    } finally {
      world.deployment.statements = statements;
      await patient.close();
    }
  });

  it.each([
    ['cannot be serialized', '40001'],
    ['is the victim of a deadlock', '40P01'],
    ['refers to what somebody deletes', '23503'],
    ['meets the same row, written by another', '23505'],
  ])('is answered 503 with a time if it %s again and again', async (_what, code) => {
    const event = ringing(`conflict-${code}`);
    await world.asOwner(
      `CREATE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'collision' USING ERRCODE = '${code}'; END $$;
       CREATE TRIGGER collide BEFORE INSERT ON "Interaction" FOR EACH ROW EXECUTE FUNCTION collide()`,
    );
    try {
      expect(await send(event)).toEqual(REFUSED);
    } finally {
      await world.asOwner('DROP FUNCTION collide CASCADE');
    }
    expect(await send(event)).toEqual(TAKEN);
  });

  it('is taken in the end, however many come at once, twice and in any order', async () => {
    const calls = Array.from({ length: 4 }, (_, index) => `crowd-${index}`);
    const told = calls.flatMap((id, index) => [
      ringing(id, {
        agents: ['ana@example.com', 'ben@example.com'],
        queue: `New ${index}`,
        ourNumber: `+3317600020${index}`,
      }),
      ringing(id, { type: 'accepted', at: '2026-11-23T09:00:10Z', agent: 'ana@example.com' }),
      ringing(id, { type: 'ended', at: '2026-11-23T09:01:10Z', agent: 'ana@example.com' }),
    ]);
    const sent = [...told, ...told.toReversed(), ...told].entries();
    const statuses = new Set<number>();
    await starved(2, 5_000, () =>
      Promise.all(
        Array.from({ length: 32 }, async () => {
          for (const [, event] of sent)
            for (let status = 503; status === 503;) {
              ({ status } = await send(event));
              statuses.add(status);
            }
        }),
      ),
    );
    expect([...statuses].filter((status) => ![200, 202, 503].includes(status))).toEqual([]);
    const rows = await working.interaction.findMany({
      where: { externalId: { in: calls } },
      select: { externalId: true, state: true, data: true, _count: { select: { events: true } } },
      orderBy: { externalId: 'asc' },
    });
    expect(rows).toEqual(
      calls.map((externalId) => ({
        externalId,
        state: 'ended',
        data: expect.objectContaining({ agent: 'ana@example.com', closedAt: '2026-11-23T09:01:10.000Z' }),
        _count: { events: 3 },
      })),
    );
  });
});

it.each([
  ['en', 'This page tries again in a few'],
  ['fr', 'Nouvel essai automatique'],
])('a person who signs in meanwhile has a page that says so and comes again, in %s', async (locale, sentence) => {
  const signIn = () =>
    fetch(`http://127.0.0.1:${port}/api/sso/login/nobody`, {
      headers: { accept: 'text/html', 'accept-language': locale },
      redirect: 'manual',
    });
  const answer = await starved(1, 300, (db) => during(db, 'SELECT 1', signIn));
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('refresh')]).toEqual([503, '2', '2']);
  expect(await answer.text()).toContain(sentence);
  expect((await signIn()).status).toBe(303);
});
