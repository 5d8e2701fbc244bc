import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessibility';
import { sandboxUrl } from '../support/target';

const desktop = { width: 1280, height: 800 };
const telephone = { width: 360, height: 740 };

/** HubSpot's pages in one browser, looked at one after the other. */
export class HubSpotPage {
  constructor(
    readonly page: Page,
    private readonly complaints: string[],
  ) {}

  async open(path: string, status = 200): Promise<void> {
    const response = await this.page.goto(`${sandboxUrl()}${path}`);
    expect(response?.status()).toBe(status);
    if (status >= 400) this.expectComplaint(status);
  }

  async signIn(email: string, next = '/'): Promise<void> {
    await this.open(`/login?${new URLSearchParams({ next })}`);
    await this.page.getByRole('button', { name: `Sign in as ${email}` }).click();
    await this.page.waitForURL((url) => url.pathname !== '/login');
  }

  /** Presses a button that sends a form which is refused: the page comes again with the reason. */
  async pressRefused(name: string, status = 422): Promise<void> {
    const answer = this.page.waitForResponse((response) => response.request().method() === 'POST');
    await this.page.getByRole('button', { name, exact: true }).click();
    expect((await answer).status()).toBe(status);
    await this.page.waitForLoadState();
    this.expectComplaint(status);
  }

  /** What is shown now, under this heading: nothing for axe to find, and nothing wider than a telephone. */
  async look(heading: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await this.lookAtAll();
  }

  async lookAtAll(): Promise<void> {
    await this.page.setViewportSize(telephone);
    expect(
      await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    await this.page.setViewportSize(desktop);
    await expectNoViolations(this.page);
  }

  /** The browser reports each answer that is an error; this one was meant. */
  private expectComplaint(status: number): void {
    const at = this.complaints.findIndex((complaint) => complaint.includes(`status of ${status}`));
    if (at >= 0) this.complaints.splice(at, 1);
  }
}
