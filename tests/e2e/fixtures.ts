import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { LoginPage } from './pages/login-page';
import { collectComplaints } from './support/complaints';
import { startWatchedInstance } from './support/secrets/watched-instance';
import { ADMIN, sharedProduct, shareOwnProduct, type Product } from './support/target';

interface Fixtures {
  /** A page of the Maker, signed in as its administrator. */
  adminPage: Page;
  /** What the browser has complained about so far; a test that expects a complaint empties it. */
  complaints: string[];
}

interface WorkerFixtures {
  /** The product that the flows of this worker share, found through `support/target.ts`: that at BASE_URL, or one of its own. */
  product: Product;
  /** Signed in once, through the sign-in page, for all tests of a worker. */
  adminState: Awaited<ReturnType<BrowserContext['storageState']>>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  product: [
    async ({ playwright: _playwright }, provide, { parallelIndex }) => {
      if (process.env.BASE_URL) return provide(sharedProduct());
      const instance = await startWatchedInstance({ name: `e2e-${parallelIndex}`, admin: ADMIN });
      shareOwnProduct(instance);
      await provide(sharedProduct());
      await instance.stop();
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],

  adminState: [
    async ({ browser, product: _product }, provide) => {
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
