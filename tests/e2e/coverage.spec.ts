import { z } from 'zod';
import { expect, test } from './fixtures';
import { Api, setUpArticle } from './support/article-set-up';
import { makerUrl } from './support/target';

const crmSchema = z.object({
  objects: z.array(
    z.object({
      id: z.string(),
      apiName: z.string(),
      fields: z.array(z.object({ id: z.string(), apiName: z.string() })),
    }),
  ),
});

test('a scenario that is never reached says so, and why, until nothing comes before it', async ({
  adminPage: page,
}) => {
  const unique = `covered-${Date.now()}`;
  const { crmId } = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const api = new Api(page.request);
  const { objects } = crmSchema.parse(await api.get(`/api/crms/${crmId}`));
  const contacts = objects.find(({ apiName }) => apiName === 'contacts');
  const fieldId = (name: string) => contacts?.fields.find(({ apiName }) => apiName === name)?.id;
  const add = (name: string, condition: object) =>
    api.create(`/api/crms/${crmId}/scenarios`, {
      name,
      definition: {
        channels: ['messaging'],
        directions: ['incoming'],
        moment: 'presented',
        steps: [{ objectId: contacts?.id, conditions: [condition] }],
        outcomes: {
          none: { action: 'search' },
          one: { action: 'open_card' },
          several: { action: 'chooser' },
          withheld: { action: 'nothing' },
        },
      },
    });
  const byEmail = await add('By email', { kind: 'email_is', fieldIds: [fieldId('email')] });
  await add('By handle', { kind: 'handle_is', fieldIds: [fieldId('lastname')] });

  const crm = `${makerUrl()}/maker/crm/${crmId}`;
  await page.goto(`${crm}/screen-pop`);
  const listed = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'By handle' }) });
  await expect(listed).toContainText('Never reached');
  await expect(listed).toContainText('By email comes first wherever it would apply.');

  await page.getByRole('link', { name: 'Coverage' }).click();
  const unreached = page.getByRole('region', { name: 'Never reached' }).getByRole('listitem');
  await expect(unreached).toHaveCount(1);
  await expect(unreached).toContainText('Scenario By handle');
  await expect(unreached.getByRole('link', { name: 'By email' })).toHaveAttribute('href', new RegExp(byEmail));
  const arrives = page
    .getByRole('table', { name: 'Screen pop' })
    .getByRole('row', { name: /^When an interaction arrives Incoming/ });
  await expect(arrives.getByRole('cell').nth(2)).toContainText('By email');
  await expect(
    page.getByRole('region', { name: 'Can’t be proven' }).getByRole('listitem').filter({ hasText: 'By email' }),
  ).toContainText('Searches only if the interaction has an email address.');

  const ended = page
    .getByRole('table', { name: 'Interaction assignment' })
    .getByRole('row', { name: /^When it has ended Incoming/ });
  const voice = ended.getByRole('cell').first();
  // No rule asks for calls with colleagues, and that is no gap.
  const others = page
    .getByRole('table', { name: 'Interaction assignment' })
    .getByRole('row', { name: /^When it has ended, not with a customer Incoming/ });
  await expect(others.getByRole('cell').first().getByRole('listitem')).toHaveText(['Nothing']);
  await page.getByRole('combobox', { name: 'Card' }).selectOption('No card');
  await expect(page).toHaveURL(/card=none/);
  await expect(voice).not.toContainText('no card');

  await api.delete(`/api/scenarios/${byEmail}`);
  await page.goto(`${crm}/coverage`);
  await expect(page.getByText('Every enabled scenario and rule decides somewhere.')).toBeVisible();
});
