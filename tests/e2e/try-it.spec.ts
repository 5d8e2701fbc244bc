import { z } from 'zod';
import { expect, test } from './fixtures';
import { expectNoViolations } from './support/accessibility';
import { CALLER } from './support/article';
import { Api, setUpArticle } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';

const listSchema = z.object({ matching: z.number() });

test('a recorded call is replayed: the requests and links are shown, and nothing is sent', async ({
  adminPage: page,
}) => {
  const unique = `try-${Date.now()}`;
  const article = await setUpArticle(page.request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const call = new Telephone(article.apiKey).call({
    id: unique,
    agent: article.agent.email,
    number: CALLER.announced,
  });
  const { id } = z.object({ id: z.string() }).parse((await call.presented()).body);
  await call.accepted();
  await call.ended({ outcome: 'Connected' });
  await expect
    .poll(async () => {
      const logged = await new Api(page.request).get(`/api/interactions?search=${unique}&state=logged`);
      return listSchema.parse(logged).matching;
    })
    .toBe(1);

  await page.goto(`${makerUrl()}/maker/interactions/${id}`);
  await page.getByRole('link', { name: 'Try it with this interaction' }).click();
  const form = page.getByRole('form', { name: 'Try it' });
  await expect(form.getByLabel('Number or email')).toHaveValue(CALLER.announced);
  const { total } = await sandbox.ledger();
  await form.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('3 requests would be sent').click();
  // It is logged already: that record would be updated.
  await expect(page.getByRole('region', { name: /^PATCH .*\/calls\/\d+$/ })).toBeVisible();
  await expect(page.getByText(CALLER.id).first()).toBeVisible();
  await expectNoViolations(page);
  expect((await sandbox.ledger()).total).toBe(total);
});
