import type { Page } from '@playwright/test';
import type { Product } from '../support/target';
import type { Words } from '../support/words';

/** Somebody at a browser: the page in front of them, the language they read, the product they use. */
export interface Visitor {
  page: Page;
  say: Words;
  product: Product;
}
