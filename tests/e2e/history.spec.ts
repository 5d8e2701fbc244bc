import { expect, test } from './fixtures';
import { makerUrl } from './support/target';

test('the history is verified on its own page, below History', async ({ adminPage: page }) => {
  await page.goto(`${makerUrl()}/maker/history`);
  await page.getByRole('link', { name: 'Verify', exact: true }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByRole('status').filter({ hasText: /All [\d,]+ entries are unchanged/ })).toBeVisible();
  await expect(page.getByLabel('Last entry', { exact: true })).toHaveValue(/^\d+:[0-9a-f]{64}$/);
});
