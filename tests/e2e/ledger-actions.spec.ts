import { z } from 'zod';
import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { CALLER } from './support/article';
import { Api, setUpArticle } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';

const CALLS = 30;
const crmSchema = z.object({
  objects: z.array(z.object({ fields: z.array(z.object({ id: z.string(), apiName: z.string() })) })),
});
const ruleSchema = z.looseObject({
  version: z.number(),
  definition: z.looseObject({
    action: z.looseObject({ mapping: z.array(z.looseObject({ fieldId: z.string() })) }),
  }),
});
const idSchema = z.object({ id: z.string() });
const linkedSchema = z.object({ results: z.array(z.object({ toObjectId: z.union([z.string(), z.number()]) })) });

test('an administrator links yesterday’s unlinked call, and the record in HubSpot gets the link', async ({
  adminPage: page,
}) => {
  const unique = `linked-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const yesterday = new Date(Date.now() - 24 * 60 * 60_000);
  const { body } = await new Telephone(article.apiKey).announce({
    source: 'e2e',
    id: unique,
    type: 'missed',
    at: yesterday.toISOString(),
    channel: 'voice',
    direction: 'incoming',
    agent: article.agent.email,
    customer: { withheld: true },
  });
  await page.goto(`${makerUrl()}/maker/interactions/${idSchema.parse(body).id}`);
  await expect(page.getByText('Logged without a customer')).toBeVisible();
  await expectNoViolations(page);

  const search = page.getByRole('search');
  await search.getByLabel('Search in').selectOption({ label: 'Contacts' });
  await search.getByLabel('Number, email or name').fill(CALLER.announced);
  await search.getByRole('button', { name: 'Find' }).click();
  const link = page.getByRole('button', { name: `Link ${CALLER.title}` });
  await expect(link).toBeVisible();
  await expectNoViolations(page);
  await link.click();
  await expect(page.getByRole('button', { name: `Wrong person: ${CALLER.title}` })).toBeVisible();
  await expect(page.getByText('Logged without a customer')).toHaveCount(0);

  const record = page.getByRole('link', { name: 'Open in HubSpot: Calls' });
  await expect(record).toBeVisible();
  const callId = (await record.getAttribute('href'))?.split('/').at(-1) ?? '';
  await expect
    .poll(async () => {
      const path = `/crm/v4/objects/calls/${callId}/associations/contacts`;
      return linkedSchema.parse(await sandbox.api(path)).results.map(({ toObjectId }) => String(toObjectId));
    })
    .toEqual([CALLER.id]);
});

test('interactions are excluded from logging and put back, one by one, selected, and all that a filter finds', async ({
  adminPage: page,
}) => {
  const unique = `batch-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const telephone = new Telephone(article.apiKey);
  for (let index = 0; index < 4; index += 1)
    await telephone.announce({
      source: 'e2e',
      id: `${unique}-${index}`,
      type: 'missed',
      at: new Date().toISOString(),
      channel: 'voice',
      direction: 'incoming',
      queue: `Nobody ${unique}`,
      customer: { number: `+33 1 76 36 00 1${index}` },
    });
  await page.goto(`${makerUrl()}/maker/interactions?q=${unique}`);
  const table = page.getByRole('table');
  const excluded = table.getByText('Won’t be logged');
  const actions = page.getByRole('group', { name: 'Actions for several interactions' });

  await test.step('Two, selected with the keyboard, on a narrow screen too', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    const boxes = table.getByRole('checkbox');
    await expect(boxes.nth(0)).toBeEnabled();
    await boxes.nth(0).focus();
    await page.keyboard.press('Space');
    await boxes.nth(1).focus();
    await page.keyboard.press('Space');
    await expect(actions).toContainText('2 selected');
    await expectNoViolations(page);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
    await actions.getByRole('button', { name: 'Don’t log (2)' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Don’t log' }).click();
    await expect(excluded).toHaveCount(2);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('All that the filter finds', async () => {
    await expect(actions).toContainText('All that match:');
    await actions.getByRole('button', { name: 'Log after all (2)' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Log after all' }).click();
    // The run has ended; a table that is being read anew is empty for a moment.
    await expect(actions.getByRole('button', { name: 'Don’t log (4)' })).toBeVisible();
    await expect(table.getByRole('rowheader')).toHaveCount(4);
    await expect(excluded).toHaveCount(0);
  });

  await test.step('One, on its page', async () => {
    await table.getByRole('rowheader').getByRole('link').first().click();
    await page.waitForURL(/\/maker\/interactions\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: 'Don’t log', exact: true }).click();
    await expect(page.getByText(/ chose not to log it\.$/)).toBeVisible();
    await page.getByRole('button', { name: 'Log after all' }).click();
    await expect(page.getByText(/^It reached no agent/)).toBeVisible();
  });
});

test('30 refused calls are sent again with one button, once their rule is mended', async ({ adminPage: page }) => {
  const unique = `mended-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const api = new Api(page.request);
  const rulePage = `${makerUrl()}/maker/crm/${article.crmId}/interaction-assignment/${article.ruleId}`;
  // Calls must have a date in HubSpot.
  const { objects } = crmSchema.parse(await api.get(`/api/crms/${article.crmId}`));
  const date = objects.flatMap(({ fields }) => fields).find(({ apiName }) => apiName === 'hs_timestamp')?.id;
  const { version, definition } = ruleSchema.parse(await api.get(`/api/rules/${article.ruleId}`));
  const mapping = definition.action.mapping.filter(({ fieldId }) => fieldId !== date);
  await api.patch(`/api/rules/${article.ruleId}`, {
    name: 'Log calls',
    enabled: true,
    version,
    definition: { ...definition, action: { ...definition.action, mapping } },
    acceptedFindings: ['required:hs_timestamp'],
  });
  const telephone = new Telephone(article.apiKey);
  for (let index = 0; index < CALLS; index += 1)
    await telephone.announce({
      source: 'e2e',
      id: `${unique}-${index}`,
      type: 'missed',
      at: new Date().toISOString(),
      channel: 'voice',
      direction: 'incoming',
      agent: article.agent.email,
      customer: { withheld: true },
    });
  const countIn = async (state: string) =>
    z
      .object({ matching: z.number() })
      .parse(await api.get(`/api/interactions?agentId=${article.agent.id}&state=${state}`)).matching;
  await expect.poll(() => countIn('needs_administrator'), { timeout: 60_000, intervals: [2000] }).toBe(CALLS);

  await page.goto(rulePage);
  await expect(page.getByText('30 interactions wait for this.')).toBeVisible();
  await expectNoViolations(page);
  await expect(page.getByText('Saved anywayActivity date is required')).toBeVisible();
  await page.getByRole('button', { name: 'Add field', exact: true }).click();
  const added = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('combobox', { name: /^Data for / }) })
    .last();
  await added.getByRole('combobox', { name: /^Field \d+$/ }).selectOption({ label: 'Activity date' });
  await added.getByRole('combobox', { name: 'Data for Activity date' }).selectOption({ label: 'Started at' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Rule saved.', { exact: true })).toBeVisible();
  await expect(page.getByText('Activity date is required')).toHaveCount(0);
  await page.getByRole('button', { name: 'Log now' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retry' }).click();
  await expect.poll(() => countIn('without_customer'), { timeout: 60_000, intervals: [2000] }).toBe(CALLS);
  await page.goto(rulePage);
  await expect(page.getByRole('button', { name: 'Log now' })).toBeHidden();
});
