import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { LoginPage } from './pages/login-page';
import { collectComplaints } from './support/complaints';
import { ADMIN } from './support/target';

interface Fixtures {
  /** A page of the Maker, signed in as its administrator. */
  adminPage: Page;
  /** What the browser has complained about so far; a test that expects a complaint empties it. */
  complaints: string[];
}

interface WorkerFixtures {
  /** Signed in once, through the sign-in page, for all tests of a run. */
  adminState: Awaited<ReturnType<BrowserContext['storageState']>>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  adminState: [
    async ({ browser }, provide) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await (await LoginPage.open(page)).signIn(ADMIN);
      await provide(await context.storageState());
      await context.close();
    },
    { scope: 'worker' },
  ],

  complaints: [
    async ({ context }, provide) => {
      const complaints = collectComplaints(context);
      await provide(complaints);
      expect(complaints, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],

  adminPage: async ({ adminState, context, complaints, page }, provide) => {
    // The complaints of this context are already being collected.
    expect(complaints).toEqual([]);
    await context.addCookies(adminState.cookies);
    await provide(page);
  },
});

export { expect };
