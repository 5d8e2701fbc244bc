import type { Locator, Page, Request } from '@playwright/test';
import { z } from 'zod';
import { ARTICLE_FIELDS, ARTICLE_NAMES, ARTICLE_OBJECTS } from '../support/article-fields';
import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import { makerUrl } from './support/target';

const CREATE_FORMS = [
  ['/maker/authentication-methods/new', 'Create authentication method', 'Name'],
  ['/maker/crm/new', 'Create CRM', 'Name'],
  ['/maker/users/new', 'Create user', 'Name'],
  ['/maker/roles/new', 'Create role', 'Name'],
  ['/maker/profiles/new', 'Create profile', 'Name'],
  ['/maker/tags/new', 'Create tag', 'Name'],
] as const;

for (const [path, button, first] of CREATE_FORMS) {
  test(`${path}: submitted empty, reports each missing field and focuses the first`, async ({ adminPage: page }) => {
    await page.goto(makerUrl() + path);
    await page.getByRole('button', { name: button, exact: true }).click();
    await expectWrong(page.getByLabel(first, { exact: true }), /This field is required/);
    await expect(page.getByLabel(first, { exact: true })).toBeFocused();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(/needs? your attention/);
    await expect(page).toHaveURL(makerUrl() + path);
  });
}

test('a new connector’s reference follows its name until it is edited', async ({ adminPage: page }) => {
  const stamp = String(Date.now());
  const { crmId } = await makeCrm(page);
  const { authMethod } = z
    .object({ authMethod: z.object({ id: z.string() }) })
    .parse(await new Api(page.request).get(`/api/crms/${crmId}`));
  const name = page.getByLabel('Name', { exact: true });
  const reference = page.getByLabel('Reference', { exact: true });
  const open = () => page.goto(`${makerUrl()}/maker/sso-connectors/new?method=${authMethod.id}`);

  await open();
  await name.fill(`Équipe ${stamp}`);
  await expect(reference).toHaveValue(`equipe-${stamp}`);
  await name.fill(`Agents ${stamp}`);
  await expect(reference).toHaveValue(`agents-${stamp}`);
  await page.getByRole('button', { name: 'Create connector', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Agents ${stamp}` })).toBeVisible();
  await name.fill(`Renamed ${stamp}`);
  await expect(reference).toHaveValue(`agents-${stamp}`);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();

  await open();
  await name.fill(`Agents ${stamp}`);
  await expect(reference).toHaveValue(`agents-${stamp}-2`);
  await reference.fill('mine');
  await name.fill(`Others ${stamp}`);
  await expect(reference).toHaveValue('mine');
});

test('invalid values are explained, kept, and accepted once corrected', async ({ adminPage: page, complaints }) => {
  const unique = `f${Date.now()}`;
  const api = new Api(page.request);

  await test.step('An App ID with letters, a Client ID with spaces', async () => {
    await page.goto(`${makerUrl()}/maker/authentication-methods/new`);
    const [appId, clientId, secret] = [
      page.getByLabel('Environment'),
      page.getByLabel('Client ID'),
      page.getByLabel('Token'),
    ];
    await page.getByLabel('Name', { exact: true }).fill(`HubSpot ${unique}`);
    await appId.fill('12 ab');
    await clientId.fill('two words');
    await secret.fill('a secret of mine');
    await page.getByRole('button', { name: 'Create authentication method' }).click();
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

  await test.step('An address without an at sign, then one already in use: the other input is kept', async () => {
    const { items } = await roles(api);
    await api.post('/api/users', {
      name: 'Taken',
      email: `${unique}@example.com`,
      roleId: items[0]?.id,
      isAdministrator: false,
      profileIds: [],
      defaultProfileId: null,
      ssoConnectorId: null,
      language: 'en',
    });
    await page.goto(`${makerUrl()}/maker/users/new`);
    const email = page.getByLabel('Email', { exact: true });
    await page.getByLabel('Name', { exact: true }).fill('Somebody else');
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Agent' });
    await email.fill('nobody.example.com');
    await page.getByRole('button', { name: 'Create user' }).click();
    await expectWrong(email, /email/i);
    await email.fill(`${unique.toUpperCase()}@example.com`);
    await page.getByRole('button', { name: 'Create user' }).click();
    await expectWrong(email, /already in use/);
    await expect(email).toBeFocused();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Somebody else');
    await expect(page.getByLabel('Role', { exact: true })).toHaveValue(/.+/);
    expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  });
});

test('a preset clears the errors of the fields it fills in', async ({ adminPage: page }) => {
  const { crmId } = await makeCrm(page);
  for (const [path, button, label] of [
    ['screen-pop', 'Create scenario', 'Scenario name'],
    ['interaction-assignment', 'Create rule', 'Rule name'],
  ] as const) {
    await page.goto(`${makerUrl()}/maker/crm/${crmId}/${path}/new`);
    const name = page.getByLabel(label, { exact: true });
    await page.getByRole('button', { name: button }).click();
    await expectWrong(name, /This field is required/);
    await page.getByRole('group', { name: 'Start from' }).getByRole('button').first().click();
    await expect(name).toHaveValue(/./);
    await expect(name).not.toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText('This field is required.')).toHaveCount(0);
  }
});

test('each option of a list has its own error, linked from the summary', async ({ adminPage: page }) => {
  const { crmId, objectId } = await makeCrm(page);
  await page.goto(`${makerUrl()}/maker/crm/${crmId}/objects/${objectId}`);
  await page.getByRole('button', { name: 'Add field' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add field' });
  await dialog.getByLabel('Field name').fill('Tier');
  await dialog.getByLabel('API name').fill('tier');
  await dialog.getByLabel('Field type').selectOption({ label: 'List' });
  const value = (position: number) => dialog.getByLabel(`Value of option ${position}`);
  const label = (position: number) => dialog.getByLabel(`Label of option ${position}`);
  for (let option = 0; option < 3; option += 1) await dialog.getByRole('button', { name: 'Add option' }).click();
  await value(1).fill('gold');
  await label(1).fill('Gold');
  await value(3).fill('gold');
  await label(3).fill('Gold too');
  const send = dialog.getByRole('button', { name: 'Add field', exact: true });
  await send.click();

  await expectWrong(value(2), /This field is required/);
  await expectWrong(label(2), /This field is required/);
  await expect(value(2)).toBeFocused();
  for (const good of [value(1), label(1)]) await expect(good).not.toHaveAttribute('aria-invalid', 'true');
  await value(2).fill('silver');
  await label(2).fill('Silver');
  await send.click();
  await expectWrong(value(3), /twice/);
  await dialog.getByRole('alert').getByRole('link', { name: 'Value of option 3' }).click();
  await expect(value(3)).toBeFocused();
  await value(3).fill('bronze');
  await expect(value(3)).not.toHaveAttribute('aria-invalid', 'true');
  await send.click();
  await expect(dialog).toBeHidden();
});

test('every invalid field of a dialog is marked', async ({ adminPage: page }) => {
  const { crmId } = await makeCrm(page);
  await page.goto(`${makerUrl()}/maker/crm/${crmId}`);
  await page.getByRole('button', { name: 'Add object' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add object' });
  const fields = [dialog.getByLabel('Object name'), dialog.getByLabel('API name')];
  const borderOf = (field: Locator) => field.evaluate((element) => getComputedStyle(element).borderTopColor);
  const usual = await borderOf(dialog.getByLabel('API name'));
  await dialog.getByRole('button', { name: 'Add object' }).click();
  for (const field of fields) {
    await expectWrong(field, /This field is required/);
    await expect.poll(() => borderOf(field)).not.toBe(usual);
  }
});

test('a connector and a CRM without a method report that one is missing', async ({ adminPage: page }) => {
  for (const [path, button, field] of [
    ['sso-connectors', 'Create connector', 'Authentication method'],
    ['crm', 'Create CRM', 'Authentication method'],
  ] as const) {
    await page.goto(`${makerUrl()}/maker/${path}/new`);
    await page.getByRole('button', { name: button }).click();
    await expectWrong(page.getByLabel(field, { exact: true }), /Choose an authentication method/);
    await expect(page.getByRole('main').getByRole('alert')).toContainText(`${field}: Choose an authentication method.`);
  }
});

test('after a conflicting change, the other user’s values can be loaded, the input is kept, and the second save succeeds', async ({
  adminPage: page,
  complaints,
}) => {
  const { id, name } = await makeRole(page);
  await page.goto(`${makerUrl()}/maker/roles/${id}`);
  await page.getByLabel('Description').fill('Mine');

  await new Api(page.request).patch(`/api/roles/${id}`, {
    name: `${name} renamed`,
    description: '',
    permissions: [],
    version: 1,
  });
  await page.getByRole('button', { name: 'Save changes' }).click();
  const message = page.getByRole('main').getByRole('alert');
  await expect(message).toContainText(/.+ changed this (now|\d+ seconds? ago)/);
  await expect(message).toBeFocused();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  // What they changed, before it is taken over.
  await expect(message.getByRole('listitem')).toHaveText([`Name: changed from “${name}” to “${name} renamed”.`]);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);

  await message.getByRole('button', { name: 'Load their changes' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${name} renamed`);
  await expect(page.getByLabel('Description')).toHaveValue('Mine');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved\./ })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${name} renamed`);
  await expect(page.getByLabel('Description')).toHaveValue('Mine');
});

test('input typed before hydration is kept', async ({ adminPage: page }) => {
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

test('a session that ends while editing: sign in in another tab, then save', async ({
  adminPage: page,
  context,
  complaints,
}) => {
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

test('an unreachable or failing server: the input is kept', async ({ adminPage: page, complaints }) => {
  const { id } = await makeRole(page);
  await page.goto(`${makerUrl()}/maker/roles/${id}`);
  await page.getByLabel('Description').fill('Typed on a train');
  const save = page.getByRole('button', { name: 'Save changes' });
  const message = page.getByRole('main').getByRole('alert');

  await page.route('**/api/roles/*', (route) => route.abort('internetdisconnected'), { times: 1 });
  await save.click();
  await expect(message).toContainText('can’t be reached');
  await page.route(
    '**/api/roles/*',
    (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
    { times: 1 },
  );
  await save.click();
  await expect(message).toContainText('unexpected response');
  await expect(page.getByLabel('Description')).toHaveValue('Typed on a train');
  complaints.length = 0;

  await save.click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved\./ })).toBeVisible();
});

test('leaving with unsaved changes asks first', async ({ adminPage: page }) => {
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

test('a click in the menu while a role is being created wins over the page of the new role', async ({
  adminPage: page,
}) => {
  const menu = page.getByRole('navigation', { name: 'Main menu' });
  /** Of the pages that may be opened, those that are loaded rather than prefetched. */
  const isPage = (request: Request, pattern: RegExp) => {
    const headers = request.headers();
    const isPrefetch = 'next-router-prefetch' in headers || 'next-router-segment-prefetch' in headers;
    return 'rsc' in headers && !isPrefetch && pattern.test(new URL(request.url()).pathname);
  };

  /** Sends the form. Its answer, and then the next page, arrive when they are released. */
  const create = async (name: string) => {
    await page.goto(`${makerUrl()}/maker/roles/new`);
    await page.getByLabel('Name', { exact: true }).fill(name);
    const answer = heldBack();
    await page.route('**/api/roles', async (route) => {
      const response = await route.fetch();
      await answer.promise;
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'Create role' }).click();
    return async () => {
      const answered = page.waitForResponse('**/api/roles');
      answer.resolve();
      expect((await answered).status()).toBe(201);
      await page.unroute('**/api/roles');
    };
  };

  await test.step('when the page that was clicked is already there', async () => {
    const name = `Menu ${Date.now()}`;
    const answer = await create(name);
    await menu.getByRole('link', { name: 'Users' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
    // Saving refreshes the page that is open, whichever it is.
    const refreshed = page.waitForRequest((request) => isPage(request, /^\/maker\/(?:users|roles\/[0-9a-f-]{36})$/));
    await answer();
    expect(new URL((await refreshed).url()).pathname).toBe('/maker/users');
    await expect(page).toHaveURL(/\/maker\/users$/);
    await menu.getByRole('link', { name: 'Roles' }).click();
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  });

  await test.step('when it is still loading', async () => {
    const answer = await create(`Loading ${Date.now()}`);
    const loaded = heldBack();
    await page.route('**/maker/users?**', async (route) => {
      if (isPage(route.request(), /^\/maker\/users$/)) await loaded.promise;
      await route.continue();
    });
    const asked = page.waitForRequest((request) => isPage(request, /^\/maker\/users$/));
    await menu.getByRole('link', { name: 'Users' }).click();
    await asked;
    await answer();
    loaded.resolve();
    await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
    await expect(page).toHaveURL(/\/maker\/users$/);
  });
});

/** The field is marked as invalid, also for screen readers. */
async function expectWrong(field: Locator, message: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(message);
}

function heldBack(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((release) => (resolve = release));
  return { promise, resolve: () => resolve() };
}

/** On a method that was never activated; with what the presets ask for. */
async function makeCrm(page: Page): Promise<{ crmId: string; objectId: string }> {
  const api = new Api(page.request);
  const stamp = String(Date.now());
  const methodId = await api.create('/api/authclients', {
    name: `Form ${stamp}`,
    provider: 'hubspot',
    environment: `1${stamp.slice(-8)}`,
    clientId: `${stamp.slice(-8)}-0000-4000-8000-000000000000`,
    clientSecret: '00000000-0000-4000-8000-000000000000',
    requiredScopes: ['oauth'],
    optionalScopes: [],
  });
  const crmId = await api.create('/api/crms', {
    name: `Form ${stamp}`,
    reference: `form-${stamp}`,
    type: 'hubspot',
    authMethodId: methodId,
  });
  const ids: string[] = [];
  for (const apiName of ARTICLE_OBJECTS) {
    const objectId = await api.create(`/api/crms/${crmId}/objects`, { name: ARTICLE_NAMES[apiName], apiName });
    await api.post(`/api/crm-objects/${objectId}/fields`, { fields: ARTICLE_FIELDS[apiName] });
    ids.push(objectId);
  }
  return { crmId, objectId: ids[0] ?? '' };
}

async function makeRole(page: Page): Promise<{ id: string; name: string }> {
  const name = `Form ${Date.now()}`;
  return { id: await new Api(page.request).create('/api/roles', { name, description: '', permissions: [] }), name };
}

async function roles(api: Api): Promise<{ items: { id: string }[] }> {
  return z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await api.get('/api/roles'));
}
