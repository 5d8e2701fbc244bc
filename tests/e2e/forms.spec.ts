import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import { makerUrl } from './support/target';

const CREATE_FORMS = [
  ['/maker/authentication-methods/new', 'Add authentication method', 'Name'],
  ['/maker/crm/new', 'Create CRM', 'Name'],
  ['/maker/users/new', 'Create user', 'Name'],
  ['/maker/roles/new', 'Create role', 'Name'],
  ['/maker/profiles/new', 'Create profile', 'Name'],
  ['/maker/tags/new', 'Create tag', 'Name'],
] as const;

for (const [path, button, first] of CREATE_FORMS) {
  test(`${path}: sent empty, it says beside each field what is missing and goes to the first`, async ({ adminPage: page }) => {
    await page.goto(makerUrl() + path);
    await page.getByRole('button', { name: button, exact: true }).click();
    await expectWrong(page.getByLabel(first, { exact: true }), /Fill this in/);
    await expect(page.getByLabel(first, { exact: true })).toBeFocused();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(/needs? your attention/);
    await expect(page).toHaveURL(makerUrl() + path);
  });
}

test('wrong values are named in words, kept, and no longer wrong once they are mended', async ({ adminPage: page, complaints }) => {
  const unique = `f${Date.now()}`;
  const api = new Api(page.request);

  await test.step('An App ID with letters, a Client ID with spaces', async () => {
    await page.goto(`${makerUrl()}/maker/authentication-methods/new`);
    const [appId, clientId, secret] = [page.getByLabel('App ID'), page.getByLabel('Client ID'), page.getByLabel('Client secret', { exact: true })];
    await page.getByLabel('Name', { exact: true }).fill(`HubSpot ${unique}`);
    await appId.fill('12 ab');
    await clientId.fill('two words');
    await secret.fill('a secret of mine');
    await page.getByRole('button', { name: 'Add authentication method' }).click();
    await expectWrong(appId, /a number/);
    await expect(appId).toBeFocused();
    await expectWrong(clientId, /space/i);
    await expectWrong(secret, /space/i);
    await expect(appId).toHaveValue('12 ab');
    await expect(clientId).toHaveValue('two words');
    await expect(secret).toHaveValue('a secret of mine');
    await appId.fill('12');
    await expect(appId).not.toHaveAttribute('aria-invalid', 'true');
  });

  await test.step('An address without its at sign, then one that is taken: what else was typed stays', async () => {
    const { items } = await roles(api);
    await api.post('/api/users', { name: 'Taken', email: `${unique}@example.com`, roleId: items[0]?.id, isAdministrator: false, profileIds: [], defaultProfileId: null, ssoConnectorId: null, language: 'en' });
    await page.goto(`${makerUrl()}/maker/users/new`);
    const email = page.getByLabel('E-mail', { exact: true });
    await page.getByLabel('Name', { exact: true }).fill('Somebody else');
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Agent' });
    await email.fill('nobody.example.com');
    await page.getByRole('button', { name: 'Create user' }).click();
    await expectWrong(email, /e-mail/i);
    await email.fill(`${unique.toUpperCase()}@example.com`);
    await page.getByRole('button', { name: 'Create user' }).click();
    await expectWrong(email, /already in use/);
    await expect(email).toBeFocused();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Somebody else');
    await expect(page.getByLabel('Role', { exact: true })).toHaveValue(/.+/);
    expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  });
});

test('a change over somebody else’s: theirs is offered, what was typed stays, and the second save goes through', async ({ adminPage: page, complaints }) => {
  const { id, name } = await makeRole(page);
  await page.goto(`${makerUrl()}/maker/roles/${id}`);
  await page.getByLabel('Description').fill('Mine');

  await new Api(page.request).patch(`/api/roles/${id}`, { name: `${name} renamed`, description: '', permissions: [], version: 1 });
  await page.getByRole('button', { name: 'Save changes' }).click();
  const message = page.getByRole('main').getByRole('alert');
  await expect(message).toContainText('Somebody else changed this meanwhile');
  await expect(message).toBeFocused();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);

  await message.getByRole('button', { name: 'Load the other changes' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${name} renamed`);
  await expect(page.getByLabel('Description')).toHaveValue('Mine');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved\./ })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${name} renamed`);
  await expect(page.getByLabel('Description')).toHaveValue('Mine');
});

test('what is typed before the page listens counts', async ({ adminPage: page }) => {
  const { id, name } = await makeRole(page);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${makerUrl()}/maker/roles/${id}`, { waitUntil: 'commit' });
  await page.getByLabel('Name', { exact: true }).fill(`${name} typed early`);
  release();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved\./ })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${name} typed early`);
});

test('a session that ends in the middle: sign in elsewhere, save here', async ({ adminPage: page, context, complaints }) => {
  const { id } = await makeRole(page);
  await page.goto(`${makerUrl()}/maker/roles/${id}`);
  await page.getByLabel('Description').fill('Typed before the session ended');
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save changes' }).click();
  const message = page.getByRole('main').getByRole('alert');
  await expect(message.getByRole('link', { name: /^Sign in/ })).toHaveAttribute('target', '_blank');
  await expect(page.getByLabel('Description')).toHaveValue('Typed before the session ended');
  expect(complaints.splice(0)).toEqual([expect.stringContaining('401')]);

  await context.addCookies(cookies);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved\./ })).toBeVisible();
  await expect(message).toBeHidden();
});

test('a server that cannot be reached, and one that fails: nothing typed is lost', async ({ adminPage: page, complaints }) => {
  const { id } = await makeRole(page);
  await page.goto(`${makerUrl()}/maker/roles/${id}`);
  await page.getByLabel('Description').fill('Typed on a train');
  const save = page.getByRole('button', { name: 'Save changes' });
  const message = page.getByRole('main').getByRole('alert');

  await page.route('**/api/roles/*', (route) => route.abort('internetdisconnected'), { times: 1 });
  await save.click();
  await expect(message).toContainText('cannot be reached');
  await page.route('**/api/roles/*', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }), { times: 1 });
  await save.click();
  await expect(message).toContainText('no usable answer');
  await expect(page.getByLabel('Description')).toHaveValue('Typed on a train');
  complaints.length = 0;

  await save.click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved\./ })).toBeVisible();
});

test('leaving with something typed asks first; staying keeps it, discarding takes it back', async ({ adminPage: page }) => {
  const { id } = await makeRole(page);
  await page.goto(`${makerUrl()}/maker/roles/${id}`);
  const description = page.getByLabel('Description');
  await description.fill('Not saved yet');
  await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Users' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Leave this page?' });
  await expect(dialog).toContainText('Description');
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(description).toHaveValue('Not saved yet');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(description).toHaveValue('');
  await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Users' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
});

/** Marked as wrong, and said so to whoever hears the field instead of seeing it. */
async function expectWrong(field: Locator, message: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(message);
}

async function makeRole(page: Page): Promise<{ id: string; name: string }> {
  const name = `Form ${Date.now()}`;
  return { id: await new Api(page.request).create('/api/roles', { name, description: '', permissions: [] }), name };
}

async function roles(api: Api): Promise<{ items: { id: string }[] }> {
  return z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await api.get('/api/roles'));
}
