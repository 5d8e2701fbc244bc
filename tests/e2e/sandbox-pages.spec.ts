import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { HubSpotPage } from './pages/hubspot-page';
import { sandbox } from './support/sandbox';
import { sandboxUrl } from './support/target';

const redirectUrl = 'http://localhost:3999/callback';
const lumen = 146_201_877;
const harbor = 24_310_965;
const unique = () => `${Date.now()}-${Math.random().toString(36).slice(2, 7)}`;

test.describe.configure({ timeout: 600_000 });

test('a developer account, an app and its webhooks', async ({ page, complaints }) => {
  const hubspot = new HubSpotPage(page, complaints);
  await hubspot.open('/');
  await hubspot.look('HubSpot sandbox');
  await hubspot.open('/signup/developers');
  await hubspot.look('Create a developer account');
  await hubspot.pressRefused('Create developer account');
  await hubspot.look('Create a developer account');
  await signUp(page);
  await hubspot.look('Development');
  await page.getByLabel(/^Your account/).click();
  await hubspot.lookAtAll();
  await page.keyboard.press('Escape');
  await page
    .getByRole('main')
    .getByRole('link', { name: /Legacy apps/ })
    .click();
  await hubspot.look('Legacy apps');
  await page.getByRole('link', { name: 'Create legacy app' }).click();
  await hubspot.look('Create legacy app');
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Public/ })
    .click();
  await hubspot.look('Create legacy app');
  await hubspot.pressRefused('Create app');
  await hubspot.look('Create legacy app');
  await page.getByRole('textbox', { name: 'Public app name' }).fill('Contact centre');
  await page.getByRole('tab', { name: 'Auth' }).click();
  await hubspot.look('Create legacy app');
  await page.getByRole('button', { name: 'Add new scope' }).click();
  await hubspot.lookAtAll();
  await page.getByRole('searchbox', { name: 'Find a scope' }).fill('nothing like it');
  await hubspot.lookAtAll();
  await page.getByRole('searchbox', { name: 'Find a scope' }).fill('crm.objects.contacts.read tickets');
  await page.getByRole('textbox', { name: 'Optional scopes' }).fill('tickets,\ncrm.objects.deals.read');
  await expect(page.getByText('3 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByLabel('Type of crm.objects.contacts.read')).toHaveValue('required');
  await expect(page.getByLabel('Type of tickets')).toHaveValue('optional');
  await expect(page.getByLabel('Type of crm.objects.deals.read')).toHaveValue('optional');
  await page.getByRole('textbox', { name: 'Redirect URL' }).fill(redirectUrl);
  await hubspot.look('Create legacy app');
  await page.getByRole('button', { name: 'Create app' }).click();
  await hubspot.look('Contact centre');
  await page.getByRole('button', { name: 'Show Client secret' }).click();
  await hubspot.lookAtAll();
  await page.getByRole('tab', { name: 'App info' }).click();
  await hubspot.lookAtAll();
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await hubspot.look('Contact centre');
  await page.getByRole('textbox', { name: 'Target URL' }).fill('http://maker.example');
  await hubspot.pressRefused('Save');
  await hubspot.look('Contact centre');
  await page.getByLabel('Event', { exact: true }).selectOption('contact.propertyChange');
  await hubspot.pressRefused('Create subscription');
  await hubspot.look('Contact centre');
  await page.getByLabel('Property', { exact: true }).fill('phone');
  await page.getByRole('button', { name: 'Create subscription' }).click();
  await expect(page.getByText('contact.propertyChange · phone')).toBeVisible();
  await hubspot.look('Contact centre');
  await page.getByRole('link', { name: 'Legacy apps' }).first().click();
  await hubspot.look('Legacy apps');
});

test('sign-in, account selection, consent, and HubSpot’s own error pages', async ({ page, complaints }) => {
  const hubspot = new HubSpotPage(page, complaints);
  const { clientId } = await sandbox.createApp({
    name: 'Contact centre',
    redirectUrls: [redirectUrl],
    scopes: ['oauth', 'crm.objects.contacts.read'],
  });
  const enterprise = await sandbox.createApp({
    name: 'Custom objects',
    redirectUrls: [redirectUrl],
    scopes: ['oauth', 'crm.objects.custom.read'],
  });
  const authorize = (changes: Record<string, string> = {}, account = '') =>
    `/oauth/${account}authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirectUrl, scope: 'oauth crm.objects.contacts.read', ...changes })}`;

  await hubspot.open(authorize());
  await hubspot.look('Sign in to your HubSpot account');
  await page.getByLabel('Email address').fill('admin@atelier-lumen.example');
  await page.getByLabel('Password').fill('wrong');
  await hubspot.pressRefused('Log in', 401);
  await expect(page.getByLabel('Email address')).toHaveValue('admin@atelier-lumen.example');
  await hubspot.look('Sign in to your HubSpot account');
  await page.getByRole('button', { name: 'Sign in as admin@atelier-lumen.example' }).click();
  await hubspot.look('Choose an account');
  await page.getByRole('link', { name: /Atelier Lumen/ }).click();
  await hubspot.look('Connect Contact centre to HubSpot');

  const refused: [string, string, number][] = [
    [authorize({ client_id: 'nobody' }), 'This app cannot be found', 400],
    [authorize({ redirect_uri: 'https://elsewhere.example/' }), 'The redirect URL does not match', 400],
    [authorize({ scope: 'oauth forms' }), 'The scopes do not match', 400],
    [authorize({ scope: '' }), 'The scopes are missing', 400],
    [
      authorize({ client_id: enterprise.clientId, scope: 'oauth crm.objects.custom.read' }, `${harbor}/`),
      'This account lacks a feature that the app needs',
      400,
    ],
    [authorize({}, '8640213/'), 'You do not have access to this account', 403],
    [authorize({}, '1/'), 'This account does not exist', 404],
  ];
  for (const [path, heading, status] of refused) {
    await hubspot.open(path, status);
    await hubspot.look(heading);
  }
  await hubspot.signIn('viewer@atelier-lumen.example');
  await hubspot.open(authorize(), 403);
  await hubspot.look('You do not have permission to connect apps');
  await page.context().clearCookies();
  await hubspot.open('/signup/developers');
  await signUp(page);
  await hubspot.open(authorize());
  await hubspot.look('No account to connect');
});

test('records, a single record, and a missing one', async ({ page, complaints }) => {
  const hubspot = new HubSpotPage(page, complaints);
  await hubspot.signIn('admin@atelier-lumen.example');
  await hubspot.open('/');
  await hubspot.look('HubSpot sandbox');
  await hubspot.open('/developer');
  await hubspot.look('Development');
  for (const [type, heading] of [
    ['0-1', 'Contacts'],
    ['0-5', 'Tickets'],
    ['0-48', 'Calls'],
  ] as const) {
    await hubspot.open(`/contacts/${lumen}/objects/${type}`);
    await hubspot.look(heading);
    const first = page.getByRole('rowheader').getByRole('link').first();
    if ((await first.count()) === 0) continue;
    await first.click();
    await page.getByText(/^Set by HubSpot/).click();
    await hubspot.look(/./);
  }
  await hubspot.open(`/contacts/${lumen}/objects/0-1`);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.getByLabel('Email', { exact: true }).fill('not an address');
  await hubspot.pressRefused('Save');
  await expect(page.getByLabel('Email', { exact: true })).toHaveAccessibleDescription(
    'Email address not an address is invalid',
  );
  await hubspot.look(/./);
  const missing: [string, string | RegExp, number][] = [
    [`/contacts/${lumen}/objects/0-1?query=nobody+is+called+so`, 'Contacts', 200],
    [`/contacts/${lumen}/objects/9-9`, 'No such object', 404],
    [`/contacts/${lumen}/record/0-1/1`, 'Record not found', 404],
    ['/contacts/8640213/objects/0-1', 'You do not have access to this account', 403],
    ['/developer/1/legacy-apps', 'Not found', 404],
    ['/nothing/here', 'There is nothing here', 404],
    ['/logout', 'This page does not do that', 405],
  ];
  for (const [path, heading, status] of missing) {
    await hubspot.open(path, status);
    await hubspot.look(heading);
  }
});

test('the control page', async ({ page, complaints }) => {
  const hubspot = new HubSpotPage(page, complaints);
  await sandbox.createApp({ name: 'Seen in the ledger', redirectUrls: [redirectUrl] });
  await hubspot.open('/__sandbox/');
  await hubspot.look('Sandbox control');
  await page.getByRole('table').getByText('app.created').first().click();
  await hubspot.lookAtAll();
  await page.getByRole('spinbutton', { name: 'Times', exact: true }).fill('0');
  await hubspot.pressRefused('Cause fault');
  await hubspot.look('Sandbox control');
  await page.getByLabel('limits.burst', { exact: true }).fill('0');
  await hubspot.pressRefused('Change limits.burst');
  await expect(page.getByLabel('limits.burst', { exact: true })).toHaveAccessibleDescription(
    /limits\.burst is at least 1\./,
  );
  await hubspot.look('Sandbox control');
  // Where no other flow goes.
  await page.getByRole('combobox', { name: 'Where', exact: true }).selectOption('Associations');
  await page.getByRole('button', { name: 'Cause fault' }).click();
  await expect(page.getByText('Fault added. It applies from the next matching request.')).toBeVisible();
  await hubspot.look('Sandbox control');
  await page.getByRole('button', { name: 'End all faults' }).click();
  await expect(page.getByText('No active faults.')).toBeVisible();
});

test('with the keyboard only: an app is created, its credentials copied, its scopes changed', async ({
  page,
  complaints,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: sandboxUrl() });
  const hubspot = new HubSpotPage(page, complaints);
  const { keyboard } = page;
  const focused = page.locator(':focus');
  const tabTo = async (name: string | RegExp, role: 'link' | 'textbox' | 'searchbox' | 'button' | 'checkbox') => {
    const wanted = page.getByRole(role, { name }).first();
    for (
      let step = 0;
      step < 60 && !(await wanted.evaluate((element) => element === document.activeElement));
      step += 1
    )
      await keyboard.press('Tab');
    await expect(wanted).toBeFocused();
  };
  await hubspot.open('/signup/developers');
  for (const [label, text] of [
    ['First name', 'Key'],
    ['Last name', 'Board'],
    ['Email address', `keys-${unique()}@example.com`],
    ['Password', 'secret'],
    ['Account name', 'Keys'],
  ] as const) {
    await tabTo(label, 'textbox');
    await keyboard.type(text);
  }
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Development' })).toBeVisible();
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await keyboard.press('Enter');
  await tabTo(/^Legacy apps/, 'link');
  await keyboard.press('Enter');
  await tabTo('Create legacy app', 'link');
  await keyboard.press('Enter');
  await tabTo(/^Public/, 'link');
  await keyboard.press('Enter');
  await tabTo('Public app name', 'textbox');
  await keyboard.type('By keyboard');
  await keyboard.press('Shift+Tab');
  await expect(page.getByRole('tab', { name: 'App info' })).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Auth', selected: true })).toBeFocused();
  await tabTo('Redirect URL', 'textbox');
  await keyboard.type(redirectUrl);
  await tabTo('Add redirect URL', 'button');
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Redirect URL' }).nth(1)).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(focused).toHaveValue(redirectUrl);
  await tabTo('Add new scope', 'button');
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add new scope' });
  await tabTo('Find a scope', 'searchbox');
  await keyboard.type('tickets');
  await tabTo(/^tickets/, 'checkbox');
  await keyboard.press('Space');
  await expect(dialog.getByText('1 chosen')).toBeVisible();
  await tabTo('Update', 'button');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Add new scope' })).toBeFocused();
  await expect(page.getByLabel('Type of tickets')).toBeVisible();
  await keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Remove tickets' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByLabel('Type of tickets')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add new scope' })).toBeFocused();
  await tabTo('Create app', 'button');
  await keyboard.press('Enter');
  await expect(page.getByText('App created.')).toBeVisible();
  await tabTo('Copy Client ID', 'button');
  await keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    await page.getByLabel('Client ID', { exact: true }).inputValue(),
  );
});

async function signUp(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'First name' }).fill('Dev');
  await page.getByRole('textbox', { name: 'Last name' }).fill('Eloper');
  await page.getByRole('textbox', { name: 'Email address' }).fill(`dev-${unique()}@example.com`);
  await page.getByRole('textbox', { name: 'Password' }).fill('secret');
  await page.getByRole('textbox', { name: 'Account name' }).fill('Pages');
  await page.getByRole('button', { name: 'Create developer account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Development' })).toBeVisible();
}
