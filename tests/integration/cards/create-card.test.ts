import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCard } from '@/lib/services/cards/create-card';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld, type Person } from '../../support/connect-world';

// An agent presses Create, and the answer is lost between HubSpot and us, or between us and the agent.
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
const fieldIds = new Map<string, string>();

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0, 'limits.search': 1000 });
  for (const field of await world.db.crmField.findMany({ where: { objectId: article.objectIds.contacts } }))
    fieldIds.set(field.apiName, field.id);
});

beforeEach(async () => {
  await world.asOwner(`DELETE FROM "HistoryEntry" WHERE "entityType" = 'record'`);
  await world.db.writeKey.deleteMany();
});
afterEach(async () => {
  await world.control('DELETE', '/faults');
});

const create = (
  values: Record<string, string>,
  { attemptId = randomUUID(), person = article.agent }: { attemptId?: string; person?: Person } = {},
) =>
  createCard(world.ctx(person.actor), {
    objectId: article.objectIds.contacts,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [fieldIds.get(name) ?? '', value])),
    attemptId,
  });
const created = () => world.db.historyEntry.count({ where: { action: 'record.created' } });
const LOST = { reset: 'after' } as const;
const loseNextAnswer = (fault: object = LOST) =>
  world.control('POST', '/faults', { method: 'POST', path: '/crm/objects/2026-09/contacts', times: 1, ...fault });

describe('if the account has a unique property', () => {
  it.each([
    ['is lost', LOST],
    ['is an outage', { status: 502, when: 'after' }],
    ['is cut in half', { malformed: true }],
  ])("pressing Create again doesn't create a second record when the response %s", async (_what, fault) => {
    const [attemptId, lastname] = [randomUUID(), `Vidal ${randomUUID()}`];
    await loseNextAnswer(fault);
    await expect(create({ lastname }, { attemptId })).rejects.toMatchObject({ name: 'ProviderError' });
    expect(await hubspot.count('contacts', 'lastname', lastname)).toBe(1);
    expect(await created()).toBe(0);

    const card = await create({ lastname }, { attemptId });
    expect(card).toMatchObject({ title: lastname, unsaved: [] });
    expect(await hubspot.count('contacts', 'lastname', lastname)).toBe(1);
    expect(await created()).toBe(1);
    // This time, our own response is lost.
    expect(await create({ lastname }, { attemptId })).toMatchObject({ recordId: card.recordId });
    expect(await created()).toBe(1);
  });

  it('the first record is unchanged, and later input is reported as unsaved', async () => {
    const [attemptId, lastname] = [randomUUID(), `Morel ${randomUUID()}`];
    await loseNextAnswer();
    await expect(create({ lastname, firstname: 'Ana' }, { attemptId })).rejects.toThrow();
    const card = await create({ lastname, firstname: 'Anna' }, { attemptId });
    expect(card.unsaved).toEqual([{ fieldId: fieldIds.get('firstname'), how: 'other' }]);
    expect(await hubspot.read('contacts', card.recordId, 'firstname')).toMatchObject({ firstname: 'Ana' });
  });

  it("another attempt, or another agent's with the same ID, creates another record", async () => {
    const [attemptId, lastname] = [randomUUID(), `Robin ${randomUUID()}`];
    const other = await world.person({ email: 'second@atelier-lumen.example' });
    await world.db.userProfile.create({ data: { userId: other.actor.userId, profileId: article.profileId } });
    other.actor.activeProfileId = article.profileId;
    const made = [
      await create({ lastname }, { attemptId }),
      await create({ lastname }),
      await create({ lastname }, { attemptId, person: other }),
    ];
    expect(new Set(made.map(({ recordId }) => recordId)).size).toBe(3);
  });

  it('an existing record is named, so that it can be opened', async () => {
    const email = `${randomUUID()}@example.com`;
    const { id } = await hubspot.create('contacts', { email });
    await expect(create({ email })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      key: 'provider_conflict',
      details: { existingRecordId: id },
    });
    expect(await created()).toBe(0);
  });
});

describe('without a unique property', () => {
  beforeAll(async () => {
    await world.control('POST', '/settings', { 'crm.uniqueCreationKeyWritable': false });
    await world.db.authMethod.update({ where: { id: article.methodId }, data: { grantedScopes: [] } });
  });

  it('agents can still create records', async () => {
    const lastname = `Colin ${randomUUID()}`;
    expect(await create({ lastname })).toMatchObject({ title: lastname });
    expect(await world.db.writeKey.findMany()).toMatchObject([{ objectApiName: 'contacts', property: null }]);
  });

  it('a lost response is reported: the record may have been created', async () => {
    await loseNextAnswer();
    await expect(create({ lastname: 'Aubert' })).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      key: 'creation_unsure',
    });
  });

  it('a failing key lookup doesn’t block agents', async () => {
    await world.control('POST', '/faults', {
      method: 'GET',
      path: '/crm/properties/*',
      status: 403,
      json: { message: 'no', category: 'MISSING_SCOPES' },
      times: 5,
    });
    const lastname = `Perrin ${randomUUID()}`;
    expect(await create({ lastname })).toMatchObject({ title: lastname });
  });
});
