import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { retryAccount } from '@/lib/services/assignment/retry-account';
import { requeueAfterActivation } from '@/lib/services/assignment/requeue-after-activation';
import { resumeAssignments } from '@/lib/services/assignment/resume-assignments';
import { runAssignment } from '@/lib/services/assignment/run-assignment';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** HubSpot is away for a while: what is to be logged waits, isn't tried in vain, and is logged once it is back. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;

const NUMBER = '+33 1 76 99 78 01';
const system = (now?: () => Date) => world.ctx({ kind: 'system', name: 'test' }, now);

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  contactId = (await hubspot.create('contacts', { firstname: 'Iris', lastname: 'Caron', phone: NUMBER })).id;
});
afterEach(async () => {
  await world.control('DELETE', '/faults');
  await vi.waitFor(async () => expect(await article.work()).toEqual([]), { timeout: 100_000, interval: 200 });
});

/** A call whose card is known, unless `number` is another one. */
async function endCall(id: string, number = NUMBER): Promise<string> {
  let interactionId = '';
  for (const type of ['presented', 'ended'] as const) {
    const event = article.event({
      id,
      type,
      customer: { number },
      ...(type === 'ended' ? { durationMs: 30_000 } : {}),
    });
    ({ interactionId } = await receiveInteraction(article.telephone, event));
    if (type === 'presented' && number === NUMBER) await runScreenPop(system(), { interactionId, moment: 'presented' });
  }
  return interactionId;
}

const assignmentOf = (interactionId: string) =>
  world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
const fault = (more: Record<string, unknown>) =>
  world.control('POST', '/faults', { method: 'POST', path: '*calls/batch/upsert', times: 1_000, ...more });
const outage = () => world.db.accountOutage.findFirst();
const contactsOf = async (interactionId: string) =>
  hubspot.linked('calls', (await assignmentOf(interactionId)).recordId ?? '', 'contacts');
const jobsOf = (assignmentId: string) =>
  world.db.$queryRaw<{ run_at: Date }[]>`
    SELECT run_at FROM graphile_worker.jobs WHERE key = ${`assign:${assignmentId}`}`;
const once = async (interactionId: string, attempt = 1, now?: () => Date) =>
  runAssignment(system(now), { assignmentId: (await assignmentOf(interactionId)).id }, { attempt, hasThrown: false });

describe('an account that is down', () => {
  it('is left alone after some failures in a row, tried by one call, and then gets all of them once', async () => {
    const before = (await hubspot.calls()).length;
    const calls = [];
    for (let number = 0; number < 6; number += 1) calls.push(await endCall(`down ${number}`));
    await fault({ status: 503 });
    world.calls.forget();
    await article.work();
    const tried = world.calls.all().filter(({ url }) => url.pathname.endsWith('/batch/upsert')).length;
    expect(tried).toBe(3);
    const down = await outage();
    expect(down).toMatchObject({ authMethodId: article.methodId, failures: 1, kind: 'unavailable' });
    // Each says when it is tried again, and only one of them will.
    for (const id of calls.slice(3)) {
      const waiting = await assignmentOf(id);
      expect(waiting).toMatchObject({ state: 'pending', nextAttemptAt: down?.until, failures: 0 });
      expect(waiting.reason).toEqual({ key: 'provider_unavailable' });
    }

    const late = await endCall('down late');
    world.calls.forget();
    await once(late);
    expect(world.calls.all()).toEqual([]);
    const isOver = () => new Date((down?.until.getTime() ?? 0) + 1);
    // Once the wait is over still only one tries.
    await once(late, 1, isOver);
    expect(world.calls.all()).toEqual([]);
    await retryAccount(system(isOver), { authMethodId: article.methodId });
    expect(world.calls.all().filter(({ url }) => url.pathname.endsWith('/batch/upsert'))).toHaveLength(1);
    expect(await outage()).toMatchObject({ failures: 2 });

    // A try that was lost is made up for by the next minute.
    await world.asOwner(`DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'retry-account:%'`);
    await resumeAssignments(system(() => new Date(isOver().getTime() + 120_000)));
    expect(
      await world.db.$queryRaw`SELECT 1 FROM graphile_worker.jobs WHERE key LIKE 'retry-account:%' AND run_at <= now()`,
    ).toHaveLength(1);
    await world.control('DELETE', '/faults');
    const isOverAgain = () => new Date(isOver().getTime() + 60_000);
    await retryAccount(system(isOverAgain), { authMethodId: article.methodId });
    expect(await outage()).toBeNull();
    // All of them are due at once, the oldest first.
    const due = await world.db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE key LIKE 'assign:%' AND run_at <= now() ORDER BY run_at`;
    expect(due.length).toBeGreaterThanOrEqual(6);
    await article.work();
    for (const id of [...calls, late]) expect((await assignmentOf(id)).state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 7);
  });

  it('costs the calls none of their tries, however long it lasts and whatever it asks for', async () => {
    const later = { status: 429, headers: { 'retry-after': '0' }, json: { errorType: 'RATE_LIMIT', message: 'later' } };
    for (const path of ['*calls/batch/upsert', '*/associations/*']) {
      const interactionId = await endCall(`long ${path}`);
      await world.db.interactionAssignment.updateMany({ where: { interactionId }, data: { failures: 299 } });
      await world.control('POST', '/faults', { path, times: 1_000, ...later });
      const now = new Date();
      await once(interactionId, 1, () => now);
      const until = new Date(now.getTime() + 2_000);
      expect(await outage()).toMatchObject({ until });
      expect(await assignmentOf(interactionId)).toMatchObject({ failures: 299, nextAttemptAt: until });
      await world.control('DELETE', '/faults');
      await world.db.accountOutage.deleteMany();
    }
  });

  it('names the time itself: nothing is asked before, and the next try is then', async () => {
    const interactionId = await endCall('named');
    await fault({ status: 429, headers: { 'retry-after': '7' }, json: { errorType: 'RATE_LIMIT', message: 'later' } });
    const now = new Date();
    await once(interactionId, 1, () => now);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'pending',
      nextAttemptAt: new Date(now.getTime() + 7_000),
    });
    const second = await endCall('named second');
    world.calls.forget();
    await once(interactionId);
    await once(second);
    expect(world.calls.all()).toEqual([]);
    await world.control('DELETE', '/faults');
    await world.db.accountOutage.updateMany({ data: { until: new Date() } });
  });

  it('rejects new tokens too: the calls wait, and none is given up', async () => {
    const [first, second] = [await endCall('token one'), await endCall('token two')];
    await world.control('POST', '/faults', { path: '/crm/*', status: 401, times: 1_000 });
    await article.work();
    await article.work();
    for (const id of [first, second]) expect((await assignmentOf(id)).state).toBe('pending');
    expect(await world.db.authGrant.count()).toBe(1);
    await world.control('DELETE', '/faults');
    await world.db.accountOutage.updateMany({ data: { until: new Date() } });
    await article.work();
    for (const id of [first, second]) expect((await assignmentOf(id)).state).toBe('logged');
  });

  it('rejects the token between the record and its link: the link follows', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await endCall('token between');
    await world.control('POST', '/faults', { path: '*/associations/*', status: 401, times: 1_000 });
    await once(interactionId);
    const logged = await assignmentOf(interactionId);
    expect(logged).toMatchObject({ state: 'logged', reason: { key: 'links_waiting' } });
    expect(logged.nextAttemptAt).not.toBeNull();
    expect(await jobsOf(logged.id)).toHaveLength(1);
    await world.control('DELETE', '/faults');
    await article.work();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', nextAttemptAt: null });
    expect(await contactsOf(interactionId)).toEqual([contactId]);
    expect(await hubspot.calls()).toHaveLength(before + 1);
  });
});

describe('a search after the call', () => {
  it('that HubSpot never accepts costs the card, not the call', async () => {
    const interactionId = await endCall('late refused', '+33 1 76 99 78 55');
    await fault({ path: '*search*', status: 400, json: { category: 'VALIDATION_ERROR', message: 'no' } });
    await once(interactionId);
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged' });
  });

  it('that lacks a scope waits for the next activation', async () => {
    const interactionId = await endCall('late scope', '+33 1 76 99 78 56');
    await fault({ path: '*search*', status: 403, json: { category: 'MISSING_SCOPES', message: 'no' } });
    await once(interactionId);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'failed',
      reason: { key: 'provider_scope_missing' },
    });
    await world.control('DELETE', '/faults');
    await requeueAfterActivation(system(), { authMethodId: article.methodId });
    await article.work();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
  });
});

it('a call that keeps stopping the worker is set aside, and can be retried', async () => {
  const interactionId = await endCall('poison');
  world.calls.forget();
  await once(interactionId, 6);
  expect(world.calls.all()).toEqual([]);
  expect(await assignmentOf(interactionId)).toMatchObject({ state: 'failed', reason: { key: 'interrupted' } });
});

it('a call whose tries our own database broke off is logged, however many there were', async () => {
  const interactionId = await endCall('patient');
  const { id: assignmentId } = await assignmentOf(interactionId);
  await runAssignment(system(), { assignmentId }, { attempt: 9, hasThrown: true });
  expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged' });
});

it('what has lost its job gets another within a minute, and what has one keeps it', async () => {
  const [lost, waits] = [await endCall('lost'), await endCall('waits')];
  const later = () => new Date(Date.now() + 120_000);
  const lostId = (await assignmentOf(lost)).id;
  await world.asOwner(`DELETE FROM graphile_worker._private_jobs WHERE key = 'assign:${lostId}'`);
  const kept = await assignmentOf(waits);
  await resumeAssignments(system(later));
  expect(await jobsOf(lostId)).toHaveLength(1);
  expect((await assignmentOf(waits)).version).toBe(kept.version);
});

it('thousands of parked calls are due after one activation, the oldest first', async () => {
  await world.db.$executeRaw`
    INSERT INTO "Interaction" ("id", "source", "externalId", "state", "channel", "direction", "data", "version", "createdAt", "updatedAt")
    SELECT gen_random_uuid(), 'pbx', 'parked ' || n, 'ended', 'voice', 'incoming', '{}', 1, now(), now() FROM generate_series(1, 6000) n`;
  await world.db.$executeRaw`
    INSERT INTO "InteractionAssignment" ("id", "interactionId", "crmId", "state", "reason", "createdAt", "updatedAt")
    SELECT gen_random_uuid(), "id", ${article.crmId}::uuid, 'failed', '{"key":"method_disabled"}',
      now() - make_interval(secs => substr("externalId", 8)::int), now()
    FROM "Interaction" WHERE "externalId" LIKE 'parked %'`;
  await requeueAfterActivation(system(), { authMethodId: article.methodId });
  const [{ count, inOrder } = { count: 0, inOrder: false }] = await world.db.$queryRaw<
    { count: number; inOrder: boolean }[]
  >`
    SELECT count(*)::int AS count, bool_and(j.run_at = a."createdAt") AS "inOrder"
    FROM graphile_worker.jobs j JOIN "InteractionAssignment" a ON j.key = 'assign:' || a."id"
    JOIN "Interaction" i ON i."id" = a."interactionId" WHERE i."externalId" LIKE 'parked %' AND a."state" = 'pending'`;
  expect({ count, inOrder }).toEqual({ count: 6000, inOrder: true });
  await world.asOwner(`DELETE FROM "Interaction" WHERE "externalId" LIKE 'parked %'`);
}, 120_000);
