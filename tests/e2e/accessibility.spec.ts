import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { makerUrl, sandboxUrl } from './support/target';

const SIGNED_OUT = ['/login'];
const SIGNED_IN = ['/maker', '/maker/users', '/maker/users/new', '/maker/interactions', '/maker/tags', '/maker/tags/new', '/banner'];
const SANDBOX = ['/', '/login', '/signup/developers', '/__sandbox/'];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const path of SIGNED_OUT) {
      test(`signed out ${path}`, async ({ page }) => check(page, `${makerUrl()}${path}`));
    }
    for (const path of SIGNED_IN) {
      test(`signed in ${path}`, async ({ adminPage }) => check(adminPage, `${makerUrl()}${path}`));
    }
    for (const path of SANDBOX) {
      test(`sandbox ${path}`, async ({ page }) => check(page, `${sandboxUrl()}${path}`));
    }
  });
}

async function check(page: Page, url: string): Promise<void> {
  const response = await page.goto(url);
  expect(response?.status()).toBe(200);
  expect(new URL(page.url()).pathname).toBe(new URL(url).pathname);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}
