import type { Browser, Page } from '@playwright/test';
import { expect, test, type State } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { collectComplaints } from './support/complaints';
import { MODULE_PAGES } from './support/module-pages';
import { makerUrl, sandboxUrl } from './support/target';

const SIGNED_OUT = [
  '/login',
  '/login?notice=password_set',
  '/setup',
  '/set-password',
  '/connect/sign-in-refused?reason=unknown_user',
  '/connect/not-for-this-request',
];

const SIGNED_IN = [
  '/maker',
  ...MODULE_PAGES,
  '/maker/interactions?q=nobody',
  '/maker/history/verification',
  '/maker/settings/account',
  '/maker/settings/api-keys',
  '/maker/settings/excluded-numbers',
  '/maker/no-access',
  '/banner',
  '/banner/account',
];
const SANDBOX = ['/', '/login', '/signup/developers', '/__sandbox/'];

/** A window that stays open, as people's do: the browser loads and compiles the product's scripts once. */
interface Window {
  page: Page;
  complaints: string[];
}

let signedIn: Window;
let signedOut: Window;

test.beforeAll(async ({ browser, adminState }) => {
  signedIn = await openWindow(browser, await adminState());
  signedOut = await openWindow(browser);
});

test.afterAll(async () => {
  for (const { page } of [signedIn, signedOut]) await page.context().close();
});

for (const path of SIGNED_OUT) {
  test(`signed out ${path}`, () => check(signedOut, `${makerUrl()}${path}`));
}
for (const path of SIGNED_IN) {
  test(`signed in ${path}`, async ({ filled }) => {
    // With rows in the lists.
    expect(filled.paths).not.toEqual([]);
    await check(signedIn, `${makerUrl()}${path}`);
  });
}
for (const path of SANDBOX) {
  test(`sandbox ${path}`, () => check(signedOut, `${sandboxUrl()}${path}`));
}

test('pages of a single entity', async ({ filled }) => {
  test.setTimeout(600_000);
  for (const path of filled.paths) await test.step(path, () => check(signedIn, `${makerUrl()}${path}`));
});

test('the page behind a set-up link', async ({ filled }) => {
  for (const path of filled.linkPaths) await check(signedOut, `${makerUrl()}${path}`);
});

test('a missing page, within the Maker and outside', async () => {
  const { page, complaints } = signedIn;
  for (const path of ['/maker/nowhere', '/maker/users/0192f0c1-0000-7000-8000-000000000001', '/nowhere']) {
    expect((await page.goto(`${makerUrl()}${path}`))?.status()).toBe(404);
    await expectNoViolations(page);
    expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
  }
});

test('overlays: row menu and its dialogs, search, keyboard shortcuts, account menu', async ({ filled }) => {
  const { page, complaints } = signedIn;
  await page.goto(`${makerUrl()}/maker/roles?q=${encodeURIComponent(filled.article.agent.email.slice(4, 22))}`);
  const actions = page.getByRole('button', { name: /^Actions for Supervisor/ });
  await actions.click();
  await expect(page.getByRole('menuitem')).toHaveText([
    'Open',
    'Duplicate',
    'Dependencies',
    'History',
    'Tags',
    'Delete',
  ]);
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  for (const entry of ['Dependencies', 'History', 'Tags', 'Delete']) {
    await actions.click();
    await page.getByRole('menuitem', { name: entry }).click();
    const dialog = page.getByRole(entry === 'Delete' ? 'alertdialog' : 'dialog');
    await expect(dialog).toBeVisible();
    await expect(dialog.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(actions).toBeFocused();
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Account:/ }).click();
  await expectNoViolations(page);
  expect(complaints.splice(0)).toEqual([]);
});

async function check({ page, complaints }: Window, url: string): Promise<void> {
  const response = await page.goto(url);
  expect(response?.status()).toBe(200);
  expect(new URL(page.url()).pathname).toBe(new URL(url).pathname);
  await expectNoViolations(page);
  expect(complaints.splice(0), 'the browser complained').toEqual([]);
}

async function openWindow(browser: Browser, storageState?: State): Promise<Window> {
  const context = await browser.newContext({ locale: 'en-GB', ...(storageState ? { storageState } : {}) });
  const complaints = collectComplaints(context);
  return { page: await context.newPage(), complaints };
}
