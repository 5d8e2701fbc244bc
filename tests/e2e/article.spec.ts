import { expect, test } from './fixtures';
import { DeveloperAccountPage } from './pages/developer-pages';
import { makerUrl } from './support/target';

const REQUIRED = [
  'crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.objects.companies.read', 'crm.objects.deals.read',
  'tickets', 'crm.objects.owners.read', 'crm.schemas.contacts.read',
];
const OPTIONAL = ['crm.schemas.contacts.write', 'crm.objects.custom.read', 'crm.schemas.custom.read'];

test('1. HubSpot configuration: a legacy app with its OAuth credentials', async ({ page, complaints }) => {
  const unique = Date.now();
  const account = await DeveloperAccountPage.signUp(page, {
    firstName: 'Ada', lastName: 'Developer', email: `developer-${unique}@apps.example`, accountName: 'Apps',
  });
  const app = await account.createPublicLegacyApp();
  await app.fillName('Maker');

  // Without its redirect URLs the app cannot be created, and what was typed stays.
  await app.submit();
  await expect(page.getByRole('alert')).toContainText(/redirect URL/i);
  await expect(page.getByRole('textbox', { name: 'Public app name', includeHidden: true })).toHaveValue('Maker');
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('422')));

  await app.fillRedirectUrls([`${makerUrl()}/api/authclients/hbdnakz/fzefdzs`, `${makerUrl()}/api/sso/login/oauth/callback`]);
  await app.addScopes({ required: REQUIRED, optional: OPTIONAL });
  const created = await app.create();

  const { appId, clientId, clientSecret } = await created.credentials();
  expect(appId).toMatch(/^\d+$/);
  expect(clientId).toMatch(/^[0-9a-f-]{36}$/);
  expect(clientSecret.length).toBeGreaterThan(20);
  expect(await created.listedApps()).toContain('Maker');
});
