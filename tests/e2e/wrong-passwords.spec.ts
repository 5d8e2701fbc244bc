import { PREFERENCE_COOKIES } from '@/lib/domain/base/preferences';
import { expect, test } from './fixtures';
import { LoginPage } from './pages/login-page';
import { expectNoViolations } from './support/accessibility';
import { Api } from './support/article-set-up';
import { createUser, PASSWORD } from './support/people';
import { makerUrl, sharedProduct } from './support/target';
import { wordsOf } from './support/words';

for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-GB' : 'fr-FR' });
    const say = wordsOf(language);

    test('wrong passwords before a sign-in are told in the Banner and in My account', async ({
      adminPage,
      page,
      context,
      complaints,
    }) => {
      const who = { email: `target-${language}-${Date.now()}@example.com`, password: PASSWORD };
      const roleId = await new Api(adminPage.request).create('/api/roles', {
        name: `Target ${who.email}`,
        description: '',
        permissions: [],
      });
      await createUser(adminPage.request, { name: 'Target', email: who.email, roleId });
      const signOut = async () => {
        // An answer to the page that is left could set them again.
        await page.goto('about:blank');
        await context.clearCookies({ name: 'maker.session' });
        // The page of sign-in is then in the browser's language.
        await context.clearCookies({ name: PREFERENCE_COOKIES.locale });
      };
      const signIn = async () => {
        await signOut();
        const login = await LoginPage.open(page, sharedProduct(), say);
        await login.submit(who);
        // Only whoever has to wait may try again: signing in twice would end what is told.
        await Promise.race([page.waitForURL(/\/banner$/), login.problem.waitFor()]);
        expect(page.url()).toMatch(/\/banner$/);
      };
      // From here on the browser is known, and has five attempts without a wait.
      await signIn();
      await new Api(page.request).patch('/api/account/preferences', { language });
      const strip = page.getByRole('complementary', { name: say('shell.wrongPasswordsTitle') });
      await expect(strip).toHaveCount(0);

      await signOut();
      for (let count = 0; count < 5; count += 1) {
        const login = await LoginPage.open(page, sharedProduct(), say);
        await login.submit({ ...who, password: `guess ${count}` });
        await expect(login.problem).toContainText(say('login.problem.wrong_credentials.title'));
      }
      await expect(signIn).toPass();
      await expect(strip).toContainText(say('shell.wrongPasswords', { count: 5 }));
      await expectNoViolations(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 360, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

      await strip.getByRole('link', { name: say('shell.wrongPasswordsAction') }).click();
      await page.waitForURL(/\/banner\/account$/);
      const told = page.getByText(say('shell.wrongPasswords', { count: 5 }));
      await expect(told).toBeVisible();
      await expectNoViolations(page);

      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 800 });
      // Somebody who chose another password need not be told any more. A common one is refused beside its field.
      const form = page.getByRole('main');
      const change = async (password: string) => {
        await form.getByLabel(say('settings.account.currentPassword'), { exact: true }).fill(PASSWORD);
        await form.getByLabel(say('settings.account.newPassword'), { exact: true }).fill(password);
        await form.getByRole('button', { name: say('settings.account.changePassword'), exact: true }).click();
      };
      await change('1qaz2wsx3edc');
      await expect(form.getByText(say('validation.password_known')).first()).toBeVisible();
      await change('another horse battery');
      await expect(page.getByText(say('settings.account.passwordChanged')).first()).toBeVisible();
      await page.goto(`${makerUrl()}/banner`);
      await expect(strip).toHaveCount(0);
      // The browser reports the refused requests.
      complaints.length = 0;
    });
  });
}
