import { beforeAll, describe, expect, it } from 'vitest';
import { deriveCtx } from '@/lib/services/context';
import { dismissInteraction } from '@/lib/services/interactions/dismiss-interaction';
import { listOwnInteractions } from '@/lib/services/interactions/list-own-interactions';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;

const START = new Date('2026-11-25T09:00:00Z').getTime();
const HOUR = 60 * 60_000;
const at = (hours: number) => () => new Date(START + hours * HOUR);

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
});

/** Announced `hours` after the start. */
const announce = (
  id: string,
  type: InteractionEventInput['type'],
  hours: number,
  more: Partial<InteractionEventInput> = {},
) =>
  receiveInteraction(
    deriveCtx(article.telephone, { now: at(hours) }),
    article.event({ id, type, customer: { number: '+33199000777' }, ...more }),
  );
const listed = async (hours: number) => {
  const { open, closed } = await listOwnInteractions(world.ctx(article.agent.actor, at(hours)));
  return { open: open.map(({ externalId }) => externalId), closed: closed.map(({ externalId }) => externalId) };
};
/** The list is bounded by when they were stored, which is by the database’s clock. */
const storedAt = (interactionId: string, hours: number) =>
  world.db.interaction.update({ where: { id: interactionId }, data: { createdAt: at(hours)() } });

describe('an interaction whose end was lost', () => {
  it('leaves the Banner two hours after ringing, or twelve after it was accepted', async () => {
    await storedAt((await announce('rings', 'presented', 0)).interactionId, 0);
    await storedAt((await announce('runs', 'presented', 0)).interactionId, 0);
    await announce('runs', 'accepted', 0.1);
    expect((await listed(1.9)).open.toSorted()).toEqual(['rings', 'runs']);
    expect((await listed(2)).open).toEqual(['runs']);
    expect((await listed(12)).open).toEqual(['runs']);
    expect((await listed(12.1)).open).toEqual([]);
  });

  it('returns with its next event, and is logged when it ends', async () => {
    const before = (await hubspot.calls()).length;
    await announce('rings', 'accepted', 20);
    expect((await listed(20.1)).open).toEqual(['rings']);
    await announce('rings', 'ended', 40, { durationMs: 5000 });
    expect((await listed(40.1)).closed).toContain('rings');
    expect(await article.work()).toEqual([]);
    expect(await hubspot.calls()).toHaveLength(before + 1);
  });
});

describe('an interaction dismissed by its agent', () => {
  it("disappears from their Banner and isn't shown to anyone else", async () => {
    const { interactionId } = await announce('away', 'presented', 50);
    await storedAt(interactionId, 50);
    const colleague = await world.person();
    await expect(dismissInteraction(world.ctx(colleague.actor), { interactionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      dismissInteraction(world.ctx(article.agent.actor), { interactionId: crypto.randomUUID() }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(dismissInteraction(world.ctx(), { interactionId })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await listed(50.1)).open).toEqual(['away']);

    await dismissInteraction(world.ctx(article.agent.actor), { interactionId });
    await dismissInteraction(world.ctx(article.agent.actor), { interactionId });
    expect((await listed(50.1)).open).toEqual([]);
    expect(
      await world.db.historyEntry.findMany({ where: { entityId: interactionId, action: 'interaction.dismissed' } }),
    ).toHaveLength(1);
    expect(
      (await world.db.bannerEvent.findMany({ where: { interactionId }, orderBy: { id: 'desc' } }))[0],
    ).toMatchObject({ type: 'interaction-changed' });
  });

  it('returns with an event that says nothing new, and their Banner is told', async () => {
    await announce('away', 'described', 50.15);
    expect((await listed(50.15)).open).toEqual(['away']);
    const { id: interactionId } = await world.db.interaction.findFirstOrThrow({ where: { externalId: 'away' } });
    const told = () => world.db.bannerEvent.count({ where: { interactionId } });
    const before = await told();
    await announce('away', 'described', 50.16);
    expect(await told()).toBe(before);
    await dismissInteraction(world.ctx(article.agent.actor), { interactionId });
    const dismissed = await told();
    await announce('away', 'described', 50.17);
    expect(await told()).toBe(dismissed + 1);
    expect((await listed(50.17)).open).toEqual(['away']);
    await dismissInteraction(world.ctx(article.agent.actor), { interactionId });
  });

  it('returns when someone accepts it, and is logged when it ends', async () => {
    const before = (await hubspot.calls()).length;
    await announce('away', 'accepted', 50.2);
    expect((await listed(50.3)).open).toEqual(['away']);
    const { interactionId } = await announce('away', 'ended', 50.4);
    expect(await article.work()).toEqual([]);
    expect(await hubspot.calls()).toHaveLength(before + 1);
    // What is over is put away by being done with it.
    await dismissInteraction(world.ctx(article.agent.actor), { interactionId });
    expect((await listed(50.5)).closed).toContain('away');
  });
});
