import { expect, type Locator } from '@playwright/test';
import type { MenuPath } from '@/lib/domain/base/modules';
import type { Visitor } from './visitor';

export type MenuEntry = 'home' | MenuPath;

/** The console's frame: its menu, and what every form has. */
export class Maker {
  constructor(readonly visitor: Visitor) {}

  /** Through the menu, as a person gets there. */
  async open(entry: MenuEntry): Promise<void> {
    const { page, say } = this.visitor;
    await page
      .getByRole('navigation', { name: say('shell.menu') })
      .getByRole('link', { name: say(`shell.nav.${entry}`), exact: true })
      .click();
    await expect(page.getByRole('navigation', { name: say('shell.menu') }).locator('[aria-current=page]')).toHaveText(
      say(`shell.nav.${entry}`),
    );
  }

  /** How far the home page says the set-up has come. */
  async setUpProgress(): Promise<string> {
    await this.open('home');
    return this.visitor.page.getByRole('heading', { level: 2, name: /\d+\D+12/ }).innerText();
  }
}

/** A field of a form by its label, which may be followed by a hint such as "optional". */
export function field(scope: Locator | Visitor['page'], label: string): Locator {
  return scope.getByRole('textbox', { name: label, exact: true });
}

export function chooser(scope: Locator | Visitor['page'], label: string): Locator {
  return scope.getByRole('combobox', { name: label, exact: true });
}

export function button(scope: Locator | Visitor['page'], name: string): Locator {
  return scope.getByRole('button', { name, exact: true });
}

/** The link to a new one; an empty list shows it twice. */
export async function startCreating(page: Visitor['page'], name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).first().click();
}
