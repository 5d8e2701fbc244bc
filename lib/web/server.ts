import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:url';
import { parseArgs } from 'node:util';
import next from 'next';
import { env } from '@/lib/platform/env';
import { sendLifeSigns } from '@/lib/platform/life-signs';
import { handleUncaughtErrors } from '@/lib/platform/uncaught-errors';
import { createLogger } from '@/lib/platform/logger';
import { serveDirectRoutes } from './direct-routes';
import { answer, createFrontServer } from './front-server';
import { noticeProxy } from './proxy-notice';
import type { RouteHandler } from './route';

/**
 * The web process: Next behind our own HTTP server, which refuses what Next need not see and answers the direct routes
 * itself. It exits with the process that started it.
 */
export async function serveWeb(loadDirectRoutes: () => Promise<readonly RouteHandler[]>): Promise<void> {
  const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });
  const settings = env();
  const log = createLogger({ level: settings.logLevel, part: 'web' });
  const app = next({ dev: values.dev, hostname: 'localhost', port: settings.port });
  const handle = app.getRequestHandler();

  await app.prepare();
  const upgrade = app.getUpgradeHandler();

  // Only Next reloads code on save, so in development everything is Next's.
  const serveDirect = values.dev ? () => null : serveDirectRoutes(settings.publicUrl, await loadDirectRoutes());

  const server = createFrontServer({
    publicUrl: settings.publicUrl,
    trustedProxies: settings.trustedProxies,
    isDevelopment: values.dev,
    pass: (request, response, target) => void pass(request, response, target),
  });

  // First, because the front server takes the headers away.
  server.prependListener('request', ({ headers }) => noticeProxy(headers, settings.trustedProxies, log));

  async function pass(request: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
    try {
      await (serveDirect(request, response, target) ?? handle(request, response, parse(target, true)));
    } catch (err) {
      log.error({ err }, 'a request failed before anybody could answer it');
      if (response.headersSent) response.destroy();
      else answer(response, { status: 500 });
    }
  }

  server.on('upgrade', (request, socket, head) => {
    // Only the development server speaks WebSocket (reload on save).
    if (values.dev && request.url?.startsWith('/_next/')) void upgrade(request, socket, head);
    else socket.destroy();
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(
      `${error.code === 'EADDRINUSE' ? `Port ${settings.port} is taken by another program.` : error.message}\n`,
    );
    process.exit(1);
  });
  server.listen({ port: settings.port, ...(settings.listenOn === null ? {} : { host: settings.listenOn }) }, () => {
    handleUncaughtErrors(log);
    // First, so that it is never ready without being watched. A development server may compile for long, or stand at a breakpoint.
    if (!values.dev) sendLifeSigns();
    process.send?.({ type: 'ready' });
  });

  let stopping = false;
  function stop(): void {
    if (stopping) return;
    stopping = true;
    // Banner streams never end on their own; the browsers reconnect to another process.
    server.close(() => process.exit(0));
    setTimeout(() => server.closeAllConnections(), 500).unref();
    setTimeout(() => process.exit(0), 4_000).unref();
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}
