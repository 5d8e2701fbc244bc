import { z } from 'zod';
import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { Api, setUpArticle, signInAgent } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';

const PORTAL = 146_201_877;
const hubspot = (path: string, method: string, body: unknown) => sandbox.api(path, { method, body, portalId: PORTAL });

test('several choices are ticked by keyboard, and nobody else’s choice is lost', async ({
  adminState,
  playwright,
  page,
  complaints,
}) => {
  const admin = await playwright.request.newContext({ storageState: await adminState() });
  const unique = `choices-${Date.now()}`;
  await sandbox.addPerson(`lea.${unique}@atelier-lumen.example`, PORTAL);
  const article = await setUpArticle(admin, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  await hubspot('/crm/v3/properties/contacts', 'POST', {
    name: 'interests',
    label: 'Interests',
    type: 'enumeration',
    fieldType: 'checkbox',
    groupName: 'contactinformation',
    options: ['Lamps', 'Bulbs', 'Repairs'].map((label) => ({ label, value: label.toUpperCase() })),
  });
  await new Api(admin).post(`/api/crm-objects/${article.objectIds.contacts}/fields`, {
    fields: [{ name: 'Interests', apiName: 'interests', type: 'short_text' }],
  });
  const email = `${unique}@client.example`;
  const properties = { firstname: 'Ines', lastname: 'Roche', email, interests: 'LAMPS' };
  const { id } = z.object({ id: z.string() }).parse(await hubspot('/crm/v3/objects/contacts', 'POST', { properties }));
  await sandbox.settings({ 'crm.indexDelayMs': 0 });
  await signInAgent(page.request, article);

  const card = page.getByRole('region', { name: 'Card Ines Roche' });
  const choices = card.getByRole('group', { name: 'Interests' });
  // The worker reads the options soon after the field was added.
  await expect(async () => {
    await page.goto(`${makerUrl()}/banner`);
    await page.getByRole('searchbox').fill(email);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('list', { name: 'Cards found' }).getByRole('button').click();
    await card.getByRole('button', { name: 'Edit Interests' }).click();
    await expect(choices).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(choices.getByRole('checkbox', { checked: true })).toHaveAccessibleName('Lamps');
  await hubspot(`/crm/v3/objects/contacts/${id}`, 'PATCH', { properties: { interests: 'LAMPS;REPAIRS' } });
  await expect(choices.getByRole('checkbox', { name: 'Lamps' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expectNoViolations(page);
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Lamps, Repairs, Bulbs')).toBeVisible();

  await card.getByRole('button', { name: 'Edit Last name' }).click();
  await hubspot(`/crm/v3/objects/contacts/${id}`, 'PATCH', { properties: { lastname: 'Rochefort' } });
  await card.getByRole('textbox', { name: 'Last name' }).fill('Rochelle');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByRole('alert')).toContainText('changed to “Rochefort” in HubSpot');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Card Ines Rochelle' })).toBeVisible();
  // The refusal is a 409 of ours, which the browser names.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes('409'))).toEqual([]);
  await admin.dispose();
});
