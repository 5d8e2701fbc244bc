import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { expect, test } from './fixtures';
import { Api, setUpArticle, signInAgent, type ArticleSetUp } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';

const PORTAL = 146_201_877;
const HUGO = 'Hugo Petit';

/** A colleague with the same profile, who signs in the same way. */
async function addColleague(api: Api, article: ArticleSetUp, email: string): Promise<void> {
  await sandbox.addPerson(email, PORTAL);
  const roles = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await api.get('/api/roles'));
  await api.create('/api/users', {
    name: HUGO,
    email,
    roleId: roles.items[0]?.id,
    isAdministrator: false,
    profileIds: [article.profileId],
    defaultProfileId: article.profileId,
    ssoConnectorId: article.connectorId,
    language: 'en',
  });
}

async function openBanner(browser: Browser, article: ArticleSetUp, email: string): Promise<Page> {
  const context = await browser.newContext();
  await signInAgent(context.request, { loginPath: article.loginPath, agent: { id: '', email } });
  const page = await context.newPage();
  await page.goto(`${makerUrl()}/banner`);
  await expect(page.getByText('Ready. The next interaction will appear here.')).toBeVisible();
  return page;
}

test('two agents go through a ring group and an attended transfer', async ({ browser, adminState, playwright }) => {
  const admin = await playwright.request.newContext({ storageState: await adminState() });
  const unique = `group-${Date.now()}`;
  const emails = { lea: `lea.${unique}@atelier-lumen.example`, hugo: `hugo.${unique}@atelier-lumen.example` };
  await sandbox.addPerson(emails.lea, PORTAL);
  const article = await setUpArticle(admin, { unique, agent: emails.lea });
  await addColleague(new Api(admin), article, emails.hugo);
  const lea = await openBanner(browser, article, emails.lea);
  const hugo = await openBanner(browser, article, emails.hugo);
  const call = (id: string, number: string) =>
    new Telephone(article.apiKey).call({ id: `${unique}-${id}`, agent: emails.lea, number });
  const shown = (page: Page, id: string) => page.locator(`article[data-interaction="${unique}-${id}"]`);

  // It rings at both. Hugo answers: Léa reads who did, and it leaves her.
  const group = call('group', '+33199000777');
  await group.presented({ agents: [emails.lea, emails.hugo] });
  await expect(shown(lea, 'group')).toContainText('Ringing');
  await expect(shown(hugo, 'group')).toContainText('Ringing');
  await group.accepted({ agent: emails.hugo });
  await expect(shown(lea, 'group')).toContainText(`${HUGO} answered`);
  await expect(shown(hugo, 'group')).toContainText('In progress');
  await expect(shown(lea, 'group')).toBeHidden({ timeout: 20_000 });
  await expect(lea.getByText('Ready. The next interaction will appear here.')).toBeVisible();
  // Her phone stops ringing a moment later: Hugo keeps the call.
  await group.missed();
  await group.ended({ agent: emails.hugo });
  await expect(shown(hugo, 'group')).toContainText('Ended');
  await expect(shown(hugo, 'group').getByText('Logged')).toBeVisible();

  // Léa asks Hugo, whose phone reports her extension, and hands the customer over.
  const transfer = call('transfer', '+33199000778');
  await transfer.accepted();
  await expect(shown(lea, 'transfer')).toContainText('In progress');
  await transfer.presented({ agent: emails.hugo, customer: { number: '201' } });
  await transfer.accepted({ agent: emails.hugo, customer: { number: '201' } });
  await expect(shown(hugo, 'transfer')).toContainText('In progress');
  await expect(shown(lea, 'transfer')).toContainText('In progress');
  await transfer.transferred(emails.hugo);
  await expect(shown(lea, 'transfer')).toContainText(`Transferred to ${HUGO}`);
  await expect(shown(hugo, 'transfer')).toContainText('In progress');
  await expect(shown(hugo, 'transfer')).toContainText('01 99 00 07 78');
  await transfer.ended({ agent: emails.hugo });
  await expect(shown(hugo, 'transfer')).toContainText('Ended');
  await expect(shown(hugo, 'transfer').getByText('Logged')).toBeVisible();
  for (const page of [lea, hugo]) await page.context().close();
  await admin.dispose();
});
