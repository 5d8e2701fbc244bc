import { z } from 'zod';
import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { Api, setUpArticle, signInAgent } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';

const PORTAL = 146_201_877;
const HUGO = 'Hugo Petit';

test('a call from a colleague’s number is internal: named, not searched for and not logged', async ({
  adminPage: page,
  browser,
  complaints,
}) => {
  const unique = `internal-${Date.now()}`;
  const agent = `lea.${unique}@atelier-lumen.example`;
  await sandbox.addPerson(agent, PORTAL);
  const article = await setUpArticle(page.request, { unique, agent });
  const api = new Api(page.request);
  const roles = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await api.get('/api/roles'));
  await api.create('/api/users', {
    name: `${HUGO} ${unique}`,
    email: `hugo.${unique}@atelier-lumen.example`,
    roleId: roles.items[0]?.id,
    isAdministrator: false,
    profileIds: [article.profileId],
    defaultProfileId: article.profileId,
    ssoConnectorId: article.connectorId,
    language: 'en',
  });

  await test.step('The administrator lists a direct number and a range; what is wrong is said beside its row', async () => {
    await page.goto(`${makerUrl()}/maker/settings`);
    await page.getByRole('link', { name: 'Excluded numbers' }).click();
    const add = page.getByRole('button', { name: 'Add a number' });
    const rows = page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.getByLabel('What it is') });
    await add.click();
    await rows.nth(0).getByLabel('Number, or the first of a range').fill('01 76 36 09 10');
    await rows
      .nth(0)
      .getByLabel('Whose (optional)')
      .selectOption({ label: `${HUGO} ${unique}` });
    await add.click();
    await rows.nth(1).getByLabel('Number, or the first of a range').fill('31000');
    await rows.nth(1).getByLabel('Last of the range (optional)').fill('30999');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(rows.nth(1).getByLabel('Last of the range (optional)')).toHaveAccessibleDescription(
      /comes after the first one/,
    );
    // A browser reports the refusal.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400 (Bad Request)')]);
    await rows.nth(1).getByLabel('Last of the range (optional)').fill('31999');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Excluded numbers saved.')).toBeVisible();
    await expect(rows.nth(1)).toContainText('This excludes 1,000 numbers.');
    await expectNoViolations(page);
  });

  const context = await browser.newContext();
  await signInAgent(context.request, article);
  const banner = await context.newPage();
  await banner.goto(`${makerUrl()}/banner`);
  await expect(banner.getByText('Ready. The next interaction will appear here.')).toBeVisible();
  const telephone = new Telephone(article.apiKey);
  const called = async (id: string, number: string) => {
    const call = telephone.call({ id: `${unique}-${id}`, agent: article.agent.email, number });
    const { body } = await call.presented();
    return { call, id: z.object({ id: z.string() }).parse(body).id };
  };

  const direct = await called('direct', '+33176360910');
  const shown = banner.locator(`article[data-interaction="${unique}-direct"]`);
  await expect(shown).toContainText('Internal call');
  await expect(shown).toContainText(`${HUGO} ${unique}`);
  const noCard = banner.getByRole('region', { name: 'Card of this interaction' });
  await expect(noCard).toContainText(`Internal call · ${HUGO} ${unique}`);
  await expect(noCard.getByRole('button')).toHaveCount(0);
  await expectNoViolations(banner);
  await direct.call.accepted();
  await direct.call.ended();
  const ledgerSchema = z.object({ ledger: z.object({ state: z.string() }) });
  await expect
    .poll(async () => ledgerSchema.parse(await api.get(`/api/interactions/${direct.id}`)).ledger.state, {
      timeout: 30_000,
    })
    .toBe('not_logged');

  await page.goto(`${makerUrl()}/maker/interactions?q=${unique}-direct&state=not_logged`);
  await page.getByRole('link', { name: `${HUGO} ${unique}` }).click();
  await expect(
    page.getByText(`Internal call with ${HUGO} ${unique}. No rule applies to internal calls.`).first(),
  ).toBeVisible();
  await expect(page.getByText('Won’t be logged').first()).toBeVisible();

  await page.goto(`${makerUrl()}/maker/settings/excluded-numbers`);
  for (const number of ['01 76 36 09 10', '31000'])
    await page.getByRole('button', { name: `Remove ${number}` }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Excluded numbers saved.')).toBeVisible();
  await context.close();
});
