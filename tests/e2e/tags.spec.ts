import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { makerUrl } from './support/target';

test('a tag is created, assigned to a role, used as a filter, renamed everywhere, and deleted once unused', async ({
  adminPage: page,
  complaints,
}) => {
  const stamp = String(Date.now()).slice(-8);
  const [name, renamed] = [`Paris ${stamp}`, `Lyon ${stamp}`];

  await test.step('A name is required, and is unique ignoring case', async () => {
    await page.goto(`${makerUrl()}/maker/tags/new`);
    await page.getByRole('button', { name: 'Create tag' }).click();
    await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/This field is required/);
    await page.getByLabel('Name').fill(name);
    await page.getByRole('radio', { name: 'Violet' }).check();
    await page.getByRole('button', { name: 'Create tag' }).click();
    await expect(page).toHaveURL(`${makerUrl()}/maker/tags`);
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Not used');

    await page.goto(`${makerUrl()}/maker/tags/new`);
    await page.getByLabel('Name').fill(name.toUpperCase());
    await page.getByRole('button', { name: 'Create tag' }).click();
    await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/already in use/);
    await expect(page.getByLabel('Name')).toHaveValue(name.toUpperCase());
    expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  });

  await test.step('It can be assigned from the row menu', async () => {
    await page.goto(`${makerUrl()}/maker/roles`);
    await chooseTags(page, 'Auditor', name);
    await expect(page.getByRole('row', { name: /Auditor/ })).toContainText(name);
    await expect(page.getByRole('row', { name: /Agent/ })).not.toContainText(name);
    await expectNoViolations(page);
  });

  await test.step('The list shows only tagged roles, and its URL contains the tag', async () => {
    await page.getByRole('button', { name: /^Tags/ }).click();
    await page.getByRole('menuitemcheckbox', { name }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\?tag=[0-9a-f-]{36}$/);
    await expect(page.getByRole('row', { name: /Agent/ })).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('row', { name: /Auditor/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /Agent/ })).toHaveCount(0);
  });

  await test.step('The role’s page shows it', async () => {
    await page.getByRole('link', { name: 'Auditor' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Auditor' })).toBeVisible();
    await expect(page.getByRole('main').getByText(name)).toBeVisible();
  });

  await test.step('A new name appears wherever the tag does, and its page links to everything tagged', async () => {
    await page.goto(`${makerUrl()}/maker/tags?q=${stamp}`);
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.getByLabel('Name', { exact: true }).fill(renamed);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { level: 1, name: renamed })).toBeVisible();
    await expectNoViolations(page);
    await page.getByRole('link', { name: '1 role' }).click();
    await expect(page.getByRole('row', { name: /Auditor/ })).toContainText(renamed);
  });

  await test.step('It can’t be deleted while in use', async () => {
    await page.goto(`${makerUrl()}/maker/tags?q=${stamp}`);
    await openMenu(page, renamed, 'Delete');
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText('It’s in use and can’t be deleted');
    await expect(dialog.getByRole('link', { name: 'Auditor' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Delete tag' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    await page.goto(`${makerUrl()}/maker/roles`);
    await chooseTags(page, 'Auditor', renamed);
    await expect(page.getByRole('row', { name: /Auditor/ })).not.toContainText(renamed);

    await page.goto(`${makerUrl()}/maker/tags?q=${stamp}`);
    await openMenu(page, renamed, 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete tag' }).click();
    await expect(page.getByText(`${renamed} deleted`)).toBeVisible();
    await expect(page.getByRole('row', { name: new RegExp(renamed) })).toHaveCount(0);
  });
});

async function openMenu(page: Page, row: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${row}` }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Ticks or unticks one tag in the dialog of a row. */
async function chooseTags(page: Page, row: string, tag: string): Promise<void> {
  await openMenu(page, row, 'Tags');
  const dialog = page.getByRole('dialog', { name: `Tags of ${row}` });
  await dialog.getByRole('checkbox', { name: tag }).click();
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
}
