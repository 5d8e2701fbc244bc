/**
 * What the tests run against. With BASE_URL set (a product that runs already), SANDBOX_URL, ADMIN_EMAIL and
 * ADMIN_PASSWORD say how to reach the rest of it; otherwise they are those of the tests' own instance.
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

/** The one that all flows share. */
export function sharedProduct(): Product {
  return { makerUrl: makerUrl(), sandboxUrl: sandboxUrl() };
}

export function makerUrl(): string {
  return required('BASE_URL');
}

export function sandboxUrl(): string {
  return process.env.SANDBOX_URL || 'http://127.0.0.1:3001';
}

/** Whether this run owns the product: only then may a test restart it. */
export function ownsProduct(): boolean {
  return process.env.E2E_CONTROL_URL !== undefined;
}

/** Stops every process of the product and starts it again on the same data. Resolves when it is ready. */
export async function restartProduct(): Promise<void> {
  const response = await fetch(`${required('E2E_CONTROL_URL')}/restart`, {
    method: 'POST',
    signal: AbortSignal.timeout(180_000),
  });
  if (!response.ok) throw new Error(`The product did not come back: ${await response.text()}`);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm run test:e2e.`);
  return value;
}
