import { afterEach, beforeAll, expect, it } from 'vitest';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { linkCard } from '@/lib/services/interactions/link-card';
import { readLinkableObjects } from '@/lib/services/interactions/read-linkable-objects';
import { listOwnInteractions } from '@/lib/services/interactions/list-own-interactions';
import { readInteraction } from '@/lib/services/interactions/queries';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { searchLinkableCards } from '@/lib/services/interactions/search-linkable-cards';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** Somebody in the Maker says later whom a call was about. */
const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  const contact = { firstname: 'Noor', lastname: 'Sato', email: 'noor.sato@client.example' };
  contactId = (await hubspot.create('contacts', contact)).id;
});
afterEach(() => world.control('DELETE', '/faults'));

/** A call of a withheld number that has been logged: without a customer. */
async function loggedCall(id: string, more: Partial<InteractionEventInput> = {}): Promise<string> {
  const event = article.event({
    id,
    type: 'missed',
    at: '2026-11-23T08:00:00Z',
    customer: { withheld: true },
    ...more,
  });
  const { interactionId } = await receiveInteraction(article.telephone, event);
  await article.work();
  return interactionId;
}
const versionOf = async (id: string) => (await readInteraction(admin, { id })).version;
const contactsOf = async (interactionId: string) => {
  const { recordId } = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
  return hubspot.linked('calls', recordId ?? '', 'contacts');
};
const link = async (interactionId: string, more: { recordId?: string; version?: number; as?: 'remove' } = {}) =>
  linkCard(admin, {
    interactionId,
    objectId: article.objectIds.contacts,
    recordId: contactId,
    as: 'main',
    version: await versionOf(interactionId),
    ...more,
  });

it('links a call that was logged without a customer, in HubSpot too, and takes it back', async () => {
  const id = await loggedCall('unlinked');
  expect(await readInteraction(admin, { id })).toMatchObject({ ledger: { state: 'without_customer' } });
  expect((await readLinkableObjects(admin, { id })).map(({ name }) => name)).toEqual(['Contacts', 'Tickets', 'Calls']);
  const { cards } = await searchLinkableCards(admin, {
    interactionId: id,
    objectId: article.objectIds.contacts,
    text: 'Noor Sato',
  });
  expect(cards).toMatchObject([{ recordId: contactId }]);

  await link(id);
  expect(await article.work()).toEqual([]);
  expect(await contactsOf(id)).toEqual([contactId]);
  const linked = await readInteraction(admin, { id });
  expect(linked).toMatchObject({ ledger: { state: 'logged' }, cards: [{ title: 'Noor Sato' }] });
  const entry = await world.db.historyEntry.findFirst({ where: { entityId: id, action: 'interaction.card-attached' } });
  expect(entry).toMatchObject({ actorId: world.administrator.actor.userId });

  await link(id, { as: 'remove' });
  await article.work();
  expect(await contactsOf(id)).toEqual([]);
  expect(await readInteraction(admin, { id })).toMatchObject({ ledger: { state: 'without_customer' } });
});

it('links a call that nobody’s profile had decided about, and logs it by the fallback profile', async () => {
  const event = { agent: undefined, queue: 'Link', customer: { number: '+33176998877' } };
  const id = await loggedCall('nobody', event);
  expect(await readLinkableObjects(admin, { id })).toEqual([]);
  await expect(link(id)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', key: 'link_without_profile' });
  await world.db.line.updateMany({ where: { value: 'Link' }, data: { profileId: article.profileId } });
  await link(id);
  expect(await article.work()).toEqual([]);
  expect(await contactsOf(id)).toEqual([contactId]);
});

it('refuses whoever may only look, or sees it not', async () => {
  const id = await loggedCall('rights');
  const reader = world.ctx((await world.person({ permissions: ['interactions.access'] })).actor);
  const card = { interactionId: id, objectId: article.objectIds.contacts, recordId: contactId } as const;
  await expect(linkCard(reader, { ...card, as: 'main', version: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const search = { interactionId: id, objectId: article.objectIds.contacts, text: 'Noor' };
  await expect(searchLinkableCards(reader, search)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(readLinkableObjects(reader, { id })).rejects.toMatchObject({ code: 'FORBIDDEN' });

  // What the profile hides is neither searched nor linked.
  const hidden = { profileId: article.profileId, objectId: article.objectIds.contacts };
  await world.db.profileObject.updateMany({ where: hidden, data: { canView: false } });
  await expect(link(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(searchLinkableCards(admin, search)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await world.db.profileObject.updateMany({ where: hidden, data: { canView: true } });
});

it('refuses a record that is gone, and what somebody else chose meanwhile', async () => {
  const id = await loggedCall('refused');
  const { id: gone } = await hubspot.create('contacts', { firstname: 'Gone', lastname: 'Away' });
  await hubspot.archive('contacts', gone);
  await expect(link(id, { recordId: gone })).rejects.toMatchObject({ kind: 'not_found' });

  const version = await versionOf(id);
  const agent = world.ctx(article.agent.actor);
  const { id: theirs } = await hubspot.create('contacts', { firstname: 'Ida', lastname: 'Roux' });
  await attachCard(agent, { interactionId: id, objectId: article.objectIds.contacts, recordId: theirs, as: 'main' });
  await expect(link(id, { version })).rejects.toMatchObject({
    code: 'CONFLICT',
    key: 'changed_meanwhile',
    details: { changed: { by: article.agent.actor.name } },
  });
  expect((await readInteraction(admin, { id })).cards).toMatchObject([{ recordId: theirs }]);
});

it('waits with the link while HubSpot is down', async () => {
  const id = await loggedCall('down');
  await world.control('POST', '/faults', { path: '/crm/*', status: 503, times: 1_000 });
  await link(id);
  expect(await article.work()).toMatchObject([{ key: 'provider_unavailable' }]);
  expect(await readInteraction(admin, { id })).toMatchObject({
    ledger: { state: 'waiting' },
    cards: [{ recordId: contactId, title: `Contacts ${contactId}` }],
  });
  await world.control('DELETE', '/faults');
  await world.db.accountOutage.updateMany({ data: { until: new Date() } });
  expect(await article.work()).toEqual([]);
  expect(await contactsOf(id)).toEqual([contactId]);
});

it('stays among the agent’s recent calls until somebody says who it was', async () => {
  const agent = world.ctx(article.agent.actor);
  const id = await loggedCall('asked');
  for (let index = 0; index < 11; index += 1) {
    const event = { id: `later-${index}`, at: `2026-11-23T09:00:${10 + index}Z`, customer: { withheld: true } };
    const { interactionId } = await receiveInteraction(article.telephone, article.event({ ...event, type: 'missed' }));
    const card = { objectId: article.objectIds.contacts, recordId: contactId, as: 'main' } as const;
    await attachCard(agent, { interactionId, ...card });
  }
  const idsOf = async () => (await listOwnInteractions(agent)).closed.map((interaction) => interaction.id);
  expect(await idsOf()).toContain(id);
  await attachCard(agent, { interactionId: id, objectId: article.objectIds.contacts, recordId: contactId, as: 'main' });
  await article.work();
  expect(await idsOf()).not.toContain(id);
  expect(await contactsOf(id)).toEqual([contactId]);
});
