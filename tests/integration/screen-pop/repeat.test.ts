import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { attachedCardsOf } from '@/lib/domain/crm/attached-card';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** A look-up that failed, or found nobody, is asked again while the phone rings. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
const system = () => world.ctx({ kind: 'system', name: 'pop' });

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
});
afterEach(() => world.control('DELETE', '/faults'));

const LONG_TIMEOUT = { timeout: 100_000 };
let serial = 0;
const nextNumber = () => `+331769944${String((serial += 1)).padStart(2, '0')}`;
const create = async (number: string) =>
  (await hubspot.create('contacts', { firstname: 'Ugo', lastname: number, phone: number })).id;
async function ring(number: string): Promise<string> {
  const { interactionId } = await receiveInteraction(
    article.telephone,
    article.event({ id: `call ${number}`, customer: { number } }),
  );
  await runScreenPop(system(), { interactionId, moment: 'presented' });
  return interactionId;
}
const stored = (id: string) => world.db.interaction.findUniqueOrThrow({ where: { id } });
const cardsOf = async (id: string) => attachedCardsOf(await stored(id)).map(({ recordId }) => recordId);
const waiting = () =>
  world.db.$queryRaw<{ run_at: Date }[]>`
    SELECT run_at FROM graphile_worker.jobs WHERE task_identifier = 'retry-screen-pop'`;
/** The time has come for what waits. */
const bringForward = () =>
  world.asOwner(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now()`);
const secondly = {
  status: 429,
  json: {
    status: 'error',
    message: 'You have reached your secondly limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'SECONDLY',
  },
};

describe('HubSpot refuses the search while it rings', () => {
  it.each([
    ['429, and names the time', { ...secondly, headers: { 'retry-after': '1' } }],
    ['429 for this second', secondly],
    ['500', { status: 500 }],
    ['521 from its edge', { status: 521, html: '<h1>Web server is down</h1>' }],
  ])('with %s: it is asked again, and the card comes', async (_how, fault) => {
    const number = nextNumber();
    const contactId = await create(number);
    await world.control('POST', '/faults', { method: 'POST', path: '*search*', times: 1, ...fault });
    const interactionId = await ring(number);
    expect(await stored(interactionId)).toMatchObject({ decision: { kind: 'unavailable' }, attachedCard: null });
    await vi.waitFor(
      async () => {
        await article.work();
        expect(await cardsOf(interactionId)).toEqual([contactId]);
      },
      { ...LONG_TIMEOUT, interval: 300 },
    );
    expect((await stored(interactionId)).decision).toMatchObject({ kind: 'open' });
    expect(await waiting()).toEqual([]);
  });

  it('again and again: it is asked until the call is over, and not for ever', async () => {
    const number = nextNumber();
    await create(number);
    await world.control('POST', '/faults', { method: 'POST', path: '*search*', status: 500, times: 100 });
    await ring(number);
    for (let repeat = 0; repeat < 8; repeat += 1) {
      expect(await waiting()).toHaveLength(1);
      await bringForward();
      await article.work();
    }
    await receiveInteraction(
      article.telephone,
      article.event({ id: `call ${number}`, type: 'ended', customer: { number } }),
    );
    await bringForward();
    await article.work();
    expect(await waiting()).toEqual([]);
  });
});

describe('HubSpot knows nobody while it rings', () => {
  it('it is asked once more when the index may have caught up', async () => {
    const number = nextNumber();
    const interactionId = await ring(number);
    expect((await stored(interactionId)).decision).toMatchObject({ kind: 'none' });
    const contactId = await create(number);
    const [{ run_at: at } = { run_at: new Date(0) }] = await waiting();
    expect(at.getTime() - Date.now()).toBeGreaterThan(5_000);
    await bringForward();
    await article.work();
    expect(await cardsOf(interactionId)).toEqual([contactId]);

    const nobody = await ring(nextNumber());
    await bringForward();
    await article.work();
    expect((await stored(nobody)).decision).toMatchObject({ kind: 'none' });
    expect(await waiting()).toEqual([]);
  });
});

describe('a scenario of another channel', () => {
  it('for when the agent accepts takes nothing from the decision made while it rang', async () => {
    const first = await world.db.screenPopScenario.findFirstOrThrow({ where: { crmId: article.crmId } });
    const { id } = await world.db.screenPopScenario.create({
      data: {
        crmId: article.crmId,
        name: 'Accepted emails',
        position: 99,
        definition: {
          ...z.record(z.string(), z.json()).parse(first.definition),
          channels: ['email'],
          moment: 'accepted',
        },
      },
    });
    const number = nextNumber();
    const contactId = await create(number);
    const interactionId = await ring(number);
    const { decision } = await stored(interactionId);
    await runScreenPop(system(), { interactionId, moment: 'accepted' });
    expect((await stored(interactionId)).decision).toEqual(decision);
    expect(await cardsOf(interactionId)).toEqual([contactId]);
    await world.db.screenPopScenario.delete({ where: { id } });
  });
});

describe('a late answer', () => {
  it('never replaces what the agent chose meanwhile, and comes to nothing after the call', async () => {
    const number = nextNumber();
    const chosen = (await hubspot.create('contacts', { firstname: 'By', lastname: 'Hand' })).id;
    const interactionId = await ring(number);
    await attachCard(world.ctx(article.agent.actor), {
      interactionId,
      objectId: article.objectIds.contacts,
      recordId: chosen,
      as: 'main',
    });
    await create(number);
    await bringForward();
    await article.work();
    expect(await cardsOf(interactionId)).toEqual([chosen]);
    expect((await stored(interactionId)).decision).toMatchObject({ kind: 'none' });
  });

  it('never brings back the card that the agent removed', async () => {
    const number = nextNumber();
    const contactId = await create(number);
    const interactionId = await ring(number);
    expect(await cardsOf(interactionId)).toEqual([contactId]);
    const card = { objectId: article.objectIds.contacts, recordId: contactId };
    const agent = world.ctx(article.agent.actor);
    await attachCard(agent, { interactionId, ...card, as: 'remove' });
    // It rings at somebody with another profile, for example.
    await runScreenPop(system(), { interactionId, moment: 'presented' });
    expect(await cardsOf(interactionId)).toEqual([]);
    expect((await stored(interactionId)).decision).toMatchObject({ kind: 'open' });
    await attachCard(agent, { interactionId, ...card, as: 'main' });
    expect(await cardsOf(interactionId)).toEqual([contactId]);
  });

  it('never replaces a decision of a search that started later', async () => {
    const number = nextNumber();
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: `call ${number}`, customer: { number } }),
    );
    await world.control('POST', '/faults', { method: 'POST', path: '*search*', delayMs: 1_500, times: 1 });
    const slow = runScreenPop(system(), { interactionId, moment: 'presented' });
    await vi.waitFor(
      () => expect(world.calls.all().some(({ url }) => url.pathname.endsWith('/search'))).toBe(true),
      LONG_TIMEOUT,
    );
    const contactId = await create(number);
    await runScreenPop(system(), { interactionId, moment: 'presented' });
    const { decidedAt } = await stored(interactionId);
    await slow;
    expect(await stored(interactionId)).toMatchObject({ decidedAt, decision: { kind: 'open' } });
    expect(await cardsOf(interactionId)).toEqual([contactId]);
  });

  it('for a number that was corrected meanwhile opens nothing', async () => {
    const number = nextNumber();
    await create(number);
    const id = `call ${number}`;
    const { interactionId } = await receiveInteraction(article.telephone, article.event({ id, customer: { number } }));
    const searches = () => world.calls.all().filter(({ url }) => url.pathname.endsWith('/search')).length;
    const before = searches();
    await world.control('POST', '/faults', { method: 'POST', path: '*search*', delayMs: 1_500, times: 1 });
    const slow = runScreenPop(system(), { interactionId, moment: 'presented' });
    await vi.waitFor(() => expect(searches()).toBeGreaterThan(before), LONG_TIMEOUT);
    await receiveInteraction(article.telephone, article.event({ id, customer: { number: nextNumber() } }));
    await slow;
    expect(await stored(interactionId)).toMatchObject({ decision: null, attachedCard: null });
  });
});
