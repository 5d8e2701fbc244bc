import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { LoginPage } from './pages/login-page';
import { Api } from './support/article-set-up';
import type { Instance } from './support/instance';
import { startWatchedInstance } from './support/secrets/watched-instance';
import { ageSignIns } from './support/sign-in-again';
import { ADMIN } from './support/target';
import { wordsOf } from './support/words';

let instance: Instance;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  instance = await startWatchedInstance({ name: 'sign-in-again', admin: ADMIN });
});
test.afterAll(async () => {
  test.setTimeout(120_000);
  await instance?.stop();
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
      await (await LoginPage.open(page, instance, say)).signIn(ADMIN);
      const api = new Api(page.request, instance.makerUrl);
      await api.patch('/api/account/preferences', { language });
      await page.goto(`${instance.makerUrl}/maker/settings/api-keys`);
      await page.setViewportSize({ width: 360, height: 740 });
      await page
        .getByRole('button', { name: say('settings.apiKeys.create') })
        .first()
        .click();
      const form = page.getByRole('dialog', { name: say('settings.apiKeys.create') });
      const submit = form.getByRole('button', { name: say('settings.apiKeys.create') });
      const name = `Typed ${language}`;
      await form.getByLabel(say('settings.apiKeys.name'), { exact: true }).fill(name);
      await ageSignIns(instance.dataDir);

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
      await password(page).fill(ADMIN.password);
      await confirm(page).click();
      await expect(page.getByRole('alertdialog', { name: say('settings.apiKeys.newTitle', { name }) })).toBeVisible();
      await expect(again(page)).toHaveCount(0);
      // The browser reports the refused requests.
      complaints.length = 0;
    });

    test('so is it for a button without a form', async ({ page, complaints }) => {
      await (await LoginPage.open(page, instance, say)).signIn(ADMIN);
      const api = new Api(page.request, instance.makerUrl);
      const roleId = await api.create('/api/roles', { name: `Role ${language}`, description: '', permissions: [] });
      const userId = await api.create('/api/users', {
        name: `Somebody ${language}`,
        email: `somebody.${language}@example.com`,
        roleId,
        isAdministrator: false,
        profileIds: [],
        defaultProfileId: null,
        ssoConnectorId: null,
        language,
      });
      await page.goto(`${instance.makerUrl}/maker/users/${userId}/access`);
      await ageSignIns(instance.dataDir);
      await page.getByRole('button', { name: say('users.menu.link_set_up') }).click();
      await page.getByRole('button', { name: say('users.link.make') }).click();
      await password(page).fill(ADMIN.password);
      await confirm(page).click();
      await expect(page.getByRole('textbox', { name: say('users.link.label') })).toHaveValue(/set-password\?token=/);
      complaints.length = 0;
    });
  });
}
