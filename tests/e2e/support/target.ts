import type { Instance } from './instance';

/**
 * What the tests run against. With BASE_URL set (a product that runs already), SANDBOX_URL, ADMIN_EMAIL and
 * ADMIN_PASSWORD say how to reach the rest of it; otherwise they are those of the worker's own instance.
 */
export const ADMIN = {
  email: process.env.ADMIN_EMAIL || 'admin@example.com',
  password: process.env.ADMIN_PASSWORD || 'correct horse battery staple',
};

/** Where one running product is. */
export interface Product {
  makerUrl: string;
  sandboxUrl: string;
}

let own: Instance | null = null;

/** From now on the flows of this worker run against this instance. */
export function shareOwnProduct(instance: Instance): void {
  own = instance;
}

/** The one that all flows of this worker share. */
export function sharedProduct(): Product {
  return { makerUrl: makerUrl(), sandboxUrl: sandboxUrl() };
}

export function makerUrl(): string {
  return own?.makerUrl ?? required('BASE_URL');
}

export function sandboxUrl(): string {
  return own?.sandboxUrl ?? (process.env.SANDBOX_URL || 'http://127.0.0.1:3001');
}

/** Its data folder. A product at BASE_URL names it in E2E_DATA_DIR. */
export function dataDir(): string {
  return own?.dataDir ?? required('E2E_DATA_DIR');
}

/** Whether this run has started the product: only then are its answers recorded. */
export function ownsProduct(): boolean {
  return own !== null;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm run test:e2e.`);
  return value;
}
