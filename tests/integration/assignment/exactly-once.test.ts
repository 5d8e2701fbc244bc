import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadMethod } from '@/lib/services/connections/load-method';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { runAssignment } from '@/lib/services/assignment/run-assignment';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { toJson } from '@/lib/platform/json';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { LUMEN, startWorld, startActivationFlow } from '../../support/connect-world';
import { startWorker } from '../../support/worker-process';

/** Faults on the way to HubSpot. Afterwards there must be one record with the right links, or none yet and a reason. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;
let otherContactId: string;
let ticketId: string;

const NUMBER = '+33 1 76 99 77 01';
const system = () => world.ctx({ kind: 'system', name: 'pop' });
const administrator = () => world.ctx(world.administrator.actor);
const agent = () => world.ctx(article.agent.actor);

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  contactId = (await hubspot.create('contacts', { firstname: 'Iris', lastname: 'Caron', phone: NUMBER })).id;
  otherContactId = (
    await hubspot.create('contacts', { firstname: 'Otto', lastname: 'Lenz', email: 'otto.lenz@client.example' })
  ).id;
  ticketId = (await hubspot.create('tickets', { subject: 'Late parcel', hs_pipeline: '0', hs_pipeline_stage: '1' })).id;
  await hubspot.link('tickets', ticketId, 'contacts', contactId);
});
afterEach(() => world.control('DELETE', '/faults'));

type EventType = InteractionEventInput['type'];
const eventOf = (id: string, type: EventType, more: Partial<InteractionEventInput> = {}) =>
  article.event({
    id,
    type,
    customer: { number: NUMBER },
    ...(type === 'ended' ? { durationMs: 30_000 } : {}),
    ...more,
  });

async function call(id: string, ...types: EventType[]): Promise<string> {
  let interactionId = '';
  for (const type of types) {
    ({ interactionId } = await receiveInteraction(article.telephone, eventOf(id, type)));
    if (type === 'presented') await runScreenPop(system(), { interactionId, moment: 'presented' });
  }
  return interactionId;
}

const assignmentOf = (interactionId: string) =>
  world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
const fault = (more: Record<string, unknown>) =>
  world.control('POST', '/faults', { method: 'POST', path: '*calls/batch/upsert', times: 1, ...more });
const contactsOf = async (interactionId: string) =>
  hubspot.linked('calls', (await assignmentOf(interactionId)).recordId ?? '', 'contacts');
const ticketsOf = async (interactionId: string) =>
  hubspot.linked('calls', (await assignmentOf(interactionId)).recordId ?? '', 'tickets');
const attach = (interactionId: string, recordId: string, as: 'main' | 'related' | 'remove') =>
  attachCard(agent(), { interactionId, objectId: article.objectIds.contacts, recordId, as });

/** Runs jobs until none is due, like the queue, waiting as long as HubSpot or our rate limits require. */
async function runPendingJobs(): Promise<void> {
  await vi.waitFor(async () => expect(await article.work()).toEqual([]), { timeout: 100_000, interval: 200 });
}

describe('HubSpot fails', () => {
  it.each([
    ['an error before anything happened', { status: 503 }],
    ['an error from its edge', { status: 521, html: '<h1>Web server is down</h1>' }],
    ['an error after the record was there', { status: 502, when: 'after' }],
    [
      'a page instead of an answer, after the record was there',
      { status: 200, html: '<html>Maintenance</html>', when: 'after' },
    ],
    ['half an answer', { malformed: true }],
    ['nothing: the connection ends before', { reset: 'before' }],
    ['nothing: the connection ends after', { reset: 'after' }],
    [
      'too many requests, and how long to wait',
      {
        status: 429,
        headers: { 'retry-after': '1' },
        json: {
          status: 'error',
          errorType: 'RATE_LIMIT',
          policyName: 'TEN_SECONDLY_ROLLING',
          message: 'You have reached your ten_secondly_rolling limit.',
        },
      },
    ],
    ['too many requests, in no words of its own', { status: 429, html: '<h1>429</h1>' }],
  ])('%s: the call waits, and is logged once', async (name, more) => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call(`bad ${name}`.slice(0, 200), 'presented', 'accepted', 'ended');
    await fault(more);
    expect(await article.work()).toHaveLength(1);
    const waiting = await assignmentOf(interactionId);
    expect(waiting.state).toBe('pending');
    expect(waiting.reason).toMatchObject({
      key: expect.stringMatching(/^provider_(unavailable|invalid_response|rate_limited)$/),
    });

    await runPendingJobs();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 1);
    expect(await contactsOf(interactionId)).toEqual([contactId]);
    expect(await ticketsOf(interactionId)).toEqual([ticketId]);
  });

  it('between creating the record and its links: the links are created later, and only once', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('between', 'presented', 'ended');
    await world.control('POST', '/faults', { method: 'PUT', path: '*associations*', status: 500, times: 1, skip: 1 });
    expect(await article.work()).toHaveLength(1);
    await runPendingJobs();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 1);
    expect([await contactsOf(interactionId), await ticketsOf(interactionId)]).toEqual([[contactId], [ticketId]]);
  });
});

describe('the worker', () => {
  it('is killed after HubSpot saved the record and before we know: another worker finds it', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('killed', 'presented', 'ended');
    // The request is processed, but its response never ends.
    await fault({ drip: { bytes: 1, everyMs: 1_000 } });
    const first = await startWorker(world);
    await vi.waitFor(async () => expect(await hubspot.calls()).toHaveLength(before + 1), {
      timeout: 100_000,
      interval: 100,
    });
    await first.kill();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'sending', recordId: null });

    const second = await startWorker(world);
    try {
      await vi.waitFor(async () => expect((await assignmentOf(interactionId)).state).toBe('logged'), {
        timeout: 100_000,
        interval: 200,
      });
    } finally {
      await second.stop();
    }
    expect(await hubspot.calls()).toHaveLength(before + 1);
    expect(await contactsOf(interactionId)).toEqual([contactId]);
  });

  it('competes with two others for the same job', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('three', 'presented', 'ended');
    await Promise.all([article.work(), article.work(), article.work()]);
    await runPendingJobs();
    expect(await hubspot.calls()).toHaveLength(before + 1);
    expect((await assignmentOf(interactionId)).state).toBe('logged');
  });
});

const BACKLOG = 20;
/** What was written to HubSpot, and by which request. */
const ledger = async () =>
  (await world.control<{ entries: { cause?: { correlationId: string } }[] }>('GET', '/ledger?type=crm&limit=10000'))
    .entries;

describe('a backlog', () => {
  // What the test reads counts too.
  beforeAll(() => world.control('POST', '/settings', { 'limits.burst': 10_000 }));
  afterAll(() => world.control('POST', '/settings', { 'limits.burst': 110 }));

  it('is written in few requests, each call once and with its own links', async () => {
    const before = (await hubspot.calls()).length;
    const first = await call('backlog', 'presented', 'ended');
    const { attachedCard, decision } = await world.db.interaction.findUniqueOrThrow({ where: { id: first } });
    const others: string[] = [];
    for (let index = 1; index < BACKLOG; index += 1) {
      const { interactionId } = await receiveInteraction(article.telephone, eventOf(`backlog ${index}`, 'ended'));
      others.push(interactionId);
    }
    const where = { id: { in: others } };
    await world.db.interaction.updateMany({
      where,
      data: { attachedCard: toJson(attachedCard), decision: toJson(decision) },
    });
    const due = await world.db.interactionAssignment.findMany({ where: { interactionId: { in: [first, ...others] } } });
    const earlier = (await ledger()).length;
    // The first requests last, and the others wait for their turn.
    await fault({ delayMs: 1_000, times: 3 });
    await world.control('POST', '/faults', { method: 'PUT', path: '*associations*', delayMs: 1_000, times: 6 });
    await Promise.all(
      due.map(({ id }) => runAssignment(system(), { assignmentId: id }, { attempt: 1, hasThrown: false })),
    );
    await runPendingJobs();
    const requests = new Set((await ledger()).slice(earlier).map(({ cause }) => cause?.correlationId));
    expect(requests.size).toBeLessThan(BACKLOG);
    expect(await hubspot.calls()).toHaveLength(before + BACKLOG);
    for (const { interactionId } of due) {
      expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
      expect([await contactsOf(interactionId), await ticketsOf(interactionId)]).toEqual([[contactId], [ticketId]]);
    }
  });
});

describe('events', () => {
  it('create one record with the same values in any order, even if repeated', async () => {
    const types = ['presented', 'accepted', 'ended'] as const;
    const orders = types.flatMap((a) =>
      types
        .filter((b) => b !== a)
        .flatMap((b) => types.filter((c) => c !== a && c !== b).map((c) => [a, b, c] as const)),
    );
    const before = (await hubspot.calls()).length;
    const interactions: string[] = [];
    for (const [number, order] of orders.entries()) {
      const events = Object.fromEntries(
        types.map((type) => [
          type,
          eventOf(`order-${number}`, type, { at: `2026-11-24T09:00:0${types.indexOf(type)}.000Z` }),
        ]),
      );
      for (const type of [...order, ...order])
        await receiveInteraction(article.telephone, events[type] ?? eventOf('never', type));
      interactions.push((await world.db.interaction.findFirstOrThrow({ where: { externalId: `order-${number}` } })).id);
    }
    await runPendingJobs();
    const calls = await hubspot.calls();
    expect(calls).toHaveLength(before + orders.length);
    const ids = await Promise.all(interactions.map(async (id) => (await assignmentOf(id)).recordId));
    const values = ids
      .map((id) => calls.find((record) => record.id === id)?.properties)
      .map((properties) => [
        properties?.['hs_timestamp'],
        properties?.['hs_call_duration'],
        properties?.['hs_call_status'],
      ]);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(1);
  });

  it('that correct the end during the write are written too', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('corrected', 'presented', 'ended');
    await fault({ delayMs: 300 });
    await Promise.all([
      article.work(),
      receiveInteraction(article.telephone, eventOf('corrected', 'ended', { durationMs: 45_000 })),
    ]);
    await runPendingJobs();
    const calls = await hubspot.calls();
    expect(calls).toHaveLength(before + 1);
    const { recordId, state } = await assignmentOf(interactionId);
    expect(state).toBe('logged');
    expect(calls.find(({ id }) => id === recordId)?.properties['hs_call_duration']).toBe('45000');
  });
});

describe('the connection', () => {
  it('has a token that expires during the write: it is refreshed once', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('token', 'presented', 'ended');
    await world.control('POST', '/clock', { advanceSeconds: 3600 });
    hubspot = await hubspotClient(world);
    world.calls.forget();
    await runPendingJobs();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
    expect(world.calls.tokenRequests()).toHaveLength(1);
    expect(await hubspot.calls()).toHaveLength(before + 1);
  });

  it('loses a scope: reports which, and logs after the next activation', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('scope', 'presented', 'ended');
    await fault({
      status: 403,
      json: {
        status: 'error',
        category: 'MISSING_SCOPES',
        message: 'This app lacks a scope.',
        errors: [{ message: 'lacks', context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
      },
    });
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'failed',
      reason: { key: 'provider_scope_missing', params: { scopes: 'crm.objects.contacts.write' } },
    });
    await activateAgain();
    await runPendingJobs();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 1);
  });

  it('breaks during the write: the rest is logged after the next activation', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('cut', 'presented', 'ended');
    await fault({ delayMs: 400 });
    const { version } = await world.db.authMethod.findUniqueOrThrow({ where: { id: article.methodId } });
    await Promise.all([article.work(), deactivateMethod(administrator(), { id: article.methodId, version })]);
    await article.work();
    expect((await assignmentOf(interactionId)).state).toBe('failed');
    await activateAgain();
    await runPendingJobs();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 1);
    expect(await contactsOf(interactionId)).toEqual([contactId]);
  });
});

describe('the card', () => {
  it('was archived in HubSpot: the call is logged without it, and attaching another card links that one', async () => {
    const gone = (await hubspot.create('contacts', { firstname: 'Gone', email: 'gone@client.example' })).id;
    const before = (await hubspot.calls()).length;
    const interactionId = await call('archived', 'presented');
    await attach(interactionId, gone, 'main');
    await hubspot.archive('contacts', gone);
    await receiveInteraction(article.telephone, eventOf('archived', 'ended'));
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: { key: 'links_left_out' } });
    expect(await contactsOf(interactionId)).toEqual([]);

    await attach(interactionId, otherContactId, 'main');
    await runPendingJobs();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 1);
    expect(await contactsOf(interactionId)).toEqual([otherContactId]);
  });

  it("is replaced after logging: the new link is added, and the old one and its ticket's are removed", async () => {
    const interactionId = await call('replaced', 'presented', 'ended');
    await runPendingJobs();
    expect([await contactsOf(interactionId), await ticketsOf(interactionId)]).toEqual([[contactId], [ticketId]]);
    await attach(interactionId, otherContactId, 'main');
    await runPendingJobs();
    expect([await contactsOf(interactionId), await ticketsOf(interactionId)]).toEqual([[otherContactId], []]);
    expect((await assignmentOf(interactionId)).trace).toContainEqual(
      expect.objectContaining({ code: 'link_removed', params: { record: `Contacts ${contactId}` } }),
    );

    // And back again.
    await attach(interactionId, contactId, 'main');
    await runPendingJobs();
    expect([await contactsOf(interactionId), await ticketsOf(interactionId)]).toEqual([[contactId], [ticketId]]);
  });

  it('is replaced during logging', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('during', 'presented', 'ended');
    await world.control('POST', '/faults', { method: 'PUT', path: '*associations*', delayMs: 400, times: 1 });
    await Promise.all([article.work(), attach(interactionId, otherContactId, 'main')]);
    await runPendingJobs();
    expect(await hubspot.calls()).toHaveLength(before + 1);
    expect(await contactsOf(interactionId)).toEqual([otherContactId]);
  });

  it('is detached: its link is removed too if it is no longer logged', async () => {
    const interactionId = await call('removed', 'presented', 'ended');
    await runPendingJobs();
    await attach(interactionId, contactId, 'remove');
    await runPendingJobs();
    expect([await contactsOf(interactionId), await ticketsOf(interactionId)]).toEqual([[], []]);
  });

  it('keeps links that someone labelled or that existed before', async () => {
    const label = await hubspot.label('calls', 'contacts', 'Reviewed with');
    const interactionId = await call('labelled', 'presented', 'ended');
    await runPendingJobs();
    const { recordId } = await assignmentOf(interactionId);
    await hubspot.linkLabelled('calls', recordId ?? '', 'contacts', contactId, label);
    await attach(interactionId, otherContactId, 'main');
    await runPendingJobs();
    expect((await contactsOf(interactionId)).sort()).toEqual([contactId, otherContactId].sort());
    expect(JSON.stringify((await assignmentOf(interactionId)).trace)).toContain('link_labelled');

    const third = (await hubspot.create('contacts', { firstname: 'Third', email: 'third@client.example' })).id;
    await hubspot.link('calls', recordId ?? '', 'contacts', third);
    await attach(interactionId, third, 'main');
    await runPendingJobs();
    await attach(interactionId, otherContactId, 'main');
    await runPendingJobs();
    expect(await contactsOf(interactionId)).toContain(third);
    expect(JSON.stringify((await assignmentOf(interactionId)).trace)).toContain('link_not_ours');
  });
});

describe('the account', () => {
  it('has no unique property: nothing is created, and the interaction explains what to do', async () => {
    await world.db.writeKey.deleteMany();
    await world.control('POST', '/settings', { 'crm.uniqueCreationKeyWritable': false });
    await world.db.authMethod.update({
      where: { id: article.methodId },
      data: { grantedScopes: { set: ['oauth', 'crm.objects.contacts.write'] } },
    });
    const before = (await hubspot.calls()).length;
    const interactionId = await call('no-key', 'presented', 'ended');
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'failed', reason: { key: 'no_unique_property' } });
    expect(await hubspot.calls()).toHaveLength(before);

    await world.control('POST', '/settings', { 'crm.uniqueCreationKeyWritable': true });
    await retryAssignment(administrator(), { id: (await assignmentOf(interactionId)).id });
    await runPendingJobs();
    expect((await assignmentOf(interactionId)).state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 1);
  });

  it.each([
    ['was deleted', (name: string) => hubspot.removeProperty('calls', name)],
    ['is no longer writable', () => world.control('POST', '/settings', { 'crm.uniqueCreationKeyWritable': false })],
  ])(
    'has a unique property that %s since it was detected: another one is found, and the call logged once',
    async (how, change) => {
      const name = how === 'was deleted' ? 'maker_interaction_id' : 'hs_unique_creation_key';
      const scopes = ['oauth', 'crm.objects.contacts.write', 'crm.schemas.contacts.write'];
      await world.db.authMethod.update({ where: { id: article.methodId }, data: { grantedScopes: { set: scopes } } });
      await world.control('POST', '/settings', { 'crm.uniqueCreationKeyWritable': name === 'hs_unique_creation_key' });
      await world.db.writeKey.deleteMany();
      await call(`before ${how}`, 'presented', 'ended');
      await runPendingJobs();
      expect(await world.db.writeKey.findMany()).toMatchObject([{ property: name }]);

      await change(name);
      if (how === 'was deleted') await world.control('POST', '/settings', { 'crm.uniqueCreationKeyWritable': true });
      const before = (await hubspot.calls()).length;
      const interactionId = await call(`after ${how}`, 'presented', 'ended');
      await runPendingJobs();
      expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
      expect(await hubspot.calls()).toHaveLength(before + 1);
      const [{ property } = { property: null }] = await world.db.writeKey.findMany();
      expect(property).not.toBe(name);
      await world.control('POST', '/settings', { 'crm.uniqueCreationKeyWritable': true });
    },
  );

  it('has its unique property detected anew at activation', async () => {
    expect((await world.db.writeKey.findMany()).map(({ property }) => property)).not.toContain(null);
    await activateAgain();
    expect((await world.db.writeKey.findMany()).map(({ property }) => property)).toEqual([null]);
  });

  it('is deleted in HubSpot: unlogged interactions stay here, with the reason', async () => {
    const interactionId = await call('deleted', 'presented', 'ended');
    await world.control('DELETE', `/portals/${LUMEN.portalId}`);
    await runPendingJobs();
    const { state, reason, recordId } = await assignmentOf(interactionId);
    expect({ state, recordId }).toEqual({ state: 'failed', recordId: null });
    expect(reason).toMatchObject({
      key: expect.stringMatching(/^(provider_auth_revoked|method_unavailable|method_disabled)$/),
    });
    await article.work();
    const method = await loadMethod(world.ctx(), world.db, article.methodId);
    expect(method).toMatchObject({ status: 'disabled', disabledReason: 'revoked_at_provider' });
  });
});

async function activateAgain(): Promise<void> {
  const flow = await startActivationFlow(world, article.methodId);
  await world.administrator.browser.get(flow.location);
}
