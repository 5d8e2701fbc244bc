import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ScenarioDefinition } from '@/lib/domain/screen-pop/scenario';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { searchCards } from '@/lib/services/cards/search-cards';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { simulateInteraction } from '@/lib/services/interactions/simulate-interaction';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** Numbers as they stand in HubSpot and as phone systems report them, through the product: which card opens, and after what requests. */

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let scenario: ScenarioDefinition;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world, 'crm.objects.companies.write');
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  const ctx = world.ctx(world.administrator.actor);
  const { id: companies } = await createObject(ctx, { crmId: article.crmId, name: 'Companies', apiName: 'companies' });
  await createFields(ctx, {
    objectId: companies,
    fields: [
      { apiName: 'name', name: 'Company name', type: 'short_text' },
      { apiName: 'phone', name: 'Company phone', type: 'phone' },
    ],
  });
  const fields = await world.db.crmField.findMany({ where: { apiName: { in: ['phone', 'mobilephone'] } } });
  const phonesOf = (objectId: string) => fields.filter((field) => field.objectId === objectId).map(({ id }) => id);
  const step = (objectId: string) => ({
    objectId,
    conditions: [{ kind: 'phone_is' as const, fieldIds: phonesOf(objectId) }],
    distinguishBy: [],
  });
  scenario = {
    channels: ['voice'],
    directions: ['incoming'],
    moment: 'presented',
    steps: [step(article.objectIds.contacts), step(companies)],
    outcomes: {
      none: { action: 'create_form', objectId: article.objectIds.contacts, prefill: [] },
      one: { action: 'open_card' },
      several: { action: 'chooser' },
      withheld: { action: 'search' },
    },
  };
});
beforeEach(() => world.calls.forget());

/** As *Try it* and a real call decide, with the bodies of the searches that went to HubSpot for it. */
async function decide(number: string, ourNumber = '+33176000100') {
  const { decision } = await simulateInteraction(world.ctx(world.administrator.actor), {
    crmId: article.crmId,
    channel: 'voice',
    direction: 'incoming',
    moment: 'presented',
    customer: { number },
    ourNumber,
    scenario: { id: null, name: 'By number', definition: scenario },
  });
  const searches = world.calls.all().filter(({ url }) => url.pathname.endsWith('/search'));
  return { decision, searches };
}

const searchSchema = z.object({ filterGroups: z.array(z.unknown()) });
const groupsOf = (body: string): number => searchSchema.parse(JSON.parse(body)).filterGroups.length;

describe.each([
  // The cases that were reported, and others of their kinds.
  ['Mexico, the 1 of before 2019', 'contacts', '+525512345678', '+5215512345678'],
  ['Mexico, the 1 kept in the CRM', 'contacts', '+521 222 333 4455', '+522223334455'],
  ['Brazil, without the ninth digit', 'contacts', '+55 11 98765-4321', '+551187654321'],
  ['Brazil, the eight digits kept in the CRM', 'contacts', '+55 21 9612-3456', '+5521996123456'],
  ['Argentina, 15 at home', 'contacts', '011 15-6123-4567', '+5491161234567'],
  ['Benin, before 2024', 'contacts', '+229 97 12 34 56', '+2290197123456'],
  ['Italy, without its zero', 'contacts', '+39 06 1234 5678', '+39612345678'],
  ['digits without plus', 'contacts', '+45 33 12 34 56', '4533123456'],
  ['digits without plus, Norway', 'contacts', '+47 22 12 34 56', '4722123456'],
  ['a plus before 00', 'contacts', '+33 1 84 80 02 03', '+0033184800203'],
  ['two plus signs', 'contacts', '+33 1 84 80 02 04', '++33184800204'],
  ['a SIP header', 'contacts', '+33 1 84 80 02 05', '"Durand" <sip:+33184800205@192.0.2.10>;tag=as58f4'],
  ['an escaped SIP address', 'contacts', '01 84 80 02 06', 'sip:%2B33184800206@192.0.2.10;user=phone'],
  ['a queue with a digit', 'contacts', '+33 1 84 80 02 07', 'SAV2:0184800207'],
  ['a queue by its number', 'contacts', '01.84.80.02.08', 'Ventes 1 - 0184800208'],
  ['an extension in Canada', 'contacts', '+1 514 555 0123 local 12', '+15145550123'],
  ['an extension in Russia', 'contacts', '+7 495 123 45 67 доб. 12', '+74951234567'],
  ['two numbers in one field', 'contacts', '01 84 80 02 09 / 06 12 34 56 79', '+33184800209'],
  ['the second of two numbers', 'contacts', '01 84 80 02 10 / 06 12 34 56 80', '+33612345680'],
  ['a company with blanks', 'companies', '01 84 80 03 01', '+33184800301'],
  ['a company with dots', 'companies', '01.84.80.03.02', '+33184800302'],
  ['a company with dashes', 'companies', '01-84-80-03-03', '+33184800303'],
  ['a company with (0)', 'companies', '+33 (0)1 84 80 03 04', '+33184800304'],
  ['a company with (01)', 'companies', '(01) 84 80 03 05', '+33184800305'],
  ['a company with (01) and no blanks', 'companies', '(01)84800306', '+33184800306'],
  ['a company in one piece', 'companies', '0184800307', '+33184800307'],
  ['a company in Germany', 'companies', '+49 (0)30 / 901 820-22', '+493090182022'],
  ['a company in Chicago', 'companies', '(312) 867-5309', '+13128675309'],
] as const)('%s', (_kind, object, stored, reported) => {
  it(`opens the card of ${stored} for ${reported}, after one search per object`, async () => {
    const { id } = await hubspot.create(object, {
      [object === 'contacts' ? 'lastname' : 'name']: stored,
      phone: stored,
    });
    const { decision, searches } = await decide(reported);
    expect(decision).toMatchObject({ kind: 'open', card: { recordId: id } });
    expect(searches).toHaveLength(object === 'contacts' ? 1 : 2);
    for (const { body } of searches) expect(groupsOf(body)).toBeLessThanOrEqual(5);
  });
});

describe('a national number from another country', () => {
  it('is offered as a match if the reported number includes its country', async () => {
    const { id } = await hubspot.create('contacts', { lastname: 'Moscow', phone: '8 (916) 123-45-67' });
    const { decision } = await decide('+79161234567');
    expect(['open', 'choose']).toContain(decision?.kind);
    expect(JSON.stringify(decision)).toContain(`"recordId":"${id}"`);
  });

  it("is parsed in our line's country, on both sides", async () => {
    const { id } = await hubspot.create('contacts', { lastname: 'Brussels', phone: '0470 12 34 56' });
    const { decision } = await decide('0470123456', '+3225551000');
    expect(decision).toMatchObject({ kind: 'open', card: { recordId: id, grade: 'probable' } });
  });
});

describe("a caller that isn't searched", () => {
  it.each([
    '+7378742833',
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    '+86282452253',
    'Restricted',
    'sip:unavailable@unknown.invalid',
    '非通知',
  ])('sends nothing to HubSpot for %s, and shows it as withheld', async (number) => {
    await hubspot.create('contacts', { lastname: 'Austin', phone: '+1 (737) 874-2833' });
    const { decision, searches } = await decide(number);
    expect(decision?.kind).toBe('withheld');
    expect(searches).toEqual([]);
  });

  it.each(['201', 'sip:201@pbx.example', '112', '3020'])(
    'sends nothing, offers no new card and says that it is no customer for %s',
    async (number) => {
      const { decision, searches } = await decide(number);
      expect(decision).toMatchObject({ kind: 'none', offer: { action: 'nothing' } });
      expect(decision?.trace.map(({ code }) => code)).toEqual(['not_a_customer']);
      expect(searches).toEqual([]);
    },
  );
});

it("never shows a contact whose number has the same groups in another order, not even in an agent's search", async () => {
  await hubspot.create('contacts', { lastname: 'Other', phone: '01 99 00 76 26', mobilephone: '06 76 00 99 88' });
  const { decision } = await decide('+33176009926');
  expect(decision?.kind).toBe('none');
  const agent = world.ctx(article.agent.actor);
  const search = (text: string) => searchCards(agent, { objectId: article.objectIds.contacts, text });
  expect(await search('01 76 00 99 26')).toEqual({ cards: [], total: 0 });
  expect((await search('+33 1 99 00 76 26')).cards.map(({ title }) => title)).toContain('Other');
});

it('applies to real calls too', async () => {
  const { id } = await hubspot.create('contacts', { lastname: 'Real', phone: '+52 55 8765 4321 ext. 4' });
  const { interactionId } = await receiveInteraction(
    article.telephone,
    article.event({ id: 'real', customer: { number: '"Real" <sip:5215587654321@192.0.2.10>;tag=1' } }),
  );
  const decision = await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), {
    interactionId,
    moment: 'presented',
  });
  expect(decision).toMatchObject({ kind: 'open', card: { recordId: id } });
  const { numberKey } = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
  expect(numberKey).toBe('525587654321');
});
