import { createServer, type IncomingMessage } from 'node:http';
import { parse } from 'node:url';
import { parseArgs } from 'node:util';
import next from 'next';
import { env } from '@/lib/platform/env';

/**
 * The web process: Next behind a door of our own.
 * The door drops what only a proxy may say, tells the application the client's address,
 * and goes away together with the process that started it.
 */
const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });
const settings = env();
const app = next({ dev: values.dev, hostname: 'localhost', port: settings.port });
const handle = app.getRequestHandler();

/** Never believed from a client: each has been a way around a check somewhere. */
const STRIPPED = [
  'forwarded',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-real-ip',
  'x-middleware-subrequest',
  'x-nonce',
  'content-security-policy',
  'x-maker-path',
];

function clientAddress(request: IncomingMessage): string {
  const hops = String(request.headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim()).filter(Boolean);
  // Each trusted proxy appends the address it saw; whatever stands further left was typed by the client.
  const seen = settings.trustedProxies > 0 ? hops.at(-settings.trustedProxies) : undefined;
  return seen ?? request.socket.remoteAddress ?? 'unknown';
}

/**
 * Asked for a page at 127.0.0.1, the Maker sends the browser to localhost, where its cookies and redirect URLs live.
 * Here and not in proxy.ts, because Next makes a redirect to its own host relative, which would lead back.
 */
function homeOf(request: IncomingMessage): string | null {
  const path = request.url ?? '/';
  const isOtherName = /^(127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
  const isAsked = isOtherName && new URL(settings.publicUrl).hostname === 'localhost' && path.startsWith('/') && !path.startsWith('/api/');
  return isAsked ? `${settings.publicUrl}${path}` : null;
}

await app.prepare();
const upgrade = app.getUpgradeHandler();

const server = createServer((request, response) => {
  const address = clientAddress(request);
  for (const name of STRIPPED) delete request.headers[name];
  request.headers['x-maker-client-ip'] = address;
  request.headers['x-forwarded-for'] = address;
  if (request.method === 'TRACE' || request.method === 'CONNECT') {
    response.writeHead(405).end();
    return;
  }
  const home = homeOf(request);
  if (home !== null) {
    response.writeHead(307, { location: home }).end();
    return;
  }
  void handle(request, response, parse(request.url ?? '/', true));
});

server.headersTimeout = 15_000;
server.requestTimeout = 30_000;
server.on('upgrade', (request, socket, head) => {
  // Only the development server speaks WebSocket (reload on save).
  if (values.dev && request.url?.startsWith('/_next/')) void upgrade(request, socket, head);
  else socket.destroy();
});
server.on('error', (error: NodeJS.ErrnoException) => {
  process.stderr.write(`${error.code === 'EADDRINUSE' ? `Port ${settings.port} is taken by another program.` : error.message}\n`);
  process.exit(1);
});
server.listen(settings.port, () => process.send?.({ type: 'ready' }));

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  // Open Banner streams never end by themselves; their browsers connect again elsewhere.
  server.close(() => process.exit(0));
  setTimeout(() => server.closeAllConnections(), 500).unref();
  setTimeout(() => process.exit(0), 4_000).unref();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
