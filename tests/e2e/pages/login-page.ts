import type { Locator, Page } from '@playwright/test';
import { makerUrl } from '../support/target';

export class LoginPage {
  readonly problem: Locator;

  private constructor(readonly page: Page) {
    this.problem = page.getByRole('alert');
  }

  static async open(page: Page): Promise<LoginPage> {
    await page.goto(`${makerUrl()}/login`);
    return new LoginPage(page);
  }

  /** Ends on the first page of the Maker. */
  async signIn({ email, password }: { email: string; password: string }): Promise<Page> {
    await this.submit({ email, password });
    await this.page.waitForURL(/\/maker$/);
    return this.page;
  }

  async submit({ email, password }: { email: string; password: string }): Promise<void> {
    await this.page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await this.page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }
}
