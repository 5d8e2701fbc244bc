import type { Page } from '@playwright/test';
import { expect, test as base } from './fixtures';
import { LoginPage } from './pages/login-page';
import { Api } from './support/article-set-up';
import { createUser, PASSWORD } from './support/people';
import { ageSignIns } from './support/sign-in-again';
import { dataDir, makerUrl, sharedProduct } from './support/target';
import { wordsOf } from './support/words';

const stamp = Date.now();

const test = base.extend<object, { email: string }>({
  /** An administrator of these flows: a sign-in that gets old here stays recent in others. */
  email: [
    async ({ adminState, playwright }, provide) => {
      const request = await playwright.request.newContext({ storageState: await adminState() });
      const email = `again-${stamp}@example.com`;
      const roleId = await new Api(request).create('/api/roles', {
        name: `Again ${stamp}`,
        description: '',
        permissions: [],
      });
      await createUser(request, { name: 'Again', email, roleId, isAdministrator: true });
      await request.dispose();
      await provide(email);
    },
    { scope: 'worker' },
  ],
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
      email,
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

    test('so is it for a button without a form', async ({ page, complaints, email }) => {
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
