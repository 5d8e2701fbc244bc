import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { Api, setUpArticle } from './support/article-set-up';
import { makerUrl } from './support/target';

test('objects and fields that the account doesn’t have are reported, and existing ones confirmed', async ({
  adminPage: page,
  complaints,
}) => {
  const article = await setUpArticle(page.request, { unique: `check-${Date.now()}` });
  const api = new Api(page.request);
  const crm = `${makerUrl()}/maker/crm/${article.crmId}`;
  const missing = 'HubSpot has no property with this name';

  await test.step('Every field of the article is there', async () => {
    await page.goto(`${crm}/objects/${article.objectIds.contacts}`);
    await expect(page.getByText('Checked with HubSpot: every field exists.')).toBeVisible();
    await page.goto(`${crm}/objects/${article.objectIds.calls}`);
    await expect(page.getByText('Checked with HubSpot: every field exists.')).toBeVisible();
  });

  await test.step('A misspelt name is reported while typing, and marked afterwards', async () => {
    await page.goto(`${crm}/objects/${article.objectIds.contacts}`);
    await page.getByRole('button', { name: 'Add field' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Field name').fill('Job title');
    await dialog.getByLabel('API name').fill('lifecycle');
    await expect(dialog.getByText(missing)).toHaveCount(0);
    await dialog.getByLabel('API name').fill('lifecyclestage');
    await expect(dialog.getByText('The provider stores a list here.')).toBeVisible();
    await dialog.getByLabel('Field type').selectOption({ label: 'List' });
    await dialog.getByRole('button', { name: /^Use HubSpot’s \d+ values$/ }).click();
    await expect(dialog.getByLabel('Label of option 1')).toHaveValue('Subscriber');
    await expect(dialog.getByRole('button', { name: /^Use HubSpot’s/ })).toHaveCount(0);
    await dialog.getByLabel('Field type').selectOption({ label: 'Short text' });
    await dialog.getByLabel('API name').fill('job_titel');
    await expect(dialog.getByText(missing)).toBeVisible();
    await expectNoViolations(page);
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await expect(page.getByText('1 field isn’t in HubSpot')).toBeVisible();
    await expect(
      page.getByRole('list', { name: 'Fields' }).getByRole('listitem').filter({ hasText: 'job_titel' }),
    ).toContainText(missing);
    await expect(
      page.getByRole('list', { name: 'Fields' }).getByRole('listitem').filter({ hasText: 'firstname' }),
    ).not.toContainText(missing);
    await expectNoViolations(page);
  });

  await test.step('A rule offers the account’s own values to choose from', async () => {
    const rule = `${crm}/interaction-assignment/${article.ruleId}`;
    // The worker asks for it soon after fields were configured.
    await expect(async () => {
      await page.goto(rule);
      await expect(page.getByRole('option', { name: 'Completed' }).first()).toBeAttached({ timeout: 1000 });
    }).toPass();
    await page.getByRole('combobox', { name: 'Exclude Tickets where' }).selectOption({ label: 'Ticket status' });
    await page.getByRole('checkbox', { name: 'Closed' }).check();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Rule saved.', { exact: true })).toBeVisible();
    const { rules }: { rules: { id: string; definition: unknown }[] } = Object(
      await api.get(`/api/crms/${article.crmId}/rules`),
    );
    expect(JSON.stringify(rules.find(({ id }) => id === article.ruleId)?.definition)).toContain('"values":["4"]');
  });

  await test.step('An object that the account doesn’t have is marked too', async () => {
    const objectId = await api.create(`/api/crms/${article.crmId}/objects`, { name: 'Cars', apiName: 'carz' });
    await page.goto(crm);
    await expect(
      page.getByRole('list', { name: 'CRM objects' }).getByRole('listitem').filter({ hasText: 'carz' }),
    ).toContainText('HubSpot has no object “carz”.');
    await page.goto(`${crm}/objects/${objectId}`);
    await expect(page.getByRole('main')).toContainText('HubSpot has no object “carz”.');
    // The portal's answer is a 404 of ours, which the browser names.
    expect(complaints.splice(0).filter((complaint) => !complaint.includes('404'))).toEqual([]);
  });
});
