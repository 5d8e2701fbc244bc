import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as QueueLogger, run, type Runner } from 'graphile-worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { interactionListSchema } from '@/lib/domain/answers/interaction';
import { scenarioDefinitionSchema } from '@/lib/domain/screen-pop/scenario';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { editExcludedNumbers } from '@/lib/services/excluded-numbers/edit-excluded-numbers';
import { jobs } from '@/lib/services/jobs';
import { createLine } from '@/lib/services/lines/create-line';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { Browser, LUMEN, startWorld } from '../../support/connect-world';
import {
  ANA,
  BEN,
  CLEO,
  CUSTOMERS,
  DIRECT_NUMBERS,
  mixedCalls,
  numberOfCustomer,
  PERSONAL_NUMBER,
  SALES,
  STAFF,
  type Delivery,
  type MixedCall,
} from '../../support/mixed-calls';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { serveRoutes } from '../../support/route-server';

/**
 * Hundreds of calls of every kind, reported over HTTP and logged by the queue's own jobs: each ends in exactly one state, is
 * in HubSpot once or not at all, and has its agent's owner and its customer.
 */

const COUNT = 500;
const SEED = 20_261_130;

const popped = new Set<Promise<unknown>>();
takeWorkAfterAnswers((work) => {
  const done = work().finally(() => popped.delete(done));
  popped.add(done);
});

const world = await startWorld({ accountSize: 12 });
const { port } = await serveRoutes();
const administrator = () => world.ctx(world.administrator.actor);
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let queue: Runner;
const contactIds: string[] = [];
const owners = new Map<string | null, string>();

beforeAll(async () => {
  await world.control('POST', '/people', { email: BEN, memberships: [{ portalId: LUMEN.portalId }] });
  article = await configureArticle(world);
  await world.control('POST', '/settings', {
    'crm.indexDelayMs': 0,
    'limits.burst': 1_000_000,
    'limits.search': 1_000_000,
  });
  hubspot = await hubspotClient(world);
  for (let index = 0; index < CUSTOMERS; index += 1)
    contactIds.push(
      (await hubspot.create('contacts', { lastname: `Customer ${index}`, phone: numberOfCustomer(index) })).id,
    );
  for (const email of [BEN, CLEO]) {
    const { actor } = await world.person({ email });
    await world.db.userProfile.create({ data: { userId: actor.userId, profileId: article.profileId } });
    await world.db.user.update({ where: { id: actor.userId }, data: { defaultProfileId: article.profileId } });
  }
  owners.set(ANA, (await hubspot.owner('lea@atelier-lumen.example')).id);
  owners.set(BEN, (await hubspot.owner(BEN)).id);
  // The preset looks up callers; here also those who are called.
  const scenario = await world.db.screenPopScenario.findFirstOrThrow();
  const definition = { ...scenarioDefinitionSchema.parse(scenario.definition), directions: ['incoming', 'outgoing'] };
  await world.db.screenPopScenario.update({ where: { id: scenario.id }, data: { definition } });
  await createLine(administrator(), { name: SALES, kind: 'queue', value: SALES, profileId: article.profileId });
  const entry = { to: null, userId: null };
  await editExcludedNumbers(administrator(), {
    version: 1,
    entries: [
      { kind: 'internal', ...DIRECT_NUMBERS, userId: null },
      { kind: 'private', from: PERSONAL_NUMBER, ...entry },
      { kind: 'line', from: STAFF, ...entry },
    ],
  });
  queue = await run({
    connectionString: world.databaseUrl,
    concurrency: 8,
    noHandleSignals: true,
    pollInterval: 500,
    logger: new QueueLogger(() => () => undefined),
    taskList: Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [
        name,
        (payload: unknown, { job: { attempts, last_error: lastError } }) =>
          job(world.ctx({ kind: 'system', name }), payload, { attempt: attempts, hasThrown: lastError !== null }),
      ]),
    ),
  });
});
afterAll(() => queue.stop());

/** In the order in which they arrive; those of one call one after the other, as a phone system with a retry sends them. */
async function deliver(deliveries: readonly Delivery[], lanes: number): Promise<void> {
  const { key } = await createApiKey(administrator(), { name: 'Phone system', scopes: ['interactions.write'] });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  // As a phone system does: what we couldn't take is sent again, when we say, for as long as only what hangs would need it.
  const send = async ({ event }: Delivery): Promise<void> => {
    const until = Date.now() + 100_000;
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}/api/interactions`, {
        method: 'POST',
        headers,
        body: JSON.stringify(event),
      });
      const answer = await response.text();
      if (response.status === 200 || response.status === 202) return;
      if (response.status !== 503 || Date.now() > until)
        expect.fail(`${response.status} for ${JSON.stringify(event)}: ${answer}`);
      await sleep(1000 * (Number(response.headers.get('retry-after')) || 1));
    }
  };
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (const delivery of deliveries) if (delivery.lane % lanes === lane) await send(delivery);
    }),
  );
}

/** All that can still happen has happened. */
async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 3; await sleep(250)) {
    const due = await world.db.$queryRaw<unknown[]>`
      SELECT 1 FROM graphile_worker.jobs WHERE task_identifier <> 'read-account-options' LIMIT 1`;
    quiet = due.length === 0 && popped.size === 0 ? quiet + 1 : 0;
  }
}

/** As an administrator reads it over HTTP. */
async function listed(query = '') {
  const browser = new Browser(port);
  for (const [name, value] of world.administrator.browser.cookies) browser.cookies.set(name, value);
  const items = [];
  for (let page = 1; ; page += 1) {
    const response = await browser.get(`/api/interactions?page=${page}${query}`);
    const list = interactionListSchema.parse(await response.json());
    items.push(...list.items);
    if (list.items.length === 0 || items.length >= list.matching) return items;
  }
}

it(
  'are each in exactly one state, in HubSpot once or not at all, with owner and customer',
  { timeout: 300_000 },
  async () => {
    const { calls, deliveries } = mixedCalls(COUNT, SEED);
    const earlier = new Set((await hubspot.linkedCalls()).map(({ id }) => id));
    await deliver(deliveries, 8);
    await settle();

    const items = await listed();
    const name = ({ id, expected }: MixedCall) => `${id} ${expected.agent ?? ''}`;
    // None is lost, and none is there twice: an ID that came back the next day is two calls.
    expect(items.map(({ externalId }) => externalId).sort()).toEqual(calls.map(({ id }) => id).sort());

    const records = new Map(
      (await hubspot.linkedCalls('hubspot_owner_id', 'hs_call_status', 'hs_call_duration'))
        .filter(({ id }) => !earlier.has(id))
        .map((record) => [record.id, record]),
    );
    const recordIds = items.flatMap(({ assignments }) => assignments.flatMap(({ recordId }) => recordId ?? []));
    expect(new Set(recordIds).size).toBe(recordIds.length);
    expect([...records.keys()].sort()).toEqual([...recordIds].sort());

    const byStart = (id: string) =>
      items.filter(({ externalId }) => externalId === id).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    const seen = new Map<string, number>();
    const found = calls.map((call) => {
      const nth = seen.get(call.id) ?? 0;
      seen.set(call.id, nth + 1);
      const item = byStart(call.id)[nth];
      const record = records.get(item?.assignments[0]?.recordId ?? '');
      const contact = record?.contacts[0];
      return {
        name: name(call),
        kind: call.kind,
        ledger: item?.ledger.state,
        isWritten: record !== undefined,
        ...(record
          ? {
              owner: record.properties['hubspot_owner_id'] || undefined,
              linked: record.contacts.length,
              customer: contact === undefined ? null : contactIds.indexOf(contact),
              status: record.properties['hs_call_status'],
              talkMs: Number(record.properties['hs_call_duration']),
            }
          : {}),
      };
    });
    expect(found).toEqual(
      calls.map((call) => {
        const { ledger, agent, customer, status, talkMs } = call.expected;
        const isWritten = ledger === 'logged' || ledger === 'without_customer';
        const record = { owner: owners.get(agent), linked: customer === null ? 0 : 1, customer, status, talkMs };
        return { name: name(call), kind: call.kind, ledger, isWritten, ...(isWritten ? record : {}) };
      }),
    );

    // The filters find exactly those.
    for (const state of new Set(calls.map(({ expected }) => expected.ledger))) {
      const expected = calls.filter((call) => call.expected.ledger === state).map(({ id }) => id);
      expect((await listed(`&state=${state}`)).map(({ externalId }) => externalId).sort()).toEqual(expected.sort());
    }
  },
);
