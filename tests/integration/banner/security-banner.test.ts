import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readNews, readLastEventId } from '@/lib/services/banner/read-news';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld, type Person } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { callRoute, routeNamed } from '../../support/route-walk';

// S-71, S-75 as far as one company goes: an agent reaches their own interactions, and of the CRM what their profile shows.
takeWorkAfterAnswers();

const world = await startWorld();
let article: ArticleWorld;
let owner: Person;
let other: Person;
let interactionId: string;
let contactId: string;

beforeAll(async () => {
  article = await configureArticle(world);
  owner = article.agent;
  other = await world.person({ email: 'other@atelier-lumen.example' });
  await world.db.userProfile.create({ data: { userId: other.actor.userId, profileId: article.profileId } });
  await world.db.user.update({ where: { id: other.actor.userId }, data: { defaultProfileId: article.profileId } });
  const hubspot = await hubspotClient(world);
  contactId = (
    await hubspot.create('contacts', {
      firstname: 'Nadia',
      lastname: 'Belkacem',
      phone: '+33176000555',
      email: 'hidden-address@example.com',
    })
  ).id;
  interactionId = (
    await receiveInteraction(article.telephone, article.event({ id: 'idor', customer: { number: '+33176000555' } }))
  ).interactionId;
});
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
  await world.db.interactionParticipation.updateMany({ data: { dismissedAt: null } });
  world.calls.forget();
});

const call = (name: string, person: Person, input: { params?: Record<string, string>; body?: unknown } = {}) =>
  callRoute(routeNamed(name), { browser: person.browser, ...input });
const profileObject = (apiName: 'contacts' | 'tickets' | 'calls', data: object) =>
  world.db.profileObject.update({
    where: { profileId_objectId: { profileId: article.profileId, objectId: article.objectIds[apiName] } },
    data,
  });

const fieldOf = async (objectId: string, apiName: string) =>
  (await world.db.crmField.findUniqueOrThrow({ where: { objectId_apiName: { objectId, apiName } } })).id;

async function objectOfAnotherCrm(): Promise<string> {
  const crm = await world.db.crm.create({
    data: { name: 'Not shown', reference: 'not-shown', type: 'hubspot', authMethodId: article.methodId },
  });
  return (
    await world.db.crmObject.create({ data: { crmId: crm.id, name: 'Contacts', apiName: 'contacts', position: 1 } })
  ).id;
}

describe('another agent’s interaction', () => {
  it.each<[name: string, body: () => unknown]>([
    ['GET /api/banner/interactions/{id}', () => undefined],
    ['POST /api/banner/interactions/{id}/pop', () => ({ moment: 'presented' })],
    [
      'PUT /api/banner/interactions/{id}/card',
      () => ({ objectId: article.objectIds.contacts, recordId: contactId, as: 'main' }),
    ],
    ['POST /api/banner/interactions/{id}/dismiss', () => undefined],
  ])("%s answers as if it didn't exist", async (name, body) => {
    const before = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
    const foreign = await call(name, other, { params: { id: interactionId }, body: body() });
    const absent = await call(name, other, { body: body() });
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    const bare = async (response: Response) => (await response.text()).replace(/"reference":"[^"]+"/, '');
    expect(await bare(foreign)).toBe(await bare(absent));
    expect(await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } })).toEqual(before);
    expect((await call(name, owner, { params: { id: interactionId }, body: body() })).ok).toBe(true);
  });

  it('is in none of their lists or streams', async () => {
    for (const name of ['GET /api/banner', 'GET /api/banner/interactions']) {
      expect(await (await call(name, owner)).text(), name).toContain(interactionId);
      expect(await (await call(name, other)).text(), name).not.toContain(interactionId);
    }
    const [mine, theirs] = [world.ctx(owner.actor), world.ctx(other.actor)];
    expect((await readNews(mine, { lastEventId: 0n })).events.length).toBeGreaterThan(0);
    expect((await readNews(theirs, { lastEventId: 0n })).events).toEqual([]);
    expect(await readLastEventId(theirs)).toBe(0n);
  });

  it("isn't visible to administrators in the Banner either", async () => {
    expect(
      (await call('GET /api/banner/interactions/{id}', world.administrator, { params: { id: interactionId } })).status,
    ).toBe(404);
  });
});

describe("what the profile doesn't allow", () => {
  const open = (person: Person, objectId: string) =>
    call('GET /api/banner/cards/{objectId}/{recordId}', person, { params: { objectId, recordId: contactId } });
  const edit = (objectId: string, values: Record<string, string>) =>
    call('PATCH /api/banner/cards/{objectId}/{recordId}', owner, {
      params: { objectId, recordId: contactId },
      body: { values },
    });

  it("an object it doesn't show can't be opened, searched, created, edited or attached", async () => {
    await profileObject('contacts', { canView: false, canCreate: false, canEdit: false });
    const objectId = article.objectIds.contacts;
    const field = await fieldOf(objectId, 'firstname');
    const answers = [
      await open(owner, objectId),
      await edit(objectId, { [field]: 'X' }),
      await call('POST /api/banner/cards/search', owner, { body: { objectId, text: 'Nadia' } }),
      await call('POST /api/banner/cards', owner, {
        body: { objectId, values: { [field]: 'X' }, attemptId: randomUUID() },
      }),
      await call('PUT /api/banner/interactions/{id}/card', owner, {
        params: { id: interactionId },
        body: { objectId, recordId: contactId, as: 'main' },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(world.calls.all()).toEqual([]);
    const { crms }: { crms: unknown } = await (await call('GET /api/banner', owner)).json();
    expect(JSON.stringify(crms)).not.toContain(objectId);
    await profileObject('contacts', { canView: true, canCreate: true, canEdit: true });
  });

  it("an object it only shows can't be created or edited, and HubSpot isn't called", async () => {
    await profileObject('contacts', { canCreate: false, canEdit: false });
    const objectId = article.objectIds.contacts;
    const field = await fieldOf(objectId, 'firstname');
    expect((await open(owner, objectId)).status).toBe(200);
    world.calls.forget();
    expect((await edit(objectId, { [field]: 'X' })).status).toBe(403);
    expect(
      (
        await call('POST /api/banner/cards', owner, {
          body: { objectId, values: { [field]: 'X' }, attemptId: randomUUID() },
        })
      ).status,
    ).toBe(403);
    expect(world.calls.all()).toEqual([]);
    await profileObject('contacts', { canCreate: true, canEdit: true });
  });

  it("a field it leaves out is neither shown nor writable; a read-only field isn't writable", async () => {
    const objectId = article.objectIds.contacts;
    const [first, email, phone] = [
      await fieldOf(objectId, 'firstname'),
      await fieldOf(objectId, 'email'),
      await fieldOf(objectId, 'phone'),
    ];
    await profileObject('contacts', { fieldIds: [first, phone] });
    await world.db.crmField.update({ where: { id: phone }, data: { readOnly: true } });
    const card = await (await open(owner, objectId)).text();
    expect(card).toContain('Nadia');
    expect(card).not.toContain('hidden-address@example.com');
    expect(card).not.toContain(email);
    world.calls.forget();
    for (const field of [email, phone])
      expect((await edit(objectId, { [first]: 'Y', [field]: 'z@example.com' })).status).toBe(400);
    expect(world.calls.all()).toEqual([]);
    await world.db.crmField.update({ where: { id: phone }, data: { readOnly: false } });
    await profileObject('contacts', { fieldIds: [] });
  });

  it('a CRM that it doesn’t include, and a profile that the agent doesn’t have', async () => {
    const hidden = await objectOfAnotherCrm();
    expect((await open(owner, hidden)).status).toBe(404);
    const foreign = await world.db.profile.create({ data: { name: 'Not theirs' } });
    expect((await call('PUT /api/banner/profile', owner, { body: { profileId: foreign.id } })).status).toBe(404);
    // A profile that was taken away while it was the active one shows nothing from that moment.
    await world.db.session.update({
      where: { id: other.actor.sessionId },
      data: { activeProfileId: article.profileId },
    });
    await world.db.userProfile.delete({
      where: { userId_profileId: { userId: other.actor.userId, profileId: article.profileId } },
    });
    expect((await open(other, article.objectIds.contacts)).status).toBe(404);
    expect((await open(world.administrator, article.objectIds.contacts)).status).toBe(404);
  });

  it("an ID can't be used as a path", async () => {
    for (const recordId of [
      '..',
      '../tickets/1',
      '%2e%2e',
      '1/associations/contacts',
      '1?archived=true',
      '1#x',
      '0',
      '-1',
      'constructor',
    ]) {
      const response = await call('GET /api/banner/cards/{objectId}/{recordId}', owner, {
        params: { objectId: article.objectIds.contacts, recordId },
      });
      expect([400, 404, 502], recordId).toContain(response.status);
    }
    for (const { url } of world.calls.all()) expect(url.pathname).toMatch(/^\/crm\/[\w/.-]*\/contacts\/batch\/read$/);
  });
});
