import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

declare global {
  interface Window {
    /** Once a page has been looked at. */
    axe?: typeof axe;
  }
}

/** axe finds nothing: in the light, and in the dark in what depends on it. */
export async function expectNoViolations(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true }).first()).toBeAttached();
  // While a page takes the place of another, its title is away for a moment.
  await expect(page).toHaveTitle(/\S/);
  // Without motion: a colour on its way from one theme to the other belongs to neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectToFindNothing(page, 'in the light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectToFindNothing(page, 'in the dark', COLOUR_RULES);
}

/** A busy browser repaints late, so axe may look at a page between two themes: what is really wrong is found again. */
async function expectToFindNothing(page: Page, when: string, rules?: string[]): Promise<void> {
  await expect(async () => expect(await findViolations(page, rules), when).toEqual([])).toPass({ timeout: 60_000 });
}

/**
 * By all rules that axe runs by default, or by these. It runs in the page, once loaded for both themes: axe's own runner for
 * Playwright loads it four times and opens a second page at each look, for frames, which we do not have.
 */
async function findViolations(page: Page, rules?: string[]): Promise<string[]> {
  expect(page.frames(), 'a frame would not be looked at').toHaveLength(1);
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(SOURCE);
  return page.evaluate(async (values) => {
    if (window.axe === undefined) throw new Error('axe is not there');
    // What changed is painted by the second frame.
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      ...(values === undefined ? {} : { runOnly: { type: 'rule' as const, values } }),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, rules);
}
