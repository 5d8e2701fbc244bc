import type { Page } from '@playwright/test';
import { z } from 'zod';
import { startIdentityProvider, type IdentityProviderServer } from '../support/identity-provider';
import { expect, test } from './fixtures';
import { LoginPage } from './pages/login-page';
import { expectNoViolations } from './support/accessibility';
import { Api } from './support/article-set-up';
import type { Instance } from './support/instance';
import { addPasskeyDevice } from './support/passkey-device';
import { createUser, PASSWORD } from './support/people';
import { startWatchedInstance } from './support/secrets/watched-instance';
import { confirmWhenAsked } from './support/sign-in-again';
import { ADMIN } from './support/target';
import { wordsOf } from './support/words';

let instance: Instance;
let provider: IdentityProviderServer;
// A role that requires a connector concerns everybody who has it, so this flow has a product of its own.
test.beforeAll(async () => {
  test.setTimeout(180_000);
  instance = await startWatchedInstance({ name: 'openid', admin: ADMIN });
  provider = await startIdentityProvider([`${instance.makerUrl}/api/sso/login/oauth/callback`]);
});
test.afterAll(async () => {
  test.setTimeout(120_000);
  await provider?.close();
  await instance?.stop();
});

const GRACE = 'grace@example.com';
const HENRY = 'henry@example.com';
const say = wordsOf('en');

test('single sign-on with an identity provider, from the connector to the role that requires it', async ({
  page,
  browser,
  complaints,
}) => {
  test.setTimeout(480_000);
  const { makerUrl } = instance;
  await (await LoginPage.open(page, instance)).signIn(ADMIN);
  await confirmWhenAsked(page, say, () => ADMIN.password, complaints);
  const api = new Api(page.request, makerUrl);
  // So that whoever has it comes to the Maker.
  const newRole = (name: string) => api.create('/api/roles', { name, description: '', permissions: ['tags.access'] });
  const [first, second] = [await newRole('First'), await newRole('Second')];
  // While the sign-in is recent.
  const henry = await createUser(page.request, { name: 'Henry', email: HENRY, roleId: second }, makerUrl);
  provider.accounts.set('grace', { sub: 'grace', email: GRACE, email_verified: true, groups: ['leads'] });

  await test.step('The form asks for what the type needs, beside each field', async () => {
    await page.goto(`${makerUrl}/maker/sso-connectors/new`);
    await page.getByLabel('Name', { exact: true }).fill('Company');
    await page.getByLabel('Reference').fill('idp');
    await page.getByRole('radio', { name: 'OpenID Connect' }).check();
    await expect(page.getByLabel('Redirect URL')).toHaveValue(`${makerUrl}/api/sso/login/oauth/callback`);
    await page.getByLabel('Issuer URL').fill('http://idp.example');
    await page.getByRole('button', { name: 'Create connector' }).click();
    await expect(page.getByLabel('Issuer URL')).toHaveAccessibleDescription(/Enter an https address/);
    await expectNoViolations(page);
    await page.getByLabel('Issuer URL').fill(provider.issuer);
    await page.getByLabel('Client ID').fill(provider.clientId);
    await page.getByLabel('Client secret', { exact: true }).fill('not-the-secret-of-this-client');
    await page.getByLabel('Scopes').fill('openid email groups');
    await page.getByLabel('Groups claim').fill('groups');
    await page.getByRole('button', { name: 'Add group' }).click();
    await page.getByLabel('Group 1', { exact: true }).fill('leads');
    await page.getByLabel('Role for group 1').selectOption('Second');
  });

  const startTest = async (): Promise<Page> => {
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Test sign-in' }).click();
    return opening;
  };

  await test.step('What is in the form is tested before it is saved, and the stage that fails names the field', async () => {
    const popup = await startTest();
    await popup.getByLabel('Subject').fill('grace');
    await popup.getByRole('button', { name: 'Continue' }).click();
    await expect(popup.getByRole('heading', { level: 1, name: 'The test sign-in failed' })).toBeVisible();
    await expectNoViolations(popup);
    await popup.close();
    const result = page.getByRole('status').filter({ hasText: 'The test sign-in failed' });
    await expect(result).toContainText('with unsaved settings');
    await expect(result).toContainText('The provider says: invalid_client');
    await expect(result).toContainText('enter the client secret again');
    await page.getByLabel('Client secret', { exact: true }).fill(provider.clientSecret);
    await page.getByRole('button', { name: 'Create connector' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Company' })).toBeVisible();
    expect(await page.content()).not.toContain(provider.clientSecret);
  });
  const connectorPage = page.url();
  const connectorId = new URL(connectorPage).pathname.split('/').pop() ?? '';

  await test.step('A test names the stage that fails: nobody here has that address yet', async () => {
    const popup = await startTest();
    // The provider remembers who is there.
    await expect(popup.getByRole('heading', { level: 1, name: 'The test sign-in failed' })).toBeVisible();
    await expect(popup.getByRole('listitem').last()).toContainText('No user has this email address');
    await expectNoViolations(popup);
    // The page that waits hears of it.
    await expect(page.getByRole('main').getByText('The test sign-in failed')).toBeVisible();
    await popup.close();
  });

  const grace = { name: 'Grace', email: GRACE, roleId: first, isAdministrator: false, language: 'en' };
  await api.create('/api/users', { ...grace, profileIds: [], defaultProfileId: null, ssoConnectorId: connectorId });

  await test.step('The test passes, and signs nobody in', async () => {
    const popup = await startTest();
    await expect(popup.getByRole('heading', { level: 1, name: 'The test sign-in passed' })).toBeVisible();
    await expect(popup.getByRole('main')).toContainText('Grace (Second)');
    await popup.close();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Company' })).toBeVisible();
  });

  await test.step('The user signs in at the provider and arrives in the Banner', async () => {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    await theirs.goto(`${makerUrl}/api/sso/login/idp`);
    await theirs.getByRole('button', { name: 'Refuse' }).click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'You cancelled the sign-in' })).toBeVisible();
    await expectNoViolations(theirs);
    await theirs.getByRole('link', { name: 'Try again' }).click();
    await theirs.getByLabel('Subject').fill('grace');
    await theirs.getByRole('button', { name: 'Continue' }).click();
    await expect(theirs).toHaveURL(`${makerUrl}/banner`);
    await context.close();
  });

  await test.step('The attempts say who it was, and the group gave the role', async () => {
    await page.getByRole('link', { name: 'Sign-in attempts' }).click();
    const newest = page.getByRole('row').nth(1);
    await expect(newest).toContainText('Signed in');
    await expect(newest).toContainText('Subject grace');
    await expect(newest).toContainText(`Issuer ${provider.issuer}`);
    await expect(page.getByRole('row').nth(2)).toContainText('Cancelled at the provider');
    await expectNoViolations(page);
    await newest.getByRole('link', { name: 'Grace' }).click();
    await expect(page.getByLabel('Role')).toHaveValue(second);
  });

  const henrys = await browser.newContext();
  const henrysPage = await henrys.newPage();
  await test.step('A user of that role has a passkey', async () => {
    await addPasskeyDevice(henrys, henrysPage);
    await (await LoginPage.open(henrysPage, instance)).signIn({ email: HENRY, password: PASSWORD });
    await henrysPage.goto(`${makerUrl}/maker/settings/account`);
    await henrysPage.getByRole('button', { name: 'Add passkey' }).click();
    const added = henrysPage.getByRole('dialog', { name: 'Add passkey' });
    await added.getByLabel('Name').fill('Laptop');
    await added.getByRole('button', { name: 'Create passkey' }).click();
    await henrysPage.getByRole('button', { name: 'I’ve saved them' }).click();
    await expect(henrysPage.getByRole('row', { name: /Laptop/ })).toBeVisible();
  });

  await test.step('Whoever was taken out of the group is refused, and told why', async () => {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    const account = provider.accounts.get('grace') ?? { sub: 'grace' };
    provider.accounts.set('grace', { ...account, groups: ['others'] });
    await theirs.goto(`${makerUrl}/api/sso/login/idp`);
    await theirs.getByLabel('Subject').fill('grace');
    await theirs.getByRole('button', { name: 'Continue' }).click();
    const refused = say('connect.signIn.reasons.not_in_a_group.title');
    await expect(theirs.getByRole('heading', { level: 1, name: refused })).toBeVisible();
    await expectNoViolations(theirs);
    provider.accounts.set('grace', account);
    await context.close();
    await page.goto(connectorPage);
    await expect(page.getByRole('switch', { name: say('sso-connectors.oidc.groups.without') })).not.toBeChecked();
  });

  const dialog = page.getByRole('dialog', { name: say('roles.signIn.dialogTitle') });
  const openRole = async (id: string) => {
    await page.goto(`${makerUrl}/maker/roles/${id}`);
    await page.getByRole('button', { name: say('roles.signIn.change') }).click();
    await dialog.getByLabel(say('roles.signIn.connector')).selectOption('Company');
    await dialog.getByLabel(say('roles.signIn.breakGlass')).selectOption({ index: 1 });
  };
  const save = () => dialog.getByRole('button', { name: say('roles.signIn.save') }).click();

  await test.step('The role requires the connector: who could no longer sign in is listed, and must be true', async () => {
    await openRole(second);
    const list = dialog.getByRole('group', { name: /One user could no longer sign in/ });
    await expect(list.getByRole('link', { name: 'Henry' })).toHaveAttribute('href', `/maker/users/${henry}`);
    await expect(list).toContainText('No connector assigned');
    await expectNoViolations(page);
    // Somebody else gets the role in the meantime.
    const ivy = { name: 'Ivy', email: 'ivy@example.com', roleId: second, isAdministrator: false, language: 'en' };
    await api.create('/api/users', { ...ivy, profileIds: [], defaultProfileId: null, ssoConnectorId: null });
    await save();
    await expect(dialog.getByText(say('errors.locked_out_unseen'))).toBeVisible();
    await expect(dialog.getByRole('group', { name: /2 users could no longer sign in/ })).toContainText('Ivy');
    complaints.splice(0);
    await save();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Sign-in' }).getByRole('link', { name: 'Company' })).toBeVisible();
  });

  await test.step('The password is right, and leads to the connector', async () => {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    const login = await LoginPage.open(theirs, instance);
    await login.submit({ email: HENRY, password: PASSWORD });
    await expect(login.problem.filter({ hasText: say('login.problem.connector_required.title') })).toBeVisible();
    await expectNoViolations(theirs);
    await theirs.getByRole('link', { name: 'Continue with Company' }).click();
    await expect(theirs.getByLabel('Subject')).toBeVisible();
    await context.close();
  });

  await test.step('So does a passkey', async () => {
    await henrys.clearCookies();
    await henrysPage.goto(`${makerUrl}/login`);
    await henrysPage.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(henrysPage.getByRole('main').getByRole('alert')).toContainText('Company');
    await expectNoViolations(henrysPage);
    await henrysPage.getByRole('link', { name: 'Continue with Company' }).click();
    await expect(henrysPage.getByLabel('Subject')).toBeVisible();
    await henrys.close();
  });

  await test.step('The connector is not disabled while it is required', async () => {
    await page.goto(connectorPage);
    await page.getByRole('switch', { name: 'Enabled' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/Required by these roles: Second/).first()).toBeVisible();
    complaints.splice(0);
  });

  await test.step('The break-glass administrator still enters, and it is an alert', async () => {
    const own = await ownRole(api);
    await openRole(own);
    await expect(dialog.getByText('Everyone with this role can sign in through Company.')).toBeVisible();
    await save();
    await expect(dialog).toHaveCount(0);
    const context = await browser.newContext();
    const theirs = await (await LoginPage.open(await context.newPage(), instance)).signIn(ADMIN);
    await expect(theirs.getByRole('main')).toContainText(
      'the break-glass administrator, signed in without single sign-on',
    );
    await expectNoViolations(theirs);
    await theirs.goto(`${makerUrl}/maker/settings/account`);
    await expect(theirs.getByRole('main')).toContainText(say('settings.account.breakGlass'));
    await expectNoViolations(theirs);
    await theirs.goto(`${makerUrl}/maker/history`);
    await expect(theirs.getByRole('main')).toContainText('Signed in as the break-glass administrator');
    await context.close();
  });
  expect(complaints.splice(0)).toEqual([]);
});

async function ownRole(api: Api): Promise<string> {
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await api.get('/api/roles'));
  return items.find(({ name }) => name === 'Administrator')?.id ?? '';
}
