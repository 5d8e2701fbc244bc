import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import { makerUrl } from './support/target';

test('the history is verified on its own page, below History', async ({ adminPage: page }) => {
  for (const name of ['First', 'Second'])
    await new Api(page.request).create('/api/tags', { name: `${name} ${Date.now()}`, colour: 'violet' });
  await page.goto(`${makerUrl()}/maker/history`);
  await page.getByRole('link', { name: 'Verify', exact: true }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByRole('status').filter({ hasText: /All [\d,]+ entries are unchanged/ })).toBeVisible();
  await expect(page.getByLabel('Last entry', { exact: true })).toHaveValue(/^\d+:[0-9a-f]{64}$/);
});
