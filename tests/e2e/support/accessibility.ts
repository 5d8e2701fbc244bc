import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const ABOUT_COLOURS = ['color-contrast', 'link-in-text-block'];

/** axe finds nothing: in the light, and in the dark in what depends on it. */
export async function expectNoViolations(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true }).first()).toBeAttached();
  // While a page takes the place of another, its title is away for a moment.
  await expect(page).toHaveTitle(/\S/);
  // Without motion: a colour on its way from one theme to the other belongs to neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await colorsSettled(page);
  expect(await violations(new AxeBuilder({ page }))).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await colorsSettled(page);
  expect(await violations(new AxeBuilder({ page }).withRules(ABOUT_COLOURS)), 'in the dark').toEqual([]);
}

/** Two frames later every change of colour has begun, and even the shortest of them has ended. */
async function colorsSettled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    await nextFrame();
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  const found = (await axe.analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
