import type { Locator, Page } from '@playwright/test';
import { sharedProduct, type Product } from '../support/target';
import { wordsOf, type Words } from '../support/words';

export class LoginPage {
  readonly problem: Locator;

  private constructor(
    readonly page: Page,
    private readonly say: Words,
  ) {
    this.problem = page.getByRole('main').getByRole('alert');
  }

  static async open(page: Page, product: Product = sharedProduct(), say: Words = wordsOf('en')): Promise<LoginPage> {
    await page.goto(`${product.makerUrl}/login`);
    return new LoginPage(page, say);
  }

  /** Ends on the first page of the Maker. */
  async signIn({ email, password }: { email: string; password: string }): Promise<Page> {
    await this.submit({ email, password });
    await this.page.waitForURL(/\/maker$/);
    return this.page;
  }

  async submit({ email, password }: { email: string; password: string }): Promise<void> {
    await this.page.getByRole('textbox', { name: this.say('login.email'), exact: true }).fill(email);
    await this.page.getByRole('textbox', { name: this.say('login.password'), exact: true }).fill(password);
    await this.page.getByRole('button', { name: this.say('login.signIn'), exact: true }).click();
  }
}
