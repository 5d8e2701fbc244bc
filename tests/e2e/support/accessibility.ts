import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** axe finds nothing: in the light, and in the dark in what depends on it. */
export async function expectNoViolations(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true }).first()).toBeAttached();
  // While a page takes the place of another, its title is away for a moment.
  await expect(page).toHaveTitle(/\S/);
  // Without motion: a colour on its way from one theme to the other belongs to neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectToFindNothing(() => new AxeBuilder({ page }), 'in the light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectToFindNothing(() => new AxeBuilder({ page }).withRules(COLOUR_RULES), 'in the dark');
}

/** A busy browser repaints late, so axe may look at a page between two themes: what is really wrong is found again. */
async function expectToFindNothing(axe: () => AxeBuilder, when: string): Promise<void> {
  await expect(async () => {
    const found = (await axe().analyze()).violations;
    expect(
      found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      when,
    ).toEqual([]);
  }).toPass({ timeout: 60_000 });
}
