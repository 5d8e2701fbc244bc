import { z } from 'zod';
import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { Api, setUpArticle } from './support/article-set-up';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';

const CALLS = 30;

test('calls that reached nobody are logged with one button, once their queue has a profile', async ({
  adminPage: page,
}) => {
  const unique = `lines-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const telephone = new Telephone(article.apiKey);
  const queue = `Nights ${unique}`;
  for (let index = 0; index < CALLS; index += 1)
    await telephone.announce({
      source: 'e2e',
      id: `${unique}-${index}`,
      type: 'missed',
      at: new Date().toISOString(),
      channel: 'voice',
      direction: 'incoming',
      queue,
      customer: { number: '+33 1 76 36 00 01' },
    });

  await test.step('The queue was recorded with its first call, and its page says what waits', async () => {
    await page.goto(`${makerUrl()}/maker/lines?q=${unique}`);
    await expect(page.getByRole('row', { name: new RegExp(queue) })).toContainText('30');
    await expectNoViolations(page);
    await page.getByRole('link', { name: queue }).click();
    await expect(page.getByText('30 interactions wait for this.')).toBeVisible();
  });

  await test.step('An interaction says why, and leads to the page that mends it', async () => {
    await page.goto(`${makerUrl()}/maker/interactions?q=${unique}-7`);
    await page.getByRole('link', { name: '01 76 36 00 01' }).click();
    await expect(page.getByText(/^It reached no agent/)).toBeVisible();
    await expectNoViolations(page);
    await page.getByRole('link', { name: 'Choose a fallback profile for this line' }).click();
    await expect(page.getByRole('heading', { level: 1, name: queue })).toBeVisible();
  });

  await page.getByLabel('Fallback profile').selectOption({ label: `Agents ${unique}` });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It applies to interactions that end from now on.')).toBeVisible();
  const queueId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await page.getByRole('button', { name: 'Log now' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Retry 30 interactions?');
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: 'Retry' }).click();

  const api = new Api(page.request);
  const countIn = async (state: string) =>
    z.object({ matching: z.number() }).parse(await api.get(`/api/interactions?queueId=${queueId}&state=${state}`))
      .matching;
  await expect
    .poll(async () => (await countIn('logged')) + (await countIn('without_customer')), {
      timeout: 60_000,
      intervals: [2000],
    })
    .toBe(CALLS);
});
