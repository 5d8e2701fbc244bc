import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { collectComplaints } from './support/complaints';
import { fillMaker, type FilledMaker } from './support/filled-maker';
import { startWatchedInstance } from './support/secrets/watched-instance';
import { signIn } from './support/people';
import { confirmWhenAsked } from './support/sign-in-again';
import { ADMIN, sharedProduct, shareOwnProduct, type Product } from './support/target';
import { wordsOf } from './support/words';

/** What a browser keeps of a sign-in. */
export type State = Awaited<ReturnType<BrowserContext['storageState']>>;
/** Shorter than the product's five minutes, so that the flow itself has time. */
const RECENT_MS = 90_000;

interface Fixtures {
  /** A page of the Maker, signed in as its administrator. */
  adminPage: Page;
  /** What the browser has complained about so far; a test that expects a complaint empties it. */
  complaints: string[];
}

/** A flow with a worker fixture of its own would get a worker, and so a product, of its own: `beforeAll` does the same. */
interface WorkerFixtures {
  /** The product that the flows of this worker share, found through `support/target.ts`: that at BASE_URL, or one of its own. */
  product: Product;
  /** Signs the administrator in; sensitive changes need a sign-in that is not old. */
  adminState: () => Promise<State>;
  /** Every kind of thing, once for all flows of this worker that only look at it. */
  filled: FilledMaker;
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
    async ({ product: _product }, provide) => {
      let latest: { at: number; state: State } | undefined;
      await provide(async () => {
        if (latest === undefined || Date.now() - latest.at >= RECENT_MS)
          latest = { at: Date.now(), state: await signIn(ADMIN) };
        return latest.state;
      });
    },
    { scope: 'worker' },
  ],

  filled: [
    async ({ adminState, playwright }, provide) => {
      const request = await playwright.request.newContext({ storageState: await adminState() });
      await provide(await fillMaker(request, `filled-${Date.now()}`));
      await request.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
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
    await context.addCookies((await adminState()).cookies);
    await confirmWhenAsked(page, wordsOf('en'), () => ADMIN.password, complaints);
    await provide(page);
  },
});

export { expect };
