import { z } from 'zod';
import { expect, test } from './fixtures';
import { BannerPage } from './pages/banner-page';
import { CALLER } from './support/article';
import { Api, setUpArticle, signInAgent } from './support/article-set-up';
import { makerUrl, sharedProduct } from './support/target';
import { Telephone } from './support/telephone';
import { wordsOf } from './support/words';

const objectSchema = z.object({
  objectId: z.string(),
  canView: z.boolean(),
  canCreate: z.boolean(),
  canEdit: z.boolean(),
  fieldIds: z.array(z.string()),
});
const profileSchema = z.object({
  name: z.string(),
  description: z.string(),
  crmIds: z.array(z.string()),
  objects: z.array(objectSchema),
  version: z.number(),
});
const crmSchema = z.object({
  objects: z.array(z.object({ fields: z.array(z.object({ id: z.string(), apiName: z.string() })) })),
});

test('an open Banner follows its profile: fewer fields, no card, and back again', async ({
  adminPage,
  browser,
  complaints,
}) => {
  const api = new Api(adminPage.request);
  const article = await setUpArticle(adminPage.request, {
    unique: `rights-${Date.now()}`,
    agent: 'priya@atelier-lumen.example',
  });
  const fields = crmSchema
    .parse(await api.get(`/api/crms/${article.crmId}`))
    .objects.flatMap((object) => object.fields);
  const show = async (contacts: Partial<z.infer<typeof objectSchema>>) => {
    const { objects, ...profile } = profileSchema.parse(await api.get(`/api/profiles/${article.profileId}`));
    await api.patch(`/api/profiles/${article.profileId}`, {
      ...profile,
      objects: objects.map((object) =>
        object.objectId === article.objectIds.contacts ? { ...object, ...contacts } : object,
      ),
    });
  };

  const context = await browser.newContext();
  await signInAgent(context.request, article);
  const page = await context.newPage();
  const say = wordsOf('en');
  const banner = new BannerPage({ page, say, product: sharedProduct() });
  await page.goto(`${makerUrl()}/banner`);
  await banner.arrived();
  await new Telephone(article.apiKey)
    .call({ id: `rights-${Date.now()}`, agent: article.agent.email, number: CALLER.announced })
    .presented();
  await expect(banner.card(CALLER.title)).toBeVisible();

  await show({ fieldIds: fields.flatMap(({ id, apiName }) => (apiName === 'lastname' ? [id] : [])) });
  await expect(banner.card("d'Aubigné")).toBeVisible();
  await expect(page.locator('body')).not.toContainText('Chloé');

  await show({ canView: false, canCreate: false, canEdit: false });
  await expect(page.getByRole('region', { name: say('banner.noCardFor') })).toContainText(say('banner.hidden'));
  await expect(page.getByText(say('banner.finding.hidden'))).toBeVisible();
  await expect(page.locator('body')).not.toContainText('Aubigné');

  await show({ canView: true, canCreate: true, canEdit: true, fieldIds: [] });
  await expect(banner.card(CALLER.title)).toBeVisible();
  await context.close();
  await adminPage.request.delete(`${makerUrl()}/api/users/${article.agent.id}`, {
    headers: { origin: makerUrl(), 'content-type': 'application/json' },
  });
  expect(complaints).toEqual([]);
});
