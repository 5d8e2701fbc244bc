import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RouteHandler } from './route';
import { serveHandler } from './serve-handler';

/**
 * Answers the routes that are not to wait for Next, which costs more than most of them do. Returns null for everything else,
 * other methods and spellings of their paths included: those are Next's.
 */
export function serveDirectRoutes(publicUrl: string, handlers: readonly RouteHandler[]) {
  const byRoute = new Map(handlers.map((handler) => [keyOf(handler.definition), handler]));
  return (request: IncomingMessage, response: ServerResponse, target: string): Promise<void> | null => {
    const handler = byRoute.get(keyOf({ method: request.method, path: target.replace(/[?#].*$/, '') }));
    return handler ? serveHandler(handler, request, response, { url: new URL(target, publicUrl) }) : null;
  };
}

function keyOf({ method = '', path }: { method?: string | undefined; path: string }): string {
  return `${method} ${path}`;
}
