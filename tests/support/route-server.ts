import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterAll } from 'vitest';
import { createFrontServer } from '@/lib/web/front-server';
import { serveHandler } from '@/lib/web/serve-handler';
import { PUBLIC_URL } from './connect-world';
import { otherRoutes, routes, type WalkedRoute } from './route-walk';

/** The routes behind our own server over real HTTP, without Next. Call it once, at the top of a file. */
export async function serveRoutes({ trustedProxies = 0 } = {}): Promise<{ port: number }> {
  const { server, port } = await listenWithRoutes({ trustedProxies });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port };
}

/** The same for whoever ends it themselves: it is also a process of its own, `web-process.ts`. */
export async function listenWithRoutes({ trustedProxies = 0 } = {}): Promise<{ server: Server; port: number }> {
  const server = createFrontServer({
    publicUrl: PUBLIC_URL,
    trustedProxies,
    isDevelopment: false,
    pass: (request, response, target) => void pass(request, response, target),
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
  return { server, port: address.port };
}

async function pass(incoming: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
  const url = new URL(target, PUBLIC_URL);
  // As Next does.
  const method = incoming.method === 'HEAD' ? 'GET' : incoming.method;
  const found = matches(url.pathname).find(({ route }) => route.definition.method === method);
  if (!found) return void response.writeHead(404).end();
  await serveHandler(found.route.handler, incoming, response, { url, params: found.params });
}

/** Those without parameters first, as Next does. */
function matches(path: string): { route: WalkedRoute; params: Record<string, string> }[] {
  return [...routes, ...otherRoutes]
    .flatMap((route) => {
      const names = [...route.definition.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const pattern = `^${route.definition.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`;
      const values = new RegExp(pattern).exec(path)?.slice(1);
      return values
        ? [{ route, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])) }]
        : [];
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
}
