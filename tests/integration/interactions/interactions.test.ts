import { beforeAll, describe, expect, it } from 'vitest';
import { attachedCardsOf } from '@/lib/domain/crm/attached-card';
import { listAccountProperties } from '@/lib/services/crm-objects/list-account-objects';
import type { SimulationAsked } from '@/lib/domain/simulation/input';
import { simulateInteraction } from '@/lib/services/interactions/simulate-interaction';
import { LIMITS } from '@/lib/domain/base/limits';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import { searchCards } from '@/lib/services/cards/search-cards';
import { editCard } from '@/lib/services/cards/edit-card';
import { openCard } from '@/lib/services/cards/open-card';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld, startActivationFlow } from '../../support/connect-world';

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;
let ticketId: string;

/** A number that no seeded contact has. */
const NUMBER = '+33 1 76 99 88 01';

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  // What is created here is searched for at once.
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  contactId = (
    await hubspot.create('contacts', {
      firstname: 'Alix',
      lastname: 'Morel',
      phone: '01 76 99 88 01',
      email: 'alix.morel@client.example',
    })
  ).id;
  ticketId = (await hubspot.create('tickets', { subject: 'Lamp flickers', hs_pipeline: '0', hs_pipeline_stage: '1' }))
    .id;
  await hubspot.link('tickets', ticketId, 'contacts', contactId);
});

async function call(id: string, ...types: ('presented' | 'accepted' | 'ended' | 'missed')[]): Promise<string> {
  let interactionId = '';
  for (const type of types) {
    const received = await receiveInteraction(
      article.telephone,
      article.event({
        id,
        type,
        customer: { number: NUMBER },
        ...(type === 'ended' ? { durationMs: 61_000, outcome: 'connected' } : {}),
      }),
    );
    interactionId = received.interactionId;
    if (type === 'presented')
      await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), { interactionId, moment: 'presented' });
  }
  return interactionId;
}

const assignmentOf = (interactionId: string) =>
  world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });

describe('refused events', () => {
  it('refuses requests without a key, or with a key for something else', async () => {
    await expect(receiveInteraction(world.ctx(), article.event())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const other = world.ctx({
      kind: 'api-key',
      apiKeyId: crypto.randomUUID(),
      name: 'other',
      scopes: ['something.else'],
    });
    await expect(receiveInteraction(other, article.event())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('takes an interaction for an unknown agent, and says that nobody knows them', async () => {
    await expect(
      receiveInteraction(article.telephone, article.event({ id: 'unknown', agent: 'nobody@example.com' })),
    ).resolves.toMatchObject({ effect: 'presented', unknownAgents: ['nobody@example.com'] });
  });

  it('accepts an end without an agent', async () => {
    const { agent: _agent, ...event } = article.event({ id: 'nobody-answered', type: 'missed' });
    await expect(receiveInteraction(article.telephone, event)).resolves.toMatchObject({ isRepeat: false });
  });

  it('ignores a repeated event, even twenty at once', async () => {
    const event = article.event({ id: 'repeated', customer: { number: NUMBER } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => receiveInteraction(article.telephone, event)));
    expect(answers.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    expect(await world.db.interactionEvent.count({ where: { externalId: 'repeated' } })).toBe(1);
  });
});

describe('an incoming call', () => {
  it('opens the card of the only contact with the number, in any spelling', async () => {
    const interactionId = await call('pops', 'presented');
    const stored = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
    expect(stored.decision).toMatchObject({ kind: 'open', card: { recordId: contactId, grade: 'exact' } });
    expect(attachedCardsOf(stored)).toMatchObject([{ recordId: contactId, objectApiName: 'contacts' }]);
    const told = await world.db.bannerEvent.findMany({ where: { interactionId }, orderBy: { id: 'asc' } });
    expect(told.map(({ type }) => type)).toEqual(['interaction-presented', 'interaction-decided']);
  });

  it('searches nothing for a withheld number', async () => {
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'withheld', customer: { withheld: true } }),
    );
    world.calls.forget();
    const decision = await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), {
      interactionId,
      moment: 'presented',
    });
    expect(decision?.kind).toBe('withheld');
    expect(world.calls.all()).toEqual([]);
  });

  it("reports that HubSpot doesn't respond, and continues", async () => {
    await world.control('POST', '/faults', { method: 'POST', path: '*search*', status: 503, times: 1 });
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'down', customer: { number: NUMBER } }),
    );
    const decision = await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), {
      interactionId,
      moment: 'presented',
    });
    await world.control('DELETE', '/faults');
    expect(decision).toMatchObject({ kind: 'unavailable', reason: 'unavailable' });
  });

  it('is logged in HubSpot exactly once, with its values and both associations', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('logged', 'presented', 'accepted', 'ended');
    expect(await article.work()).toEqual([]);
    const assignment = await assignmentOf(interactionId);
    expect(assignment).toMatchObject({ state: 'logged', objectApiName: 'calls', ruleName: 'Log calls' });

    const calls = await hubspot.calls();
    expect(calls).toHaveLength(before + 1);
    const written = calls.find(({ id }) => id === assignment.recordId);
    expect(written?.properties).toMatchObject({
      hs_call_direction: 'INBOUND',
      hs_call_status: 'COMPLETED',
      hs_call_duration: '61000',
      hs_call_from_number: '+33176998801',
      hs_call_to_number: '+33176000100',
    });
    expect(await hubspot.linked('calls', assignment.recordId ?? '', 'contacts')).toEqual([contactId]);
    expect(await hubspot.linked('calls', assignment.recordId ?? '', 'tickets')).toEqual([ticketId]);
  });

  it('is logged once if the response is lost after the write, the job runs again and the end is repeated', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call('answer-lost', 'presented', 'accepted', 'ended');
    await world.control('POST', '/faults', { method: 'POST', path: '*upsert*', reset: 'after', times: 1 });
    expect(await article.work()).toHaveLength(1);
    expect((await assignmentOf(interactionId)).state).toBe('pending');
    expect(await article.work()).toEqual([]);
    await receiveInteraction(
      article.telephone,
      article.event({ id: 'answer-lost', type: 'ended', outcome: 'left voicemail', durationMs: 62_000 }),
    );
    expect(await article.work()).toEqual([]);

    expect((await assignmentOf(interactionId)).state).toBe('logged');
    const calls = await hubspot.calls();
    expect(calls).toHaveLength(before + 1);
    expect(calls.find(({ properties }) => properties['hs_call_duration'] === '62000')).toBeDefined();
  });

  it('is logged once if two workers write it at the same time', async () => {
    const before = (await hubspot.calls()).length;
    await call('two-workers', 'presented', 'ended');
    await Promise.all([article.work(), article.work()]);
    await article.work();
    expect(await hubspot.calls()).toHaveLength(before + 1);
  });

  it('is retried after a 429, and fails for good, with the cause, if retrying is pointless', async () => {
    await world.control('POST', '/faults', {
      method: 'POST',
      path: '*upsert*',
      status: 429,
      json: {
        status: 'error',
        message: 'You have reached your secondly limit.',
        errorType: 'RATE_LIMIT',
        policyName: 'SECONDLY',
      },
      times: 1,
    });
    const busy = await call('busy', 'presented', 'ended');
    expect(await article.work()).toHaveLength(1);
    expect(await assignmentOf(busy)).toMatchObject({ state: 'pending', reason: { key: 'provider_rate_limited' } });
    await article.work();
    expect((await assignmentOf(busy)).state).toBe('logged');

    await world.control('POST', '/faults', { method: 'POST', path: '*upsert*', status: 400, times: 1 });
    const refused = await call('refused', 'presented', 'ended');
    expect(await article.work()).toEqual([]);
    expect(await assignmentOf(refused)).toMatchObject({ state: 'failed', reason: { key: 'provider_invalid_request' } });
    await world.control('DELETE', '/faults');
    await retryAssignment(world.ctx(world.administrator.actor), { id: (await assignmentOf(refused)).id });
    expect(await article.work()).toEqual([]);
    expect((await assignmentOf(refused)).state).toBe('logged');
  });
});

describe('agents', () => {
  it('find cards by number, email and name, and see only what the profile shows', async () => {
    const ctx = world.ctx(article.agent.actor);
    for (const text of ['01 76 99 88 01', 'alix.morel@client.example', 'Morel']) {
      const { cards } = await searchCards(ctx, { objectId: article.objectIds.contacts, text });
      expect(
        cards.map(({ recordId }) => recordId),
        text,
      ).toContain(contactId);
    }
    await expect(searchCards(ctx, { objectId: crypto.randomUUID(), text: 'Morel' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const stranger = await world.person();
    await expect(
      openCard(world.ctx(stranger.actor), { objectId: article.objectIds.contacts, recordId: contactId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('edit a field in HubSpot, with errors shown beside the field', async () => {
    const ctx = world.ctx(article.agent.actor);
    const card = await openCard(ctx, { objectId: article.objectIds.contacts, recordId: contactId });
    const email = card.fields.find(({ name }) => name === 'Email');
    const first = card.fields.find(({ name }) => name === 'First name');
    const edit = (values: Record<string, string | null>) =>
      editCard(ctx, { objectId: card.objectId, recordId: card.recordId, values });
    await expect(edit({ [email?.id ?? '']: 'not an address' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: { [`values.${email?.id}`]: expect.anything() },
    });
    const after = await edit({ [first?.id ?? '']: 'Alexandra' });
    expect(after.title).toBe('Alexandra Morel');
    expect(await world.db.historyEntry.findFirstOrThrow({ where: { action: 'record.edited' } })).toMatchObject({
      before: { firstname: 'Alix' },
      after: { firstname: 'Alexandra' },
    });
  });

  it("attach another card to their own interaction, and to no one else's", async () => {
    const interactionId = await call('wrong-person', 'presented');
    const other = (
      await hubspot.create('contacts', { firstname: 'Noor', lastname: 'Sato', email: 'noor.sato@client.example' })
    ).id;
    await attachCard(world.ctx(article.agent.actor), {
      interactionId,
      objectId: article.objectIds.contacts,
      recordId: other,
      as: 'main',
    });
    const stored = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
    expect(attachedCardsOf(stored).map(({ recordId }) => recordId)).toEqual([other]);

    const colleague = await world.person();
    await world.db.userProfile.create({ data: { userId: colleague.actor.userId, profileId: article.profileId } });
    const ctx = world.ctx({ ...colleague.actor, activeProfileId: article.profileId });
    await expect(
      attachCard(ctx, { interactionId, objectId: article.objectIds.contacts, recordId: other, as: 'main' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('link up to ten more cards to an interaction', async () => {
    const interactionId = await call('many-cards', 'presented');
    const objectId = article.objectIds.contacts ?? '';
    const linked = Array.from({ length: LIMITS.relatedCardsPerInteraction }, (_, index) => ({
      crmId: article.crmId,
      objectId,
      objectApiName: 'contacts',
      objectName: 'Contacts',
      recordId: `linked-${index}`,
      title: 'Linked',
      url: 'https://app.example/contact',
    }));
    await world.db.interaction.update({
      where: { id: interactionId },
      data: { attachedCard: { ...linked[0], recordId: 'main' }, relatedCards: linked },
    });
    await expect(
      attachCard(world.ctx(article.agent.actor), { interactionId, objectId, recordId: contactId, as: 'related' }),
    ).rejects.toMatchObject({ code: 'LIMIT_REACHED', key: 'limit_related_cards', params: { limit: 10 } });
  });
});

describe('Try it', () => {
  it('reaches the same decision as production, and writes nothing', async () => {
    world.calls.forget();
    const before = await world.control<unknown[] | { entries: unknown[] }>('GET', '/ledger');
    const { decision, plans } = await simulateInteraction(world.ctx(world.administrator.actor), {
      crmId: article.crmId,
      channel: 'voice',
      direction: 'incoming',
      moment: 'presented',
      customer: { number: NUMBER },
    });
    expect(decision).toMatchObject({ kind: 'open', card: { recordId: contactId, grade: 'exact' } });
    expect(plans).toMatchObject([{ kind: 'create' }]);
    expect(await world.control('GET', '/ledger')).toEqual(before);
    expect(
      world.calls.all().every(({ url, method }) => method === 'GET' || /search|batch\/read/.test(url.pathname)),
    ).toBe(true);
  });
});

describe("the account's schema", () => {
  it("is read by object name: a missing object is reported, and isn't an account failure", async () => {
    const ctx = world.ctx(world.administrator.actor);
    const { items } = await listAccountProperties(ctx, { crmId: article.crmId, objectApiName: 'contacts' });
    expect(items.map(({ apiName }) => apiName)).toContain('firstname');
    await expect(listAccountProperties(ctx, { crmId: article.crmId, objectApiName: 'carz' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      key: 'object_not_in_account',
      params: { object: 'carz' },
    });
    const reader = await world.person({ permissions: ['crm.access'] });
    await expect(
      listAccountProperties(world.ctx(reader.actor), { crmId: article.crmId, objectApiName: 'contacts' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('Try it with unsaved changes', () => {
  const voice = { channel: 'voice', direction: 'incoming', moment: 'presented' } as const;
  const tryAs = (input: Partial<SimulationAsked>) =>
    simulateInteraction(world.ctx(world.administrator.actor), {
      crmId: article.crmId,
      ...voice,
      customer: { number: NUMBER },
      ...input,
    });

  it('requires permission to modify, because it shows records', async () => {
    const reader = await world.person({ permissions: ['crm.access'] });
    await expect(
      simulateInteraction(world.ctx(reader.actor), { crmId: article.crmId, ...voice, customer: { number: NUMBER } }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('puts a new rule first, and an edited one in its place', async () => {
    const attach = {
      channels: ['voice' as const],
      directions: ['incoming' as const],
      queues: [],
      card: { kind: 'any' as const },
      action: { kind: 'attach' as const },
    };
    const before = await tryAs({});
    expect(before.plans[0]).toMatchObject({ kind: 'create', values: { hs_call_title: '+33176998801' } });
    expect((await tryAs({ ourNumber: '01 76 00 00 00' })).plans[0]).toMatchObject({
      values: { hs_call_title: '+33176998801 → +33176000000' },
    });

    expect((await tryAs({ rule: { id: null, name: 'Only keep it', definition: attach } })).plans[0]).toMatchObject({
      kind: 'attach',
      ruleName: 'Only keep it',
    });
    const [stored] = await world.db.assignmentRule.findMany({
      where: { crmId: article.crmId },
      orderBy: { position: 'asc' },
    });
    expect(
      (await tryAs({ rule: { id: stored?.id ?? null, name: 'Edited', definition: attach } })).plans[0],
    ).toMatchObject({
      kind: 'attach',
      ruleName: 'Edited',
    });
    // Nothing of it was kept.
    expect((await tryAs({})).plans[0]).toMatchObject({
      kind: 'create',
      ruleName: before.plans[0]?.ruleName,
    });
    await expect(
      tryAs({ rule: { id: null, name: 'Wrong', definition: { ...attach, card: { kind: 'none' } } } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', fields: { 'rule.definition.card': expect.anything() } });
  });
});

describe('a deactivated method', () => {
  it('refuses cards, keeps pending writes, and sends them once it is activated again', async () => {
    await deactivateMethod(world.ctx(world.administrator.actor), {
      id: article.methodId,
      version: (await world.db.authMethod.findUniqueOrThrow({ where: { id: article.methodId } })).version,
    });
    await expect(
      openCard(world.ctx(article.agent.actor), { objectId: article.objectIds.contacts, recordId: contactId }),
    ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', key: 'crm_disconnected' });
    const interactionId = await call('while-off', 'presented', 'ended');
    await article.work();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'failed', reason: { key: 'method_disabled' } });

    const before = (await hubspot.calls()).length;
    const flow = await startActivationFlow(world, article.methodId);
    await world.administrator.browser.get(flow.location);
    // Put back by the worker, from a job that the activation's own transaction has enqueued.
    expect(
      await world.db
        .$queryRaw`SELECT 1 AS one FROM graphile_worker.jobs WHERE task_identifier = 'requeue-after-activation'`,
    ).toEqual([{ one: 1 }]);
    expect(await article.work()).toEqual([]);
    const sent = await assignmentOf(interactionId);
    expect(sent.state).toBe('logged');
    expect(await hubspot.calls()).toHaveLength(before + 1);
    // The card that could not be looked for while it rang was found before it was written.
    expect(await hubspot.linked('calls', sent.recordId ?? '', 'contacts')).toEqual([contactId]);
  });
});

describe('the screen pop of a reported event', () => {
  it('runs after the response, when an interaction is presented or accepted, and not for a repeat', async () => {
    const asked = { after: 0 };
    const report = async (event: ReturnType<typeof article.event>) => {
      const later: (() => Promise<void>)[] = [];
      const { interactionId } = await receiveInteraction(article.telephone, event, (work) => void later.push(work));
      asked.after += later.length;
      const decisionOf = async () =>
        (await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } })).decision;
      return { later, decisionOf };
    };
    const presented = article.event({ id: 'after-answer', customer: { number: '+33199000041' } });
    const { later, decisionOf } = await report(presented);
    expect(await decisionOf()).toBeNull();
    for (const work of later) await work();
    expect(await decisionOf()).not.toBeNull();
    expect(asked.after).toBe(1);

    expect((await report(presented)).later).toEqual([]);
    expect((await report(article.event({ id: 'after-answer', type: 'accepted' }))).later).toHaveLength(1);
    expect((await report(article.event({ id: 'after-answer', type: 'ended' }))).later).toEqual([]);
  });
});
