import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import type { FilledMaker } from './support/filled-maker';
import { makerUrl } from './support/target';

test('an API key shown once isn’t lost by pressing a key, the cross or Done before copying it', async ({
  adminPage: page,
}) => {
  const name = `Once ${Date.now()}`;
  await page.goto(`${makerUrl()}/maker/settings/api-keys`);
  await page.getByRole('button', { name: 'Create API key' }).first().click();
  const form = page.getByRole('dialog', { name: 'Create API key' });
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Create API key' }).click();
  await expectShownOnce(page, `API key ${name}`, 'API key');
});

test('nor is a one-time link', async ({ adminPage: page }) => {
  const unique = `once-${Date.now()}`;
  const { items }: { items: { id: string }[] } = Object(await new Api(page.request).get('/api/roles'));
  await new Api(page.request).post('/api/users', {
    name: unique,
    email: `${unique}@example.com`,
    roleId: items[0]?.id,
    isAdministrator: false,
    profileIds: [],
    defaultProfileId: null,
    ssoConnectorId: null,
    language: 'en',
  });
  await page.goto(`${makerUrl()}/maker/users?q=${unique}`);
  await page.getByRole('button', { name: `Actions for ${unique}` }).click();
  await page.getByRole('menuitem', { name: /link/i }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create link' }).click();
  await expectShownOnce(page, `Setup link for ${unique}`, 'Link to send');
});

test('Add field asks before discarding input', async ({ adminPage: page, filled }) => {
  await page.goto(fieldsOf(filled));
  await page.getByRole('button', { name: 'Add field' }).click();
  await expectGuarded(page, page.getByRole('dialog', { name: 'Add field' }), 'Field name');
});

test('Add object asks before discarding input', async ({ adminPage: page, filled }) => {
  await page.goto(`${makerUrl()}/maker/crm/${filled.article.crmId}`);
  await page.getByRole('button', { name: 'Add object' }).click();
  await expectGuarded(page, page.getByRole('dialog', { name: 'Add object' }), 'Object name');
});

test('the tags dialog asks before discarding changes', async ({ adminPage: page, filled }) => {
  expect(filled.roleId).not.toBe('');
  await page.goto(`${makerUrl()}/maker/roles`);
  await page.getByRole('button', { name: /^Actions for Auditor/ }).click();
  await page.getByRole('menuitem', { name: 'Tags' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tags of Auditor' });
  await dialog
    .getByRole('checkbox', { name: /^Paris filled-/ })
    .first()
    .check();
  await page.keyboard.press('Escape');
  await page
    .getByRole('alertdialog', { name: 'Close without saving?' })
    .getByRole('button', { name: 'Discard' })
    .click();
  await expect(dialog).toBeHidden();
});

for (const size of [
  { width: 1280, height: 800 },
  { width: 360, height: 640 },
]) {
  test(`the buttons of a long dialog stay visible at ${size.width} px`, async ({ adminPage: page, filled }) => {
    await page.setViewportSize(size);
    await page.goto(fieldsOf(filled));
    await page.getByRole('button', { name: 'Add field' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add field' });
    await dialog.getByLabel('Type').selectOption({ label: 'List' });
    for (let option = 0; option < 8; option += 1) await dialog.getByRole('button', { name: 'Add option' }).click();
    for (const name of ['Add field', 'Cancel'])
      await expect(dialog.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  });
}

function fieldsOf({ article }: FilledMaker): string {
  return `${makerUrl()}/maker/crm/${article.crmId}/objects/${article.objectIds.contacts}`;
}

/** Escape, the cross, Done and leaving the page ask, going back keeps it; copied, it closes at once. */
async function expectShownOnce(page: Page, title: string, label: string): Promise<void> {
  const shown = page.getByRole('alertdialog', { name: title });
  const value = await shown.getByLabel(label, { exact: true }).inputValue();
  expect(value).not.toBe('');
  const question = page.getByRole('alertdialog', { name: 'Close without copying?' });
  const closers = [
    () => page.keyboard.press('Escape'),
    () => shown.getByRole('button', { name: 'Close', exact: true }).click(),
    () => shown.getByRole('button', { name: 'Done' }).click(),
  ];
  for (const close of closers) {
    await close();
    await expect(question).toContainText('won’t see this again');
    await question.getByRole('button', { name: 'Go back' }).click();
    await expect(question).toBeHidden();
    await expect(shown.getByLabel(label, { exact: true })).toHaveValue(value);
  }
  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => setTimeout(() => location.reload()));
  const browser = await asked;
  expect(browser.type()).toBe('beforeunload');
  await browser.dismiss();
  await expect(shown.getByLabel(label, { exact: true })).toHaveValue(value);
  await shown.getByRole('button', { name: `Copy ${label}` }).click();
  await expect(shown.getByRole('button', { name: `Copied ${label}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(shown).toBeHidden();
  await expect(question).toBeHidden();
}

/** Untouched it closes at once. With something typed Escape, a click beside it and Cancel ask; what was typed stays, or goes. */
async function expectGuarded(page: Page, dialog: Locator, label: string): Promise<void> {
  const open = async () => {
    // The focus is back on the button that opened it.
    await page.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
  };
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await open();
  const field = dialog.getByLabel(label, { exact: true });
  await field.fill('Typed');
  const question = page.getByRole('alertdialog', { name: 'Close without saving?' });
  const closers = [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(5, 300),
    () => dialog.getByRole('button', { name: 'Cancel' }).click(),
  ];
  for (const close of closers) {
    await close();
    await expect(question).toContainText(`Not saved: ${label}.`);
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await expect(field).toHaveValue('Typed');
  }
  await field.press('Escape');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  await open();
  await expect(field).toHaveValue('');
}
