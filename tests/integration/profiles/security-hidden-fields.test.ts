import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readNews } from '@/lib/services/banner/read-news';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { callRoute, routeNamed } from '../../support/route-walk';

// S-71: what the profile leaves out is neither told to an agent nor confirmed by a search, and what was shown before is shown no longer.
takeWorkAfterAnswers();

const world = await startWorld();
let article: ArticleWorld;
let contactId: string;
let twinId: string;
let ticketId: string;

const ALONE = '+33176000611';
const SHARED = '+33176000622';
const MOBILE = '+33612000633';
/** Everything of the records that a narrow profile hides; the objects' names and the number that calls are no secret. */
const HIDDEN = ['Naïma', 'Quentin', 'naima.hidden@example.com', 'quentin.hidden@example.com', '612000633'];
const BANNER_VIEWS = ['GET /api/banner', 'GET /api/banner/interactions', 'GET /api/banner/interactions/{id}'];

beforeAll(async () => {
  article = await configureArticle(world);
  const hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', {
    'crm.indexDelayMs': 0,
    'limits.search': 1_000_000,
    'limits.burst': 1_000_000,
  });
  contactId = (
    await hubspot.create('contacts', {
      firstname: 'Naïma',
      lastname: 'Brûlé',
      phone: ALONE,
      mobilephone: MOBILE,
      email: 'naima.hidden@example.com',
    })
  ).id;
  await hubspot.create('contacts', {
    firstname: 'Naïma',
    lastname: 'Vasseur',
    phone: SHARED,
    email: 'naima.hidden.2@example.com',
  });
  twinId = (
    await hubspot.create('contacts', {
      firstname: 'Quentin',
      lastname: 'Vasseur',
      phone: SHARED,
      email: 'quentin.hidden@example.com',
    })
  ).id;
  ticketId = (
    await hubspot.create('tickets', {
      subject: 'Secret subject',
      content: 'A shown text',
      hs_pipeline: '0',
      hs_pipeline_stage: '1',
    })
  ).id;
});
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
  await show('contacts', []);
  await see('contacts', true);
});

const call = (
  name: string,
  input: { params?: Record<string, string>; body?: unknown } = {},
  browser = article.agent.browser,
) => callRoute(routeNamed(name), { browser, ...input });
const textOf = async (name: string, input: Parameters<typeof call>[1] = {}, browser = article.agent.browser) => {
  const response = await call(name, input, browser);
  expect(response.status, name).toBe(200);
  return response.text();
};
const profileObject = (apiName: 'contacts' | 'tickets', data: object) =>
  world.db.profileObject.update({
    where: { profileId_objectId: { profileId: article.profileId, objectId: article.objectIds[apiName] } },
    data,
  });
/** The profile shows exactly these; none named: all. */
async function show(apiName: 'contacts' | 'tickets', fields: readonly string[]): Promise<void> {
  const rows = await world.db.crmField.findMany({ where: { objectId: article.objectIds[apiName] } });
  await profileObject(apiName, { fieldIds: fields.map((name) => rows.find((row) => row.apiName === name)?.id ?? '') });
}
const see = (apiName: 'contacts' | 'tickets', canView: boolean) =>
  profileObject(apiName, { canView, canCreate: canView, canEdit: canView });

/** Rings while the profile shows what it shows at that moment. */
async function ring(id: string, number: string): Promise<string> {
  const { interactionId } = await receiveInteraction(article.telephone, article.event({ id, customer: { number } }));
  await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), { interactionId, moment: 'presented' });
  return interactionId;
}

interface Answer {
  cards: { recordId: string; title: string }[];
  hiddenCards: number;
  decision: {
    kind: string;
    card?: { title: string };
    cards?: { title: string; distinguishing: { name: string; value: string | null }[] }[];
    offer?: { action: string };
    trace: { code: string }[];
  } | null;
}
async function interaction(id: string): Promise<Answer> {
  const answer: Answer = JSON.parse(await textOf('GET /api/banner/interactions/{id}', { params: { id } }));
  return answer;
}
const tells = (text: string, secrets: readonly string[]) => secrets.filter((secret) => text.includes(secret));

describe('a card', () => {
  const open = async (apiName: 'contacts' | 'tickets', recordId: string) => {
    const card: { title: string } = JSON.parse(
      await textOf('GET /api/banner/cards/{objectId}/{recordId}', {
        params: { objectId: article.objectIds[apiName], recordId },
      }),
    );
    return card;
  };

  it('uses only visible fields in its title, and requests nothing else from HubSpot', async () => {
    expect((await open('contacts', contactId)).title).toBe('Naïma Brûlé');
    await show('contacts', ['lastname', 'phone']);
    world.calls.forget();
    const card = await open('contacts', contactId);
    expect(card.title).toBe('Brûlé');
    expect(tells(JSON.stringify(card), HIDDEN)).toEqual([]);
    expect(
      tells(
        world.calls
          .all()
          .map(({ body }) => body)
          .join(),
        ['firstname', 'email', 'mobilephone'],
      ),
    ).toEqual([]);
  });

  it('is titled by its ID if the profile shows no field for a title', async () => {
    await show('tickets', ['content']);
    const card = await open('tickets', ticketId);
    expect(card.title).toBe(ticketId);
    expect(JSON.stringify(card)).not.toContain('Secret subject');
    await show('tickets', []);
  });
});

describe('a search', () => {
  const search = async (text: string) => {
    const found: { cards: { recordId: string }[]; total: number } = JSON.parse(
      await textOf('POST /api/banner/cards/search', { body: { objectId: article.objectIds.contacts, text } }),
    );
    return found;
  };

  it.each(['naima.hidden@example.com', 'naima.hidden', 'Naïma', 'Naïma Brûlé', '06 12 00 06 33', MOBILE, '612000633'])(
    'reveals nothing about hidden fields: %s',
    async (text) => {
      expect((await search(text)).total).toBeGreaterThan(0);
      await show('contacts', ['lastname', 'phone']);
      expect(await search(text)).toEqual({ cards: [], total: 0 });
    },
  );

  it.each(['Brûlé', 'BRÛ', '01 76 00 06 11', ALONE, '176000611'])('still finds visible fields: %s', async (text) => {
    await show('contacts', ['lastname', 'phone']);
    const found = await search(text);
    expect(found.cards.map(({ recordId }) => recordId)).toContain(contactId);
    expect(found.total).toBe(found.cards.length);
    expect(tells(JSON.stringify(found), HIDDEN)).toEqual([]);
  });

  it('never searches a hidden number, even if all numbers are hidden', async () => {
    await show('contacts', ['lastname']);
    for (const text of [ALONE, '01 76 00 06 11', '176000611'])
      expect(await search(text), text).toEqual({ cards: [], total: 0 });
  });
});

describe('an interaction stored while more was visible', () => {
  it('titles its card by what the profile shows now, in every view of the Banner; the Maker shows everything', async () => {
    const id = await ring('narrowed', ALONE);
    expect((await interaction(id)).cards).toMatchObject([{ recordId: contactId, title: 'Naïma Brûlé' }]);
    await show('contacts', ['lastname', 'phone']);
    const now = await interaction(id);
    expect(now).toMatchObject({
      cards: [{ recordId: contactId, title: 'Brûlé' }],
      hiddenCards: 0,
      decision: { kind: 'open', card: { title: 'Brûlé' } },
    });
    for (const name of BANNER_VIEWS) expect(tells(await textOf(name, { params: { id } }), HIDDEN), name).toEqual([]);
    const attached = await textOf('PUT /api/banner/interactions/{id}/card', {
      params: { id },
      body: { objectId: article.objectIds.contacts, recordId: twinId, as: 'related' },
    });
    expect(tells(attached, HIDDEN)).toEqual([]);
    expect(
      tells(
        await textOf('POST /api/banner/interactions/{id}/pop', { params: { id }, body: { moment: 'presented' } }),
        HIDDEN,
      ),
    ).toEqual([]);

    const maker = world.administrator.browser;
    expect(await textOf('GET /api/interactions/{id}', { params: { id } }, maker)).toContain('Naïma Brûlé');
    // Attached by somebody who sees less than the ledger does.
    expect(await textOf('GET /api/interactions', {}, maker)).toContain('Quentin Vasseur');
  });

  it('keeps hidden values out of the matches and their reasons', async () => {
    const id = await ring('choice', SHARED);
    expect((await interaction(id)).decision).toMatchObject({
      kind: 'choose',
      cards: [{ distinguishing: [{ name: 'Email' }] }, { distinguishing: [{ name: 'Email' }] }],
    });
    await show('contacts', ['lastname', 'phone']);
    const { decision } = await interaction(id);
    expect(decision).toMatchObject({
      kind: 'choose',
      cards: [
        { title: 'Vasseur', distinguishing: [] },
        { title: 'Vasseur', distinguishing: [] },
      ],
    });
    expect(decision?.trace.map(({ code }) => code)).toContain('step_matched');
    expect(tells(JSON.stringify(decision), HIDDEN)).toEqual([]);
  });

  it('hides a card whose object the profile no longer shows, but says that there is one', async () => {
    const opened = await ring('lost-open', ALONE);
    const chosen = await ring('lost-choice', SHARED);
    await see('contacts', false);
    const now = await interaction(opened);
    expect(now).toMatchObject({ cards: [], hiddenCards: 1, decision: { kind: 'hidden' } });
    expect(now.decision).not.toHaveProperty('card');
    expect(await interaction(chosen)).toMatchObject({ cards: [], hiddenCards: 0, decision: { kind: 'hidden' } });
    for (const id of [opened, chosen]) {
      for (const name of BANNER_VIEWS)
        expect(
          tells(await textOf(name, { params: { id } }), [...HIDDEN, 'Brûlé', 'Vasseur', contactId, twinId]),
          name,
        ).toEqual([]);
    }
    expect(
      await textOf('GET /api/interactions/{id}', { params: { id: opened } }, world.administrator.browser),
    ).toContain('Naïma Brûlé');
  });

  it("follows the agent's active profile", async () => {
    const id = await ring('switched', ALONE);
    const narrow = await world.db.profile.create({
      data: { name: 'Narrow', users: { create: { userId: article.agent.actor.userId } } },
    });
    expect((await call('PUT /api/banner/profile', { body: { profileId: narrow.id } })).status).toBe(204);
    expect(await interaction(id)).toMatchObject({ cards: [], hiddenCards: 1, decision: { kind: 'hidden' } });
    expect((await call('PUT /api/banner/profile', { body: { profileId: article.profileId } })).status).toBe(204);
    expect((await interaction(id)).cards).toMatchObject([{ title: 'Naïma Brûlé' }]);
  });

  it('offers no new card for an object that the profile no longer lets agents create', async () => {
    const stored = await ring('nobody', '+33176000699');
    const row = await world.db.interaction.findUniqueOrThrow({ where: { id: stored } });
    const offer = { action: 'create_form', crmId: article.crmId, objectId: article.objectIds.contacts, values: {} };
    await world.db.interaction.update({
      where: { id: stored },
      data: { decision: JSON.parse(JSON.stringify({ ...Object(row.decision), offer })) },
    });
    expect((await interaction(stored)).decision).toMatchObject({ kind: 'none', offer: { action: 'create_form' } });
    await profileObject('contacts', { canCreate: false });
    expect((await interaction(stored)).decision).toMatchObject({ kind: 'none', offer: { action: 'search' } });
  });

  it("keeps a card that the agent can't see when they attach another", async () => {
    const id = await ring('kept', ALONE);
    await see('contacts', false);
    await call('PUT /api/banner/interactions/{id}/card', {
      params: { id },
      body: { objectId: article.objectIds.tickets, recordId: ticketId, as: 'main' },
    });
    expect(await interaction(id)).toMatchObject({ cards: [{ recordId: ticketId }], hiddenCards: 1 });
    await see('contacts', true);
    expect((await interaction(id)).cards.map(({ recordId }) => recordId)).toEqual([ticketId, contactId]);
  });
});

describe('a screen pop', () => {
  it('may match by a field that the profile hides, without showing it', async () => {
    await show('contacts', ['lastname']);
    const id = await ring('by-hidden', MOBILE);
    const now = await interaction(id);
    expect(now).toMatchObject({
      cards: [{ recordId: contactId, title: 'Brûlé' }],
      decision: { kind: 'open', card: { title: 'Brûlé' } },
    });
    // That the caller's number was found, and not where.
    expect(
      tells(JSON.stringify(now.decision), [
        ...HIDDEN.filter((secret) => !MOBILE.includes(secret)),
        'Mobile phone number',
        'Phone number',
      ]),
    ).toEqual([]);
  });

  it('titles a card by what the profile shows, even if the object usually has another title', async () => {
    await show('contacts', ['phone']);
    expect((await interaction(await ring('by-number', ALONE))).cards).toMatchObject([{ title: ALONE }]);
  });

  it("sends the Banner's stream what its reads show, and no more", async () => {
    await show('contacts', ['lastname']);
    const id = await ring('streamed', MOBILE);
    const { events } = await readNews(world.ctx(article.agent.actor), { lastEventId: 0n });
    const ours = events.filter(({ news }) => news.interactionId === id);
    expect(ours.map(({ type }) => type)).toEqual(['interaction-presented', 'interaction-decided']);
    const read = await interaction(id);
    for (const { news } of ours)
      expect(news).toEqual({ interactionId: id, shown: { place: 'open', interaction: read } });
    expect(
      tells(
        JSON.stringify(ours),
        HIDDEN.filter((secret) => !MOBILE.includes(secret)),
      ),
    ).toEqual([]);
    await see('contacts', false);
    const hidden = (await readNews(world.ctx(article.agent.actor), { lastEventId: 0n })).events.at(-1);
    expect(hidden?.news.shown?.interaction).toMatchObject({ cards: [], hiddenCards: 1, decision: { kind: 'hidden' } });
  });
});

describe('a card stored without the fields of its title', () => {
  it('is titled by its ID unless the profile shows every field', async () => {
    const id = await ring('old', ALONE);
    const row = await world.db.interaction.findUniqueOrThrow({ where: { id } });
    const old = (stored: unknown) =>
      JSON.parse(
        JSON.stringify(stored, (key, value: unknown) => (key === 'names' || key === 'about' ? undefined : value)),
      );
    await world.db.interaction.update({
      where: { id },
      data: { attachedCard: old(row.attachedCard), decision: old(row.decision) },
    });
    expect((await interaction(id)).cards).toMatchObject([{ title: 'Naïma Brûlé' }]);
    await show('contacts', ['lastname', 'phone']);
    expect((await interaction(id)).cards).toMatchObject([{ title: contactId }]);
    expect(tells(await textOf('GET /api/banner/interactions/{id}', { params: { id } }), HIDDEN)).toEqual([]);
  });
});
