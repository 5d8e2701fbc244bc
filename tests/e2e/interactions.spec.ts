import { z } from 'zod';
import { expect, test } from './fixtures';
import { Api, setUpArticle, signInAgent } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';

const PORTAL = 146_201_877;

test('a call reported without a valid API key is rejected and not logged in HubSpot', async () => {
  const before = await sandbox.ledger();
  for (const key of [null, 'mk_unknown']) {
    const call = new Telephone(key).call({
      id: `refused-${Date.now()}`,
      agent: 'lea@atelier-lumen.example',
      number: '+33199000041',
    });
    expect((await call.presented()).status).toBe(401);
  }
  expect((await sandbox.ledger()).total).toBe(before.total);
});

test('an interaction’s page and the simulated result are readable', async ({ adminPage: page }) => {
  const unique = `ledger-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const call = new Telephone(article.apiKey).call({
    id: unique,
    agent: article.agent.email,
    number: '+33 1 76 36 00 01',
  });
  const { id } = z.object({ id: z.string() }).parse((await call.presented()).body);
  await call.accepted();
  await call.ended({ durationMs: 75_000, outcome: 'connected' });
  await page.goto(`${makerUrl()}/maker/interactions/${id}`);
  const reasons = page.getByRole('list', { name: 'Why each rule did or didn’t apply' });
  await expect(reasons.getByText('Call duration: 1 min 15 s')).toHaveAttribute('title', '75000');
  await expect(reasons.getByText('Call outcome: Connected')).toBeVisible();
  await expect(reasons.getByText('Calls status: Completed')).toBeVisible();
  await expect(reasons.getByText(/^Activity date: \d+ \w+ \d{4}, \d\d:\d\d$/)).toBeVisible();
  await expect(reasons).not.toContainText(/\d{4}-\d\d-\d\dT|[0-9a-f]{8}-[0-9a-f]{4}-/);
  await expect(page.getByText('Connected', { exact: true })).toHaveAttribute('title', 'connected');
  await expect(page.getByRole('link', { name: 'Open in HubSpot: Calls' })).toBeVisible();

  await page.goto(`${makerUrl()}/maker/crm/${article.crmId}/interaction-assignment`);
  const tried = page.getByRole('form', { name: 'Try it' });
  const who = tried.getByRole('textbox', { name: 'Number or email' });
  await who.fill('hello');
  await tried.getByRole('button', { name: 'Try it' }).click();
  await expect(who).toHaveAccessibleDescription(/isn’t a phone number or an email address/);
  await expect(who).toBeFocused();
  await who.fill('+33 1 76 36 00 01');
  await tried.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText('Calls status hs_call_status')).toBeVisible();
  await expect(page.getByText('Completed', { exact: true })).toHaveAttribute('title', 'COMPLETED');
  await expect(page.getByText('Calls status: Completed')).toHaveCount(0);
});

test('a conference names everybody who takes part, in the Banner and on its page', async ({
  adminPage: page,
  browser,
}) => {
  const unique = `people-${Date.now()}`;
  await sandbox.addPerson(`lea.${unique}@atelier-lumen.example`, PORTAL);
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const call = new Telephone(article.apiKey).call({
    id: unique,
    agent: article.agent.email,
    number: '+33 1 76 36 00 01',
  });
  const agent = await (await browser.newContext()).newPage();
  await signInAgent(agent.request, article);
  await agent.goto(`${makerUrl()}/banner`);
  const participants = [
    { number: '+33 1 99 00 00 41', name: 'Dana <img src=x onerror=alert(1)>' },
    { email: article.agent.email },
    { email: 'nobody.knows@client.example', name: 'Noa' },
  ];
  const { id } = z.object({ id: z.string() }).parse((await call.presented({ participants })).body);
  await agent.getByRole('button', { name: '+ 3 others' }).click();
  await expect(agent.getByRole('dialog', { name: 'Participants' }).getByRole('listitem')).toHaveText([
    'Dana <img src=x onerror=alert(1)>01 99 00 00 41',
    article.agent.email,
    'Noanobody.knows@client.example',
  ]);
  await agent.context().close();
  await call.ended({ durationMs: 5000 });
  await page.goto(`${makerUrl()}/maker/interactions/${id}`);
  const people = page.getByRole('list', { name: 'Participants' }).getByRole('listitem');
  await expect(people.nth(0)).toContainText('Customer');
  await expect(people.nth(1)).toContainText('Dana <img src=x onerror=alert(1)>');
  await expect(people.nth(2)).toContainText(article.agent.email);
  await expect(people.nth(3)).toContainText('Noa');
});

test('a value that HubSpot rejects is explained, with a link to its field', async ({ adminPage: page }) => {
  const unique = `refused-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const api = new Api(page.request);
  const { ids } = z.object({ ids: z.array(z.string()) }).parse(
    await api.post(`/api/crm-objects/${article.objectIds.calls}/fields`, {
      fields: [{ name: 'Bogus', apiName: 'bogus_prop', type: 'short_text' }],
    }),
  );
  const { rules } = z
    .object({
      rules: z.array(
        z.looseObject({
          id: z.string(),
          version: z.number(),
          definition: z.looseObject({ action: z.looseObject({ mapping: z.array(z.unknown()) }) }),
        }),
      ),
    })
    .parse(await api.get(`/api/crms/${article.crmId}/rules`));
  for (const { version, definition } of rules) {
    const mapping = [...definition.action.mapping, { fieldId: ids[0], source: { kind: 'literal', text: 'x' } }];
    await api.patch(`/api/rules/${article.ruleId}`, {
      name: 'Log calls',
      enabled: true,
      version,
      definition: { ...definition, action: { ...definition.action, mapping } },
      acceptedFindings: ['gone:bogus_prop'],
    });
  }
  const call = new Telephone(article.apiKey).call({
    id: unique,
    agent: article.agent.email,
    number: '+33 1 76 36 00 01',
  });
  const { id } = z.object({ id: z.string() }).parse((await call.presented()).body);
  await call.ended({ durationMs: 5000 });
  await page.goto(`${makerUrl()}/maker/interactions/${id}`);
  await expect(page.getByText('HubSpot has no property “bogus_prop” (field Bogus of Calls).')).toBeVisible();
  await expect(page.getByText('Property values were not valid')).toBeHidden();
  await page.getByText('Technical details').click();
  await expect(page.getByText('Property values were not valid')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(
    true,
  );
  await page.getByRole('link', { name: 'Fields of Calls' }).click();
  await page.waitForURL(`${makerUrl()}/maker/crm/${article.crmId}/objects/${article.objectIds.calls}`);
});
