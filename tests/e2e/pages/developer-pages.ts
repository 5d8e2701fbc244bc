import { expect, type Page } from '@playwright/test';
import { sharedProduct, type Product } from '../support/target';

export interface Credentials {
  appId: string;
  clientId: string;
  clientSecret: string;
}

/** The developer account in HubSpot. */
export class DeveloperAccountPage {
  private constructor(private readonly page: Page) {}

  static async signUp(
    page: Page,
    person: { firstName: string; lastName: string; email: string; accountName: string },
    product: Product = sharedProduct(),
  ): Promise<DeveloperAccountPage> {
    await page.goto(`${product.sandboxUrl}/signup/developers`);
    await page.getByRole('textbox', { name: 'First name' }).fill(person.firstName);
    await page.getByRole('textbox', { name: 'Last name' }).fill(person.lastName);
    await page.getByRole('textbox', { name: 'Email address' }).fill(person.email);
    await page.getByRole('textbox', { name: 'Password' }).fill('a password of the sandbox');
    await page.getByRole('textbox', { name: 'Account name' }).fill(person.accountName);
    await page.getByRole('button', { name: 'Create developer account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Development' })).toBeVisible();
    return new DeveloperAccountPage(page);
  }

  async createPublicLegacyApp(): Promise<CreateAppPage> {
    await this.page
      .getByRole('main')
      .getByRole('link', { name: /Legacy apps/ })
      .click();
    await this.page.getByRole('link', { name: 'Create legacy app' }).click();
    await this.page
      .getByRole('main')
      .getByRole('link', { name: /^Public/ })
      .click();
    return new CreateAppPage(this.page);
  }
}

export class CreateAppPage {
  constructor(readonly page: Page) {}

  async fillName(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'App info' }).click();
    await this.page.getByRole('textbox', { name: 'Public app name' }).fill(name);
  }

  async fillRedirectUrls(urls: readonly string[]): Promise<void> {
    await this.page.getByRole('tab', { name: 'Auth' }).click();
    for (const [index, url] of urls.entries()) {
      if (index > 0) await this.page.getByRole('button', { name: 'Add redirect URL' }).click();
      await this.page.getByRole('textbox', { name: 'Redirect URL' }).nth(index).fill(url);
    }
  }

  async addScopes({ required, optional }: { required: readonly string[]; optional: readonly string[] }): Promise<void> {
    await this.page.getByRole('button', { name: 'Add new scope' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Add new scope' });
    await dialog.getByRole('textbox', { name: 'Required scopes' }).fill(required.join('\n'));
    await dialog.getByRole('textbox', { name: 'Optional scopes' }).fill(optional.join('\n'));
    await dialog.getByRole('button', { name: 'Update' }).click();
  }

  /** Refused: the page stays and says why. */
  async submit(): Promise<void> {
    await this.page.getByRole('button', { name: 'Create app' }).click();
  }

  async create(): Promise<AppPage> {
    await this.submit();
    await expect(this.page.getByText('App created.')).toBeVisible();
    return new AppPage(this.page);
  }
}

export class AppPage {
  constructor(readonly page: Page) {}

  async credentials(): Promise<Credentials> {
    const value = (label: string) => this.page.getByLabel(label, { exact: true }).inputValue();
    return {
      appId: await value('App ID'),
      clientId: await value('Client ID'),
      clientSecret: await value('Client secret'),
    };
  }

  async listedApps(): Promise<string[]> {
    await this.page.getByRole('main').getByRole('link', { name: 'Legacy apps' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Legacy apps' })).toBeVisible();
    return this.page.getByRole('rowheader').allInnerTexts();
  }
}
