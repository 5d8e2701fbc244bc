import { createServer } from 'node:http';
import { startWatchedInstance } from './secrets/watched-instance';
import { ADMIN } from './target';

/**
 * What the tests run against: the product at BASE_URL when that is set, else one of their own, started here and stopped
 * afterwards. Tests reach it through `target.ts`; this process keeps it, so that a test can ask for a restart.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.BASE_URL) return async () => {};

  const instance = await startWatchedInstance({ name: 'e2e', admin: ADMIN });
  const control = createServer((request, response) => {
    if (request.method !== 'POST' || request.url !== '/restart') return void response.writeHead(404).end();
    instance.restart().then(
      () => response.writeHead(204).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
  const address = control.address();
  if (address === null || typeof address === 'string') throw new Error('The control server has no port.');

  // The workers of the tests are started after this and see these.
  process.env.BASE_URL = instance.makerUrl;
  process.env.SANDBOX_URL = instance.sandboxUrl;
  process.env.E2E_CONTROL_URL = `http://127.0.0.1:${address.port}`;
  return async () => {
    control.close();
    await instance.stop();
  };
}
