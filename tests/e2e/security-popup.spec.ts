import type { Page } from '@playwright/test';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl, sandboxUrl } from './support/target';

// S-11: the window that goes to HubSpot and back may be cut off, blocked, closed or imitated; the server alone knows how it went.
const INSTALLER = 'admin@atelier-lumen.example';

test.afterEach(() => sandbox.settings({ 'pages.openerPolicy': 'unsafe-none' }));

interface Method {
  id: string;
  name: string;
}

async function openMethod(page: Page, label: string): Promise<Method> {
  const scopes = {
    required: defaultScopes(hubspotManifest, 'required'),
    optional: defaultScopes(hubspotManifest, 'optional'),
  };
  const { activation, signIn } = hubspotManifest.redirectPaths;
  const app: { appId: number; clientId: string; clientSecret: string } = Object(
    await sandbox.createApp({
      redirectUrls: [activation, signIn].map((path) => makerUrl() + path),
      scopes: scopes.required,
      optionalScopes: scopes.optional,
    }),
  );
  const name = `${label} ${Date.now()}`;
  const id = await new Api(page.request).create('/api/authclients', {
    name,
    provider: 'hubspot',
    environment: String(app.appId),
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    requiredScopes: scopes.required,
    optionalScopes: scopes.optional,
  });
  await page.goto(`${makerUrl()}/maker/authentication-methods/${id}`);
  return { id, name };
}

async function activate(page: Page): Promise<Page> {
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  return opening;
}

async function consent(popup: Page): Promise<void> {
  await popup.waitForURL(new RegExp(`^${sandboxUrl()}/`));
  await popup.getByRole('button', { name: new RegExp(INSTALLER) }).click();
  await popup.getByRole('link', { name: /Atelier Lumen/ }).click();
  await popup.getByRole('button', { name: 'Connect app' }).click();
}

const statusOf = async (page: Page, id: string) =>
  Object(await new Api(page.request).get(`/api/authclients/${id}`)).status;

for (const policy of ['unsafe-none', 'same-origin']) {
  test(`an activation completes with HubSpot’s opener policy ${policy}`, async ({ adminPage }) => {
    await sandbox.settings({ 'pages.openerPolicy': policy });
    const method = await openMethod(adminPage, `Opener ${policy}`);
    const popup = await activate(adminPage);
    await popup.waitForURL(new RegExp(`^${sandboxUrl()}/`));
    // Whatever HubSpot allows, its page cannot reach the one that opened it.
    expect(await popup.evaluate(() => window.opener)).toBeNull();
    await consent(popup);
    await expect(popup.getByRole('heading', { level: 1 })).toContainText(method.name);
    await expect(adminPage.getByText(`${method.name} is enabled`)).toBeVisible();
    expect(await statusOf(adminPage, method.id)).toBe('enabled');
  });
}

test('a blocked window leads through this tab, and back', async ({ adminPage }) => {
  await adminPage.addInitScript(() => {
    window.open = () => null;
  });
  const method = await openMethod(adminPage, 'Blocked');
  await adminPage.getByRole('button', { name: 'Activate', exact: true }).click();
  await expect(adminPage.getByText('Your browser blocked the window')).toBeVisible();
  await adminPage.getByRole('link', { name: 'Open HubSpot in this tab' }).click();
  await consent(adminPage);
  await expect(adminPage.getByRole('heading', { level: 1 })).toContainText(method.name);
  expect(await statusOf(adminPage, method.id)).toBe('enabled');
});

test('a closed window is noticed, the activation cancelled, and a late response ignored', async ({ adminPage }) => {
  const method = await openMethod(adminPage, 'Closed');
  const popup = await activate(adminPage);
  await popup.waitForURL(new RegExp(`^${sandboxUrl()}/`));
  await popup.getByRole('button', { name: new RegExp(INSTALLER) }).click();
  await popup.getByRole('link', { name: /Atelier Lumen/ }).click();
  const late = popup.url();
  await popup.close();
  await expect(adminPage.getByText('The window was closed, or HubSpot has taken it over')).toBeVisible();
  await adminPage.getByRole('button', { name: 'Cancel activation' }).click();
  await expect(adminPage.getByText('The activation was cancelled')).toHaveCount(1);
  expect(await statusOf(adminPage, method.id)).toBe('disabled');

  const again = await adminPage.context().newPage();
  await again.goto(late);
  await again.getByRole('button', { name: 'Connect app' }).click();
  await again.waitForURL(/\/connect\/not-for-this-request$/);
  expect(await statusOf(adminPage, method.id)).toBe('disabled');
});

test('forged messages change nothing: from another site, from a sandboxed frame, and from our own origin', async ({
  adminPage,
  context,
}) => {
  const method = await openMethod(adminPage, 'Forged');
  const popup = await activate(adminPage);
  await popup.waitForURL(new RegExp(`^${sandboxUrl()}/`));
  await expect(adminPage.getByText('Waiting for HubSpot')).toBeVisible();
  const asking = (await adminPage.waitForRequest(/\/activations\/[0-9a-f-]{36}$/)).url();
  const transactionId = asking.split('/').at(-1);
  const forged = [
    { transactionId },
    { transactionId, status: 'succeeded' },
    'succeeded',
    { type: 'activation', outcome: 'succeeded' },
    null,
    { transactionId: { toString: 'x' } },
    { __proto__: { transactionId } },
  ];

  // Of our own origin, as a script that got in would send them.
  const sibling = await context.newPage();
  await sibling.goto(`${makerUrl()}/maker`);
  await sibling.evaluate((messages) => {
    const channel = new BroadcastChannel('maker.activation');
    for (const message of messages) channel.postMessage(message);
    channel.close();
  }, forged);
  // As another window, and as a frame without an origin, would send them.
  await adminPage.evaluate((messages) => {
    for (const message of messages) {
      window.dispatchEvent(new MessageEvent('message', { data: message, origin: 'https://attacker.example' }));
      window.dispatchEvent(new MessageEvent('message', { data: message, origin: 'null' }));
      window.postMessage(message, '*');
    }
  }, forged);
  await popup.evaluate(() => {
    for (const target of [window.opener, window.parent]) target?.postMessage({ status: 'succeeded' }, '*');
  });

  // What a message can do is make the page ask; it asks, and hears that nothing happened.
  await adminPage.waitForResponse(asking);
  await expect(adminPage.getByText('Waiting for HubSpot')).toBeVisible();
  await expect(adminPage.getByText(`${method.name} is enabled`)).toHaveCount(0);
  expect(await statusOf(adminPage, method.id)).toBe('activating');
  await popup.close();
});
