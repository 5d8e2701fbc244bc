import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { setUpArticle } from './support/article-set-up';
import { makerUrl } from './support/target';

test('a value that HubSpot would refuse is said beside its row, and saved only by insisting on it', async ({
  adminPage: page,
  complaints,
}) => {
  const unique = `fits-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const rule = `${makerUrl()}/maker/crm/${article.crmId}/interaction-assignment/${article.ruleId}`;
  const sentence = 'Call duration only takes numbers, and this gives “Some text”.';
  await page.goto(rule);
  await expect(page.getByText('Doesn’t fit')).toHaveCount(0);

  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('combobox', { name: 'Data for Call duration' }) });
  await row.getByRole('combobox', { name: 'Data for Call duration' }).selectOption({ label: 'Queue' });
  await expect(row).toContainText(`Doesn’t fit${sentence}`);

  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The rule wasn’t saved')).toBeVisible();
  await expect(row.getByRole('combobox', { name: 'Data for Call duration' })).toHaveAccessibleDescription(
    new RegExp(sentence.replace(/[.]/g, '\\.')),
  );
  await expect(row.getByText(sentence)).toHaveCount(1);
  await expectNoViolations(page);

  await page.getByRole('button', { name: 'Save anyway…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Save this rule anyway?' });
  await expect(dialog.getByRole('listitem')).toHaveText([new RegExp('^Call duration only takes numbers')]);
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: 'Save anyway' }).click();
  await expect(page.getByText('Rule saved.', { exact: true })).toBeVisible();
  await page.reload();
  await expect(row).toContainText(`Saved anyway${sentence}`);
  // The refusal is a 400 of ours, which the browser names.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes('400'))).toEqual([]);
});

test('what a scenario fills into a new card is checked in the same way', async ({ adminPage: page, complaints }) => {
  const unique = `prefills-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const scenario = `${makerUrl()}/maker/crm/${article.crmId}/screen-pop/${article.scenarioId}`;
  await page.goto(scenario);
  await page
    .getByRole('combobox', { name: 'No card found', exact: true })
    .selectOption({ label: 'Suggest a new card with prefilled values' });
  const data = page.getByRole('combobox', { name: 'Data for Phone number', exact: true });
  const first = page.getByRole('listitem').filter({ has: data });
  await data.selectOption({ label: 'Queue' });
  const sentence = 'The field type of Phone number doesn’t accept “Some text”.';
  await expect(first).toContainText(`Doesn’t fit${sentence}`);

  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The scenario wasn’t saved')).toBeVisible();
  await expect(first.getByText(sentence)).toHaveCount(1);
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Save anyway…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Save this scenario anyway?' });
  await expect(dialog.getByRole('listitem')).toHaveText([/^The field type of Phone number/]);
  await dialog.getByRole('button', { name: 'Save anyway' }).click();
  await expect(page.getByText('Scenario saved.', { exact: true })).toBeVisible();
  await page.reload();
  await expect(first).toContainText(`Saved anyway${sentence}`);
  // The refusal is a 400 of ours, which the browser names.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes('400'))).toEqual([]);
});
