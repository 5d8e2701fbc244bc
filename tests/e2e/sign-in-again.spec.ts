import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { expect, test } from './fixtures';
import { LoginPage } from './pages/login-page';
import { Api, setUpArticle, signInAgent } from './support/article-set-up';
import { createUser, PASSWORD } from './support/people';
import { ageSignIns } from './support/sign-in-again';
import { dataDir, makerUrl, sharedProduct } from './support/target';
import { wordsOf } from './support/words';

const stamp = Date.now();

/** An administrator of these flows: a sign-in that gets old here stays recent in others. */
const email = `again-${stamp}@example.com`;

test.beforeAll(async ({ adminState, playwright }) => {
  const request = await playwright.request.newContext({ storageState: await adminState() });
  const roleId = await new Api(request).create('/api/roles', {
    name: `Again ${stamp}`,
    description: '',
    permissions: [],
  });
  await createUser(request, { name: 'Again', email, roleId, isAdministrator: true });
  await request.dispose();
});

for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-GB' : 'fr-FR' });
    const say = wordsOf(language);
    const again = (page: Page) => page.getByRole('alertdialog', { name: say('forms.signInAgain.title') });
    const password = (page: Page) => again(page).getByLabel(say('forms.signInAgain.password'), { exact: true });
    const confirm = (page: Page) => again(page).getByRole('button', { name: say('forms.signInAgain.confirm') });

    test('an expired sign-in is renewed in place: the input is kept and the request repeated', async ({
      page,
      complaints,
    }) => {
      await (await LoginPage.open(page, sharedProduct(), say)).signIn({ email, password: PASSWORD });
      const api = new Api(page.request);
      await api.patch('/api/account/preferences', { language });
      await page.goto(`${makerUrl()}/maker/settings/api-keys`);
      await page.setViewportSize({ width: 360, height: 740 });
      await page
        .getByRole('button', { name: say('settings.apiKeys.create') })
        .first()
        .click();
      const form = page.getByRole('dialog', { name: say('settings.apiKeys.create') });
      const submit = form.getByRole('button', { name: say('settings.apiKeys.create') });
      const name = `Typed ${language} ${stamp}`;
      await form.getByLabel(say('settings.apiKeys.name'), { exact: true }).fill(name);
      await ageSignIns(dataDir(), email);

      await submit.click();
      await expect(password(page)).toBeFocused();
      expect(await again(page).evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true);
      await password(page).fill('not my password');
      await password(page).press('Enter');
      await expect(again(page).getByText(say('validation.wrong_password')).first()).toBeVisible();
      await expect(password(page)).toBeFocused();

      // Giving up changes nothing, says so, and leads back to where one was.
      await page.keyboard.press('Escape');
      await expect(again(page)).toHaveCount(0);
      await expect(submit).toBeFocused();
      await expect(form.getByText(say('errors.sign_in_again'))).toBeVisible();
      await expect(form.getByLabel(say('settings.apiKeys.name'), { exact: true })).toHaveValue(name);

      await submit.click();
      await password(page).fill(PASSWORD);
      await confirm(page).click();
      await expect(page.getByRole('alertdialog', { name: say('settings.apiKeys.newTitle', { name }) })).toBeVisible();
      await expect(again(page)).toHaveCount(0);
      // The browser reports the refused requests.
      complaints.length = 0;
    });

    test('so is it for a button without a form', async ({ page, complaints }) => {
      await (await LoginPage.open(page, sharedProduct(), say)).signIn({ email, password: PASSWORD });
      const api = new Api(page.request);
      const roleId = await api.create('/api/roles', {
        name: `Role ${language} ${stamp}`,
        description: '',
        permissions: [],
      });
      const userId = await api.create('/api/users', {
        name: `Somebody ${language}`,
        email: `somebody.${language}.${stamp}@example.com`,
        roleId,
        isAdministrator: false,
        profileIds: [],
        defaultProfileId: null,
        ssoConnectorId: null,
        language,
      });
      await page.goto(`${makerUrl()}/maker/users/${userId}/access`);
      await ageSignIns(dataDir(), email);
      await page.getByRole('button', { name: say('users.menu.link_set_up') }).click();
      await page.getByRole('button', { name: say('users.link.make') }).click();
      await password(page).fill(PASSWORD);
      await confirm(page).click();
      await expect(page.getByRole('textbox', { name: say('users.link.label') })).toHaveValue(/set-password\?token=/);
      complaints.length = 0;
    });
  });
}

test.describe('in a window', () => {
  const say = wordsOf('en');
  const dialog = (page: Page) => page.getByRole('alertdialog', { name: say('forms.signInAgain.title') });
  const userSchema = z.object({
    name: z.string(),
    email: z.string(),
    isAdministrator: z.boolean(),
    profiles: z.array(z.object({ id: z.string() })),
    ssoConnector: z.object({ id: z.string() }).nullable(),
    language: z.string(),
    version: z.number(),
  });

  async function roleForKeys(api: Api, unique: string): Promise<string> {
    const permissions = ['api-keys.access', 'api-keys.create'];
    return api.create('/api/roles', { name: `Keys ${unique}`, description: '', permissions });
  }

  /** Up to the dialog, with a name that must not be lost. */
  async function askForKey(page: Page, name: string, email: string): Promise<void> {
    await page.goto(`${makerUrl()}/maker/settings/api-keys`);
    const create = say('settings.apiKeys.create');
    await page.getByRole('button', { name: create }).first().click();
    const form = page.getByRole('dialog', { name: create });
    await form.getByLabel(say('settings.apiKeys.name'), { exact: true }).fill(name);
    await ageSignIns(dataDir(), email);
    await form.getByRole('button', { name: create }).click();
    await expect(dialog(page)).toBeVisible();
  }

  async function keyIsMade(page: Page, name: string): Promise<void> {
    await expect(page.getByRole('alertdialog', { name: say('settings.apiKeys.newTitle', { name }) })).toBeVisible();
    await expect(dialog(page)).toHaveCount(0);
  }

  test('at the provider, for somebody who signed in through a connector', async ({ adminPage, browser }) => {
    const unique = `again-${Date.now()}`;
    const api = new Api(adminPage.request);
    const article = await setUpArticle(adminPage.request, { unique, agent: 'sam@atelier-lumen.example' });
    const path = `/api/users/${article.agent.id}`;
    const { profiles, ssoConnector, ...user } = userSchema.parse(await api.get(path));
    const profileIds = profiles.map(({ id }) => id);
    const defaultProfileId = profileIds[0] ?? null;
    const roleId = await roleForKeys(api, unique);
    const ssoConnectorId = ssoConnector?.id ?? null;
    await api.patch(path, { ...user, profileIds, defaultProfileId, ssoConnectorId, roleId });

    const context = await browser.newContext();
    await signInAgent(context.request, article);
    const page = await context.newPage();
    await askForKey(page, unique, article.agent.email);
    const opening = page.waitForEvent('popup');
    const label = say('forms.signInAgain.connector', { name: `HubSpot ${unique}` });
    await dialog(page).getByRole('button', { name: label }).click();
    const popup = await opening;
    await popup.getByRole('button', { name: new RegExp(article.agent.email) }).click();
    await popup.getByRole('link', { name: /Atelier Lumen/ }).click();
    await popup.getByRole('button', { name: 'Connect app' }).click();
    await keyIsMade(page, unique);
    await context.close();
  });

  test('with the second factor, after the password', async ({ adminPage, browser }) => {
    const unique = `factor-${Date.now()}`;
    const who = { email: `${unique}@example.com`, password: PASSWORD };
    const roleId = await roleForKeys(new Api(adminPage.request), unique);
    await createUser(adminPage.request, { name: unique, email: who.email, roleId });
    const context = await browser.newContext();
    const page = await context.newPage();
    await (await LoginPage.open(page)).signIn(who);
    const api = new Api(page.request);
    const { ticket, setUpKey } = z
      .object({ ticket: z.string(), setUpKey: z.string() })
      .parse(await api.post('/api/account/second-factor', { kind: 'totp' }));
    const app = new TOTP({ secret: Secret.fromBase32(setUpKey.replaceAll(' ', '')) });
    await api.post('/api/account/second-factor/confirm', { kind: 'totp', ticket, name: 'Phone', code: app.generate() });

    await askForKey(page, unique, who.email);
    await dialog(page).getByLabel(say('forms.signInAgain.password'), { exact: true }).fill(who.password);
    await dialog(page)
      .getByRole('button', { name: say('forms.signInAgain.confirm') })
      .click();
    await expect(dialog(page)).toContainText(say('forms.signInAgain.secondStep'));
    const opening = page.waitForEvent('popup');
    await dialog(page)
      .getByRole('button', { name: say('forms.signInAgain.continue') })
      .click();
    const popup = await opening;
    // Each code works once.
    await popup.getByLabel('Code from your authenticator app').fill(app.generate({ timestamp: Date.now() + 30_000 }));
    await popup.getByRole('button', { name: 'Verify' }).click();
    await keyIsMade(page, unique);
    await context.close();
  });
});
