import { expect, type Page } from '@playwright/test';

/** What HubSpot puts in front of whoever connects an app or signs in through one. */
export class HubSpotConsent {
  constructor(readonly page: Page) {}

  /** On HubSpot's sign-in page, where this browser is not signed in yet. */
  async signIn(email: string, password = 'sandbox'): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: 'Sign in to your HubSpot account' })).toBeVisible();
    await this.page.getByRole('textbox', { name: 'Email address' }).fill(email);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.page.getByRole('button', { name: 'Log in' }).click();
  }

  async chooseAccount(name: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: 'Choose an account' })).toBeVisible();
    await this.page.getByRole('link', { name }).click();
  }

  async connect(): Promise<void> {
    await this.page.getByRole('button', { name: 'Connect app' }).click();
  }

  async cancel(): Promise<void> {
    await this.page.getByRole('button', { name: 'Cancel' }).click();
  }
}
