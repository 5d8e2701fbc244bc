import { createRequire } from 'node:module';
import Module from 'node:module';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { encode } from 'next-auth/jwt';
import { describe, expect, it, vi } from 'vitest';
import nextConfig from '../next.config.js';

/**
 * S-23: what pages are rendered with when `experimental.taint` is on: Next's own React and its way to the browser. Nothing
 * of the product that is tested here is replaced but where a page gets its request and its database from.
 */
const SECRETS = vi.hoisted(() => {
  const secrets = {
    databaseUrl: 'postgresql://maker:password-of-a-test@127.0.0.1:1/maker',
    key: Buffer.alloc(32, 7).toString('base64'),
    sessionSecret: 'session-secret-of-a-test-that-never-leaves',
  };
  Object.assign(process.env, {
    DATABASE_URL: secrets.databaseUrl,
    ENCRYPTION_KEYS: `k1:${secrets.key}`,
    SESSION_SECRET: secrets.sessionSecret,
  });
  return { ...secrets, cookie: '' };
});
const COMPILED = 'next/dist/compiled';

vi.mock('react', () => require_(`${COMPILED}/react-experimental/react.react-server.js`));
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => ({ value: SECRETS.cookie }) }),
  headers: async () => new Headers(),
}));
vi.mock('@/lib/services/sessions/read-session', () => ({ readSession: async () => null }));
vi.mock('@/lib/web/deployment', async () => {
  const { createSealer } = await import('@/lib/platform/crypto');
  const log = { child: () => log };
  return {
    deployment: () => ({
      publicUrl: 'http://localhost:3000',
      log,
      providers: { get: () => null },
      sealer: createSealer([{ id: 'k1', key: Buffer.from(SECRETS.key, 'base64') }]),
    }),
  };
});

const { env } = await import('@/lib/platform/env');
const { anonymousPage, currentUser } = await import('@/lib/web/session');
const { readSessionToken } = await import('@/lib/web/session-token');

interface Flight {
  renderToPipeableStream(
    model: unknown,
    clients: object,
    options: { onError: (error: Error) => void },
  ): { pipe(to: PassThrough): void };
}

/** What the browser is sent where a page hands this to one of its components. */
async function sent(value: unknown): Promise<{ payload: string; refused: string[] }> {
  const { createElement } = require_(`${COMPILED}/react-experimental/react.react-server.js`);
  const flight: Flight = require_(`${COMPILED}/react-server-dom-turbopack-experimental/server.node.js`);
  const component = Object.defineProperties(() => null, {
    $$typeof: { value: Symbol.for('react.client.reference') },
    $$id: { value: 'c#C' },
    $$async: { value: false },
  });
  const refused: string[] = [];
  const stream = new PassThrough();
  flight
    .renderToPipeableStream(
      createElement(component, { value }),
      { 'c#C': { id: 'c', chunks: [], name: 'C' } },
      { onError: (error) => void refused.push(error.message) },
    )
    .pipe(stream);
  return { payload: await text(stream), refused };
}

/** As Next resolves them: everything that asks for React gets the one with the fence. */
function require_(path: string) {
  const require = createRequire(import.meta.url);
  const resolver = asResolver(Module);
  const original = resolver._resolveFilename;
  resolver._resolveFilename = (request, ...rest) => {
    const name = /^(?:next\/dist\/compiled\/)?(react|react-dom)(?:-experimental)?$/.exec(request)?.[1];
    return original.call(
      resolver,
      name === undefined ? request : `${COMPILED}/${name}-experimental/${name}.react-server.js`,
      ...rest,
    );
  };
  try {
    return require(path);
  } finally {
    resolver._resolveFilename = original;
  }
}

/** Node's own hook, which its types do not name. */
function asResolver(value: unknown) {
  return value as { _resolveFilename: (request: string, ...rest: unknown[]) => string };
}

describe('S-23: a secret passed to a client component', () => {
  it('is refused by the React version that builds the pages', () => {
    expect(nextConfig.experimental?.taint).toBe(true);
  });

  it("isn't sent: the page fails and names the value", async () => {
    SECRETS.cookie = await encode({ token: { sid: 'session-id-of-a-test' }, secret: SECRETS.sessionSecret });
    expect((await sent(SECRETS.sessionSecret)).payload).toContain(SECRETS.sessionSecret);

    const ctx = await anonymousPage();
    await currentUser();
    const place = { table: 'AuthGrant', row: '1', column: 'accessToken' };
    const opened = ctx.sealer.open(ctx.sealer.seal('access-token-of-a-test', place), place);
    const token = await readSessionToken(SECRETS.cookie);
    const handed = {
      database: SECRETS.databaseUrl,
      secret: SECRETS.sessionSecret,
      key: SECRETS.key,
      hex: Buffer.from(SECRETS.key, 'base64').toString('hex'),
      cookie: SECRETS.cookie,
      token,
      opened,
    };
    for (const [name, value] of Object.entries(handed)) {
      const { payload, refused } = await sent({ deep: [value] });
      expect(payload, name).not.toContain(value);
      expect(refused, name).toEqual([expect.stringMatching(/must not reach a browser\.$/)]);
    }
    const whole = await sent(env());
    expect(whole.payload).not.toContain(SECRETS.sessionSecret);
    expect(whole.refused).toEqual(['The environment must not reach a browser.']);
  });

  it("doesn't affect other values", async () => {
    expect(await sent('Léa Fontaine')).toEqual({ payload: expect.stringContaining('Léa Fontaine'), refused: [] });
  });
});
