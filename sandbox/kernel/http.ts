import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxResponse } from '../contract';
import type { Fault } from './faults';

const maxBodyBytes = 10 * 1024 * 1024;
const maxUrlLength = 16_000;

export interface RawRequest {
  method: string;
  url: URL;
  path: string;
  headers: Record<string, string>;
  rawBody: string;
}

/** Applies a fault before the request is processed: a delay, a reset, or a substitute response. */
export type BeforeHandler = (method: string, path: string) => Fault | null;

/** The HTTP layer: reads requests, sends responses and applies connection faults. */
export async function listen(options: {
  host: string;
  port: number;
  strike: BeforeHandler;
  handle: (request: RawRequest, fault: Fault | null) => SandboxResponse;
}): Promise<{ port: number; close(): Promise<void> }> {
  const timers = new Set<NodeJS.Timeout>();
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms === 0) return resolve();
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timers.add(timer);
    });

  const server = createServer({ maxHeaderSize: 65_536 }, (incoming, outgoing) => {
    respond(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.requestTimeout = 120_000;
  await bind(server, options.host, options.port);

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const read = await readRequest(incoming);
    if ('refusal' in read) return send(outgoing, read.refusal, incoming.method ?? 'GET');
    const fault = options.strike(read.method, read.path);
    if (fault) await wait(fault.delayMs);
    if (fault?.reset === 'before') return reset(incoming);
    const response = options.handle(read, fault);
    if (fault?.reset === 'after') return reset(incoming);
    if (fault?.drip) return drip(outgoing, response, fault.drip);
    send(outgoing, response, read.method, fault?.malformed);
  }

  async function drip(
    outgoing: ServerResponse,
    response: SandboxResponse,
    pace: { bytes: number; everyMs: number },
  ): Promise<void> {
    const body = writeHead(outgoing, response);
    for (let sent = 0; sent < body.length && !outgoing.destroyed; sent += pace.bytes) {
      outgoing.write(body.subarray(sent, sent + pace.bytes));
      await wait(pace.everyMs);
    }
    outgoing.end();
  }

  return {
    port: portOf(server),
    async close() {
      for (const timer of timers) clearTimeout(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox does not listen on a port');
  return address.port;
}

async function readRequest(incoming: IncomingMessage): Promise<RawRequest | { refusal: SandboxResponse }> {
  const method = incoming.method ?? 'GET';
  const target = incoming.url ?? '/';
  if (target.length > maxUrlLength) {
    // Like the real service, the edge returns HTML here, not the API.
    return {
      refusal: {
        status: 414,
        html: '<html><head><title>414 Request-URI Too Large</title></head><body><h1>414 Request-URI Too Large</h1></body></html>',
      },
    };
  }
  const url = readTarget(incoming, target);
  const path = url ? decodePath(url.pathname) : null;
  if (url === null || path === null) return { refusal: { status: 400, html: '<h1>400 Bad Request</h1>' } };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBodyBytes) return { refusal: { status: 413, html: '<h1>413 Request Entity Too Large</h1>' } };
    chunks.push(bytes);
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return { method, url, path, headers, rawBody: Buffer.concat(chunks).toString('utf8') };
}

/**
 * Requires one Host header, and an absolute URL in the request line must match it. Otherwise a proxy and the server
 * could disagree about the host.
 */
function readTarget({ headers, rawHeaders }: IncomingMessage, target: string): URL | null {
  if (rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length > 1) return null;
  const absolute = target.startsWith('/') ? `http://sandbox${target}` : target;
  if (!URL.canParse(absolute)) return null;
  const url = new URL(absolute);
  return target.startsWith('/') || (url.protocol === 'http:' && url.host === headers.host?.toLowerCase()) ? url : null;
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

function send(outgoing: ServerResponse, response: SandboxResponse, method: string, malformed = false): void {
  const body = writeHead(outgoing, response);
  if (method === 'HEAD') outgoing.end();
  else outgoing.end(malformed ? body.subarray(0, Math.ceil(body.length / 2)) : body);
}

function writeHead(outgoing: ServerResponse, response: SandboxResponse): Buffer {
  const [body, contentType] = bodyOf(response);
  outgoing.statusCode = response.status;
  if (contentType !== null) outgoing.setHeader('Content-Type', contentType);
  for (const [name, value] of Object.entries(response.headers ?? {})) outgoing.setHeader(name, value);
  return body;
}

function bodyOf(response: SandboxResponse): [Buffer, string | null] {
  if (response.html !== undefined) return [Buffer.from(response.html), 'text/html; charset=utf-8'];
  if (response.json !== undefined)
    return [Buffer.from(JSON.stringify(response.json)), 'application/json;charset=utf-8'];
  return [Buffer.from(response.text ?? ''), null];
}

/** Resets the connection instead of closing it, like a network failure. */
function reset(incoming: IncomingMessage): void {
  incoming.socket.resetAndDestroy();
}
