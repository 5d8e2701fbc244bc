import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createListener } from '@/lib/platform/events';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { bannerStream } from '@/lib/web/banner-stream';
import { configureArticle, hubspotClient, type ArticleWorld } from '../support/article-world';
import { startWorld } from '../support/connect-world';
import { administer } from '../support/database';
import { startWorker, type WorkerProcess } from '../support/worker-process';

/**
 * Faults that are made from outside while calls arrive and are logged by a worker of its own: nothing may be lost, written
 * twice or left without its customer, and an open Banner hears of every call. `npm run test:faults` runs each of them
 * several times, and those that take long.
 */
const RUNS = Number(process.env['FAULT_RUNS'] ?? 0);
const CALLS = 6;
const NUMBER = '+33 1 76 99 79 01';
const LONG = { timeout: 600_000 };

const world = await startWorld();
const worker: { process: WorkerProcess | null } = { process: null };
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;
/** What the stream of an open Banner has said. */
let heard = '';
const gone = new AbortController();
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  // What the test itself reads counts too, and the pace isn't what is tried.
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0, 'limits.burst': 10_000 });
  contactId = (await hubspot.create('contacts', { firstname: 'Iris', lastname: 'Caron', phone: NUMBER })).id;
  const listener = createListener(world.databaseUrl, world.deployment.log);
  Object.assign(world.deployment, { listener });
  worker.process = await startWorker(world);
  const reading = listen();
  endings.push(async () => {
    gone.abort();
    await Promise.allSettled([reading, listener.close(), worker.process?.kill()]);
  });
});
afterAll(async () => {
  for (const end of endings.toReversed()) await end();
});

/** As a browser does: connects again, from the last event that it has. */
async function listen(): Promise<void> {
  while (!gone.signal.aborted) {
    const { actor } = article.agent;
    const lastId = /id: (\d+)\n(?![^]*id: )/.exec(heard)?.[1] ?? null;
    const stream = bannerStream(Object.assign(world.ctx(actor), { actor }), lastId, gone.signal);
    try {
      for await (const chunk of stream.body ?? []) heard += new TextDecoder().decode(chunk);
    } catch {
      // Like any other end.
    }
    await sleep(200);
  }
}

/** Like a phone system: again until it is taken. */
async function report(event: Parameters<typeof receiveInteraction>[1]): Promise<string> {
  for (;;) {
    try {
      return (await receiveInteraction(article.telephone, event)).interactionId;
    } catch {
      await sleep(100);
    }
  }
}

async function call(id: string): Promise<string> {
  const customer = { number: NUMBER };
  const interactionId = await report(article.event({ id, type: 'presented', customer }));
  const pop = () =>
    runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), { interactionId, moment: 'presented' }).catch(() => null);
  await pop();
  // Each event twice, as if its answer had been lost.
  const end = article.event({ id, type: 'ended', customer, durationMs: 30_000 });
  await Promise.all([report(end), report(end)]);
  return interactionId;
}

interface Fault {
  name: string;
  isLong?: true;
  /** Breaks something; what it answers mends it. */
  begin: () => Promise<() => Promise<void>>;
}

const hubspotFault = async (fault: Record<string, unknown>, forMs: number) => {
  await world.control('POST', '/faults', { path: '/crm/*', times: 10_000, ...fault });
  return async () => {
    await sleep(forMs);
    await world.control('DELETE', '/faults');
  };
};
/** Those of this process and of the worker; only the server's own role may. */
const endConnections = () =>
  administer(inject('adminDatabaseUrl'), [
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(world.databaseUrl).pathname.slice(1)}'`,
  ]);

/** A fault that nothing is in the middle of shows nothing. */
async function untilJobRuns(): Promise<void> {
  await world.control('POST', '/faults', { path: '/crm/*', times: 10_000, delayMs: 2_000 });
  await expect
    .poll(async () => {
      const [row] = await world.db.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
        WHERE j.locked_at IS NOT NULL AND t.identifier = 'assign-interaction'`;
      return Number(row?.count);
    })
    .toBeGreaterThan(0);
}

const FAULTS: readonly Fault[] = [
  {
    name: 'the worker is killed',
    begin: async () => {
      await untilJobRuns();
      await worker.process?.kill();
      await world.control('DELETE', '/faults');
      return async () => {
        worker.process = await startWorker(world);
      };
    },
  },
  {
    name: 'the database ends every connection, again and again',
    begin: async () => {
      for (let time = 0; time < 5; time += 1) {
        await endConnections();
        await sleep(200);
      }
      return async () => undefined;
    },
  },
  {
    name: 'HubSpot resets connections after it has written',
    begin: () => hubspotFault({ reset: 'after', times: 4 }, 0),
  },
  {
    name: 'the worker stands still, and goes on',
    isLong: true,
    begin: async () => {
      await sleep(300);
      worker.process?.pause();
      await sleep(20_000);
      worker.process?.resume();
      return async () => undefined;
    },
  },
  {
    name: 'HubSpot says how long to wait',
    isLong: true,
    begin: () => hubspotFault({ status: 429, headers: { 'retry-after': '5' }, times: 6 }, 5_000),
  },
  { name: 'HubSpot is down', isLong: true, begin: () => hubspotFault({ status: 503 }, 20_000) },
  { name: 'HubSpot refuses every token', isLong: true, begin: () => hubspotFault({ status: 401 }, 8_000) },
  { name: 'HubSpot doesn’t answer', isLong: true, begin: () => hubspotFault({ delayMs: 60_000 }, 15_000) },
];

interface Row {
  fault: string;
  runs: number;
  interactions: number;
  lost: number;
  double: number;
  'without association': number;
  'unseen by an open Banner': number;
  'longest recovery (s)': number;
}
const rows: Row[] = [];
afterAll(() => {
  if (RUNS > 0) console.table(rows);
});

it.each(FAULTS.filter(({ isLong }) => RUNS > 0 || !isLong))(
  'nothing is lost, doubled or unheard when $name',
  LONG,
  async ({ name, begin }) => {
    const row: Row = {
      fault: name,
      runs: 0,
      interactions: 0,
      lost: 0,
      double: 0,
      'without association': 0,
      'unseen by an open Banner': 0,
      'longest recovery (s)': 0,
    };
    rows.push(row);
    for (; row.runs < Math.max(RUNS, 1); row.runs += 1) {
      const before = (await hubspot.calls()).length;
      const called = Promise.all(Array.from({ length: CALLS }, (_, index) => call(`${name} ${row.runs} ${index}`)));
      const mend = await begin();
      const ids = await called;
      await mend();
      const mendedAt = new Date();
      const logged = {
        interactionId: { in: ids },
        state: 'logged' as const,
        recordId: { not: null },
        nextAttemptAt: null,
      };
      // Only the database of these calls tells when they are through.
      await expect
        .poll(() => world.db.interactionAssignment.count({ where: logged }).catch(() => 0), {
          timeout: 110_000,
          interval: 250,
        })
        .toBe(CALLS);
      const stored = await world.db.interactionAssignment.findMany({ where: { interactionId: { in: ids } } });
      const records = new Set(stored.map(({ recordId }) => recordId));
      for (const { completedAt } of stored) {
        const lateMs = completedAt === null ? 0 : completedAt.getTime() - mendedAt.getTime();
        row['longest recovery (s)'] = Math.max(row['longest recovery (s)'], lateMs / 1000);
      }
      row.interactions += CALLS;
      row.lost += CALLS - records.size;
      row.double += (await hubspot.calls()).length - before - records.size;
      for (const { recordId } of stored)
        if (!(await hubspot.linked('calls', recordId ?? '', 'contacts')).includes(contactId))
          row['without association'] += 1;
      const unheard = () => ids.filter((id) => !heard.includes(id)).length;
      await expect.poll(unheard, { timeout: 30_000 }).toBe(0);
      row['unseen by an open Banner'] += unheard();
    }
    expect(row).toMatchObject({ lost: 0, double: 0, 'without association': 0, 'unseen by an open Banner': 0 });
  },
);
