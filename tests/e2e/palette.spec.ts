import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { Api } from './support/article-set-up';
import { makerUrl } from './support/target';

test('finds a user, a page and an action by a few letters', async ({ adminPage: page }) => {
  const name = `Palette ${Date.now()}`;
  const api = new Api(page.request);
  const { items }: { items: { id: string }[] } = Object(await api.get('/api/roles'));
  await api.post('/api/users', {
    name,
    email: `${name.replace(' ', '')}@example.com`,
    roleId: items[0]?.id,
    isAdministrator: false,
    profileIds: [],
    defaultProfileId: null,
    ssoConnectorId: null,
    language: 'en',
  });

  await page.goto(`${makerUrl()}/maker`);
  await page.getByRole('button', { name: /^Search/ }).click();
  const palette = page.getByRole('dialog', { name: 'Search the Maker' });
  await palette.getByRole('combobox').fill(name.toLowerCase());
  await expect(palette.getByRole('option', { name: new RegExp(`^${name}.*User$`) })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('conn');
  await expect(palette.getByRole('option', { name: /^SSO connectors/ })).toBeVisible();
  await expect(palette.getByRole('option', { name: 'Create an SSO connector' })).toBeVisible();
  await palette.getByRole('combobox').fill('no such thing');
  await expect(palette.getByText('No matches.')).toBeVisible();
  await page.keyboard.press('Escape');
  // It opens empty again.
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toHaveValue('');
});
