import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { RouteHandler } from './route';

interface Asked {
  url: URL;
  params?: Readonly<Record<string, string>>;
}

/** Answers a request with the handler of its route, as Next would. */
export async function serveHandler(
  handler: RouteHandler,
  incoming: IncomingMessage,
  response: ServerResponse,
  { url, params = {} }: Asked,
): Promise<void> {
  // Once Next is there, without which it can't be loaded; with its ending, because Node loads it, not a bundler.
  const { NextRequest } = await import('next/server.js');
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new NextRequest(url, {
    method: incoming.method ?? 'GET',
    headers: new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    signal: gone.signal,
    ...(hasBody ? { body: asBody(incoming), duplex: 'half' as const } : {}),
  });
  const answer = await handler(request, { params: Promise.resolve(params) });
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers)
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  if (answer.body)
    Readable.from(answer.body)
      .on('error', () => response.destroy())
      .pipe(response);
  else response.end();
}

/** A request also takes a body that can be iterated; its type does not say so. */
function asBody(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  return incoming as unknown as ReadableStream<Uint8Array>;
}
