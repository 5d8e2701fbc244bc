import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { expect, test } from './fixtures';
import { LoginPage } from './pages/login-page';
import { expectNoViolations } from './support/accessibility';
import { Api } from './support/article-set-up';
import { collectComplaints } from './support/complaints';
import { addPasskeyDevice } from './support/passkey-device';
import { createUser, PASSWORD } from './support/people';
import { makerUrl } from './support/target';

const ACCOUNT = '/maker/settings/account';

/** An authenticator app. Each time step counts once, so it shows the next one's code after the first was used. */
function appFor(key: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  return {
    code: () => totp.generate(),
    nextCode: () => totp.generate({ timestamp: Date.now() + 30_000 }),
  };
}

async function roleNamed(admin: APIRequestContext, name: string): Promise<string> {
  const answer = await admin.get(`${makerUrl()}/api/roles`);
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await answer.json());
  const role = items.find((item) => item.name === name);
  if (!role) throw new Error(`There is no role ${name}`);
  return role.id;
}

async function newUser(admin: APIRequestContext, name: string, options: { isAdministrator?: boolean } = {}) {
  const email = `${name.toLowerCase()}-${Date.now()}@example.com`;
  const roleId = await roleNamed(admin, options.isAdministrator === true ? 'Administrator' : 'Auditor');
  const userId = await createUser(admin, { name, email, roleId, ...options });
  return { userId, email, password: PASSWORD };
}

const card = (page: Page) =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Second factor', exact: true }) });

/** A browser of their own. Refusals apart, it has nothing to complain about. */
async function openBrowser(browser: Browser) {
  const context = await browser.newContext();
  const complaints = collectComplaints(context);
  const page = await context.newPage();
  const close = async () => {
    await context.close();
    expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  };
  return { context, page, close };
}

/** Adds an app on the account page, up to its recovery codes. */
async function addApp(page: Page) {
  await page.goto(makerUrl() + ACCOUNT);
  await card(page).getByRole('button', { name: 'Add authenticator app' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add authenticator app' });
  await expect(dialog.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  const app = appFor(await dialog.getByLabel('Or enter this key in the app').inputValue());
  await dialog.getByLabel('Name').fill('My phone');
  await dialog.getByLabel('Code', { exact: true }).fill(app.code());
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const codesDialog = page.getByRole('alertdialog', { name: 'Your recovery codes' });
  await expect(codesDialog.getByRole('listitem')).toHaveCount(10);
  const codes = await codesDialog.getByRole('listitem').allTextContents();
  await codesDialog.getByRole('button', { name: 'I’ve saved them' }).click();
  await expect(card(page).getByRole('row', { name: /My phone/ })).toBeVisible();
  return { app, codes };
}

async function enterPassword(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.context().clearCookies();
  await (await LoginPage.open(page)).submit(who);
}

test('an authenticator app is added; then its code, or a recovery code, is required after the password', async ({
  adminPage,
  browser,
}) => {
  const ada = await newUser(adminPage.request, 'Ada');
  const { context, page, close } = await openBrowser(browser);
  await (await LoginPage.open(page)).signIn(ada);
  const { app, codes } = await addApp(page);
  await expectNoViolations(page);

  await test.step('The password alone isn’t enough', async () => {
    await enterPassword(page, ada);
    await page.waitForURL(/\/login\/second-step/);
    await expectNoViolations(page);
    const { cookies } = await context.storageState();
    expect(cookies.map(({ name }) => name)).not.toContain('maker.session');
    const account = await context.request.get(`${makerUrl()}/api/account/second-factor`);
    expect(account.status()).toBe(401);
    await page.goto(`${makerUrl()}/maker`);
    await page.waitForURL(/\/login\?next=/);
  });

  await test.step('A wrong code is reported beside its field; the right one signs in', async () => {
    await enterPassword(page, ada);
    const code = page.getByLabel('Code from your authenticator app');
    await code.fill('12');
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(code).toHaveAccessibleDescription(/six digits your app is showing/);
    await code.fill(app.nextCode());
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.waitForURL(/\/maker$/);
  });

  await test.step('A recovery code works once', async () => {
    const [first = ''] = codes;
    await enterPassword(page, ada);
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await page.getByLabel('Recovery code').fill(first);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.waitForURL(/\/maker$/);
    await page.goto(makerUrl() + ACCOUNT);
    await expect(card(page)).toContainText('9 recovery codes left');

    await enterPassword(page, ada);
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await page.getByLabel('Recovery code').fill(first);
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(page.getByLabel('Recovery code')).toHaveAccessibleDescription(
      /isn’t valid, or it has already been used/,
    );
  });

  await test.step('An administrator resets it after a recent sign-in; the password alone is enough again', async () => {
    const manager = await newUser(adminPage.request, 'Manager', { isAdministrator: true });
    const { page: desk, close: leave } = await openBrowser(browser);
    await (await LoginPage.open(desk)).signIn(manager);
    await desk.goto(`${makerUrl()}/maker/users/${ada.userId}/access`);
    await expectNoViolations(desk);
    await desk.getByRole('button', { name: 'Reset second factor' }).click();
    const question = desk.getByRole('alertdialog', { name: 'Reset the second factor of Ada' });
    await question.getByRole('button', { name: 'Reset second factor' }).click();
    await expect(desk.getByText('None set up')).toBeVisible();
    await expect(desk.getByRole('row', { name: /Password and recovery code/ }).first()).toBeVisible();
    await leave();
    await page.context().clearCookies();
    await (await LoginPage.open(page)).signIn(ada);
  });
  await close();
});

test('a passkey is added, signs in after the password and instead of it, and is removed', async ({
  adminPage,
  browser,
}) => {
  const grace = await newUser(adminPage.request, 'Grace');
  const { context, page, close } = await openBrowser(browser);
  await addPasskeyDevice(context, page);
  await (await LoginPage.open(page)).signIn(grace);

  await test.step('It gets a name, and the first one comes with recovery codes', async () => {
    await page.goto(makerUrl() + ACCOUNT);
    await card(page).getByRole('button', { name: 'Add passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add passkey' });
    await dialog.getByLabel('Name').fill('Laptop');
    await dialog.getByRole('button', { name: 'Create passkey' }).click();
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await expect(card(page).getByRole('row', { name: /Laptop.*Never/ })).toBeVisible();
  });

  await test.step('The same device can’t be added twice', async () => {
    await card(page).getByRole('button', { name: 'Add passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add passkey' });
    await dialog.getByRole('button', { name: 'Create passkey' }).click();
    await expect(dialog.getByRole('alert')).toContainText('already has a passkey');
    await page.keyboard.press('Escape');
  });

  await test.step('After the password', async () => {
    await enterPassword(page, grace);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL(/\/maker$/);
  });

  await test.step('Instead of the password', async () => {
    await context.clearCookies();
    await page.goto(`${makerUrl()}/login`);
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL(/\/maker$/);
  });

  await test.step('It is renamed and removed, and the password alone is enough again', async () => {
    await page.goto(makerUrl() + ACCOUNT);
    await card(page).getByRole('button', { name: 'Actions for Laptop' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Old laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await card(page).getByRole('button', { name: 'Actions for Old laptop' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(card(page)).toContainText('No second factor yet');
    await context.clearCookies();
    await (await LoginPage.open(page)).signIn(grace);
  });
  await close();
});

test('if the role requires one, a notice shows the deadline; after that, it must be set up to sign in', async ({
  adminPage,
  browser,
}) => {
  const boss = await newUser(adminPage.request, 'Boss', { isAdministrator: true });
  const { context, page, close } = await openBrowser(browser);
  await (await LoginPage.open(page)).signIn(boss);
  const strip = page.getByRole('complementary', { name: 'Second factor' });
  await expect(strip).toContainText('Your role requires a second factor. Set one up by');
  await strip.getByRole('link', { name: 'Set up' }).click();
  await expect(card(page)).toContainText('Your role requires a second factor.');

  await setGraceDays(adminPage.request, 0);
  try {
    await enterPassword(page, boss);
    await page.waitForURL(/\/login\/second-step/);
    await expect(page.getByRole('heading', { level: 1, name: 'Set up a second factor' })).toBeVisible();
    await expectNoViolations(page);
    expect((await context.request.get(`${makerUrl()}/api/users`)).status()).toBe(401);

    await page.getByRole('button', { name: 'Add authenticator app' }).click();
    const app = appFor(await page.getByLabel('Or enter this key in the app').inputValue());
    await page.getByLabel('Code', { exact: true }).fill(app.code());
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByRole('listitem')).toHaveCount(10);
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await page.waitForURL(/\/maker$/);
    await expect(strip).toHaveCount(0);
  } finally {
    await setGraceDays(adminPage.request, 14);
  }
  await close();
});

async function setGraceDays(admin: APIRequestContext, secondFactorGraceDays: number): Promise<void> {
  const settings = z
    .object({
      version: z.number(),
      defaultLanguage: z.string(),
      sessionsPerUser: z.number(),
      signInAttemptDays: z.number(),
    })
    .parse(await (await admin.get(`${makerUrl()}/api/settings`)).json());
  await new Api(admin).patch('/api/settings', { ...settings, secondFactorGraceDays });
}
