import { expect, test } from './fixtures';
import { makerUrl } from './support/target';

test('what the content policy stops in a browser is counted in the settings', async ({
  adminPage: page,
  playwright,
}, info) => {
  const { args = [], ...options } = info.project.use.launchOptions ?? {};
  // Chromium otherwise collects reports for a minute.
  const browser = await playwright.chromium.launch({ ...options, args: [...args, '--short-reporting-delay'] });
  const visited = await browser.newPage();
  await visited.goto(`${makerUrl()}/login`);
  await visited.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p onclick="document.title = \'injected\'">Injected</p>');
    const image = document.createElement('img');
    image.src = 'https://evil.example/?secret';
    document.body.append(image);
  });
  await visited.getByText('Injected').click();
  await expect(visited).not.toHaveTitle('injected');

  await expect(async () => {
    await page.goto(`${makerUrl()}/maker/settings`);
    const reported = page.getByRole('complementary');
    await expect(reported.getByText('script-src-attr: inline')).toBeVisible({ timeout: 1_000 });
    await expect(reported.getByText('img-src: another site')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText('evil.example')).toBeHidden();
  await browser.close();
});
