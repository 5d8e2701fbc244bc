import { z } from 'zod';
import { expect, test } from './fixtures';
import { Api, setUpArticle, signInAgent, type ArticleSetUp } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';
import { wordsOf } from './support/words';

const PORTAL = 146_201_877;

/** What the article configures, and two more fields: one that HubSpot only moves forward, one that it does not know. */
let article: ArticleSetUp;

test.beforeAll(async ({ adminState, playwright }) => {
  const request = await playwright.request.newContext({ storageState: await adminState() });
  const unique = `banner-${Date.now()}`;
  await sandbox.addPerson(`lea.${unique}@atelier-lumen.example`, PORTAL);
  article = await setUpArticle(request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const stages = [
    { value: 'lead', label: 'Lead' },
    { value: 'customer', label: 'Customer' },
  ];
  await new Api(request).post(`/api/crm-objects/${article.objectIds.contacts}/fields`, {
    fields: [
      { name: 'Stage', apiName: 'lifecyclestage', type: 'list', options: stages },
      { name: 'Bogus', apiName: 'bogus_prop', type: 'short_text' },
    ],
  });
  await request.dispose();
});

test('a value that HubSpot didn’t save is reported beside its field, not as saved', async ({ page }) => {
  const email = `stage.${Date.now()}@client.example`;
  const properties = { firstname: 'Ines', lastname: 'Roche', email, lifecyclestage: 'customer' };
  z.object({ id: z.string() }).parse(
    await sandbox.api('/crm/v3/objects/contacts', { method: 'POST', body: { properties }, portalId: PORTAL }),
  );
  await sandbox.settings({ 'crm.indexDelayMs': 0 });
  await signInAgent(page.request, article);
  await page.goto(`${makerUrl()}/banner`);
  await page.getByRole('searchbox').fill(email);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('list', { name: 'Cards found' }).getByRole('button').click();
  const card = page.getByRole('region', { name: 'Card Ines Roche' });

  await card.getByRole('button', { name: 'Edit Stage' }).click();
  await card.getByRole('combobox', { name: 'Stage' }).selectOption('Lead');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByRole('alert')).toHaveText('Not saved: HubSpot kept the old value.');
  await expect(card.getByText('Customer', { exact: true })).toBeVisible();

  await card.getByRole('button', { name: 'Edit Bogus' }).click();
  await card.getByRole('textbox', { name: 'Bogus' }).fill('x');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByRole('alert').filter({ hasText: 'no such property' })).toBeVisible();
  await expect(card.getByText('Saved', { exact: true })).toHaveCount(0);

  // What HubSpot keeps is called saved.
  await card.getByRole('button', { name: 'Edit Stage' }).click();
  await card.getByRole('button', { name: 'Cancel' }).click();
  await card.getByRole('button', { name: 'Edit First name' }).click();
  await card.getByRole('textbox', { name: 'First name' }).fill('Inès');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  // The focus is back at the pencil, and nothing covers what was saved.
  await expect(page.getByRole('button', { name: 'Edit First name' })).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
});

test('the search keeps its labels on one line in a small window, in both languages', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await signInAgent(page.request, article);
  const agent = new Api(page.request);
  for (const language of ['fr', 'en'] as const) {
    await agent.patch('/api/account/preferences', { language });
    await page.goto(`${makerUrl()}/banner`);
    const label = page.getByRole('search').getByText(wordsOf(language)('cards.searchText'));
    expect((await label.boundingBox())?.height).toBeLessThan(28);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
  }
});

test('signing out is confirmed in the user’s language', async ({ page }) => {
  const say = wordsOf('fr');
  await signInAgent(page.request, article);
  const agent = new Api(page.request);
  await agent.patch('/api/account/preferences', { language: 'fr' });
  await page.goto(`${makerUrl()}/banner`);
  await page.getByRole('button', { name: say('shell.account', { name: 'Léa Fontaine' }) }).click();
  await page.getByRole('menuitem', { name: say('shell.signOut') }).click();
  await expect(page.getByText(say('login.notice.signed_out'))).toBeVisible();
  await expect(page.getByRole('heading', { name: say('login.title') })).toBeVisible();
  await signInAgent(page.request, article);
  await agent.patch('/api/account/preferences', { language: 'en' });
});

test('a call that never ended can be dismissed, and reappears with its next event', async ({ page }) => {
  const telephone = new Telephone(article.apiKey);
  const call = (end: string) =>
    telephone.call({ id: `lost-${end}-${Date.now()}`, agent: article.agent.email, number: `+33 1 99 00 07 ${end}` });
  const [first, second, third] = [call('01'), call('02'), call('03')];
  for (const { presented } of [first, second, third]) await presented();
  await signInAgent(page.request, article);
  await page.goto(`${makerUrl()}/banner`);
  const others = page.getByRole('list', { name: 'Other interactions' });
  await expect(others.getByRole('listitem')).toHaveCount(2);
  // They may still be ringing.
  await expect(page.getByRole('button', { name: /^Dismiss/ })).toHaveCount(0);

  await page.clock.install({ time: Date.now() + 6 * 60_000 });
  await page.reload();
  await others.getByRole('button', { name: 'Dismiss 01 99 00 07 01' }).click();
  await expect(others.getByRole('listitem')).toHaveCount(1);
  await page
    .getByRole('article', { name: 'Interaction with 01 99 00 07 03' })
    .getByRole('button', { name: 'Dismiss 01 99 00 07 03' })
    .click();
  // The next one takes its place, with a new card of its own.
  const next = page.getByRole('article', { name: 'Interaction with 01 99 00 07 02' });
  await expect(page.getByRole('textbox', { name: /^Phone number/ })).toHaveValue('+33199000702');
  await next.getByRole('button', { name: 'Dismiss 01 99 00 07 02' }).click();
  await expect(page.getByText('Ready. The next interaction will appear here.')).toBeVisible();

  await first.accepted();
  await expect(page.getByRole('article', { name: 'Interaction with 01 99 00 07 01' })).toContainText('In progress');
  await first.ended();
  await second.missed();
  await third.missed();
  await expect(page.getByRole('region', { name: 'Recent interactions' })).toContainText('01 99 00 07 02');
});

test('an existing card is offered instead of a duplicate, and attached to the call', async ({ page, complaints }) => {
  const email = `held.${Date.now()}@client.example`;
  await sandbox.api('/crm/v3/objects/contacts', {
    method: 'POST',
    body: { properties: { firstname: 'Ada', lastname: 'Held', email } },
    portalId: PORTAL,
  });
  const call = new Telephone(article.apiKey).call({
    id: `held-${Date.now()}`,
    agent: article.agent.email,
    number: '+33 1 99 00 07 77',
  });
  await call.presented();
  await signInAgent(page.request, article);
  await page.goto(`${makerUrl()}/banner`);
  await page.getByRole('textbox', { name: /^Email/ }).fill(email);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'HubSpot already has a record with these values.' });
  await expect(refusal).toBeVisible();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('status of 400')]);
  await refusal.getByRole('button', { name: 'Open the existing card' }).press('Enter');
  const card = page.getByRole('region', { name: 'Card Ada Held' });
  await expect(card).toContainText(email);
  // The focus goes on in the card, though the button is gone.
  await page.keyboard.press('Tab');
  await expect(card.getByRole('link', { name: /^Open in HubSpot/ })).toBeFocused();
  await expect(card.getByText('This interaction’s card', { exact: true })).toBeVisible();
  await call.missed();
});

test('a ticket’s status shows HubSpot’s label and is chosen from a list', async ({ page }) => {
  const subject = `A lamp that does not light ${Date.now()}`;
  const properties = { subject, hs_pipeline: '0', hs_pipeline_stage: '3' };
  const ticket = z
    .object({ id: z.string() })
    .parse(await sandbox.api('/crm/v3/objects/tickets', { method: 'POST', body: { properties }, portalId: PORTAL }));
  await sandbox.settings({ 'crm.indexDelayMs': 0 });
  await signInAgent(page.request, article);
  await page.goto(`${makerUrl()}/banner`);
  await page.getByRole('search').getByRole('combobox').selectOption({ label: 'Tickets' });
  await page.getByRole('searchbox').fill(subject);
  const card = page.getByRole('region', { name: `Card ${subject}` });
  // The worker reads what the account calls its values soon after the fields were configured.
  await expect(async () => {
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('list', { name: 'Cards found' }).getByRole('button', { name: subject }).click();
    await expect(card.getByText('Waiting on us', { exact: true })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await card.getByRole('button', { name: 'Edit Ticket status' }).click();
  await card.getByRole('combobox', { name: 'Ticket status' }).selectOption({ label: 'Closed' });
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Saved', { exact: true })).toBeVisible();
  await expect(card.getByText('Closed', { exact: true })).toBeVisible();
  expect(
    await sandbox.api(`/crm/v3/objects/tickets/${ticket.id}?properties=hs_pipeline_stage`, { portalId: PORTAL }),
  ).toMatchObject({ properties: { hs_pipeline_stage: '4' } });
});
