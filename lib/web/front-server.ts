import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { contentSecurityPolicy, HTTPS_HEADER, newNonce } from './content-security-policy';
import { clientAddress, homeOf, isOwnTarget, SECURITY_HEADERS, STRIPPED_HEADERS } from './request-guard';
import { createBounds, type Bounds } from './overload';
import { LARGEST_BODY } from './request-body';

/** Node looks for connections past their time once per interval, half a minute by default: a time-out would be twice what it says. */
const TIME_OUTS = { headersMs: 15_000, requestMs: 30_000, idleMs: 5_000, checkMs: 500 };
/** Node keeps an idle connection this much longer than it tells the client, so that no request meets its end. */
const NODE_KEEPS_LONGER_MS = 1_000;

interface FrontServer {
  publicUrl: string;
  trustedProxies: number;
  isDevelopment: boolean;
  timeOuts?: typeof TIME_OUTS;
  mostAtOnce?: Bounds;
  /** Answers a request that was let through. */
  pass(request: IncomingMessage, response: ServerResponse, target: string): void;
}

/**
 * The server in front of Next: drops headers that only a proxy may set, passes on the client's address, and refuses what
 * no page or route has to look at.
 */
export function createFrontServer(settings: FrontServer): Server {
  const { headersMs, requestMs, idleMs, checkMs } = settings.timeOuts ?? TIME_OUTS;
  const letIn = createBounds(settings.mostAtOnce);
  const server = createServer({ connectionsCheckingInterval: checkMs }, (request, response) => {
    response.on('finish', () => letGo(request));
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    const target = request.url ?? '';
    const address = clientAddress({
      forwardedFor: request.headersDistinct['x-forwarded-for']?.join(','),
      socketAddress: request.socket.remoteAddress,
      trustedProxies: settings.trustedProxies,
    });
    for (const name of STRIPPED_HEADERS) delete request.headers[name];
    request.headers['x-maker-client-ip'] = address;
    request.headers['x-forwarded-for'] = address;
    const isHttps = settings.publicUrl.startsWith('https://');
    request.headers[HTTPS_HEADER] = String(isHttps);

    const refusal = refusalOf(request, target, settings);
    if (refusal !== null) return answer(response, refusal);
    if (!letIn(request, response, target)) return;
    if (isApi(target)) {
      // Next calls proxy.ts for pages alone; it gives them their own.
      const nonce = newNonce();
      const policy = contentSecurityPolicy(nonce, { isDevelopment: settings.isDevelopment, isHttps });
      request.headers['x-nonce'] = nonce;
      request.headers['content-security-policy'] = policy;
      response.setHeader('content-security-policy', policy);
    } else if (request.method === 'HEAD') {
      // As a stranger: HEAD prolongs no session.
      delete request.headers.cookie;
    }
    settings.pass(request, response, target);
  });
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  server.keepAliveTimeout = Math.max(1, idleMs - NODE_KEEPS_LONGER_MS);
  return server;
}

/** How long a client may go on sending a body that nobody reads, so that it sees the answer instead of a broken connection. */
const LINGER_MS = 1_000;

function letGo(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, LINGER_MS).unref();
}

interface Refusal {
  status: number;
  headers?: Record<string, string>;
}

function refusalOf(request: IncomingMessage, target: string, settings: FrontServer): Refusal | null {
  const { method = '' } = request;
  // Two of them, and each program on the way may believe another one.
  if ((request.headersDistinct['host']?.length ?? 0) > 1) return { status: 400 };
  if (method === 'TRACE' || method === 'CONNECT') return { status: 405 };
  if (!isOwnTarget(target)) return { status: 400 };
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY)
    return { status: 413, headers: { connection: 'close' } };
  const home = homeOf({ host: request.headers.host, target, publicUrl: settings.publicUrl });
  if (home !== null) return { status: 307, headers: { location: home } };
  if (isApi(target) || method === 'GET' || method === 'HEAD' || settings.isDevelopment) return null;
  // A form that was sent before its script was there: the page again, instead of one made for nothing.
  if (method === 'POST') return { status: 303, headers: { location: settings.publicUrl + target } };
  return { status: 405, headers: { allow: 'GET, HEAD' } };
}

function isApi(target: string): boolean {
  return target.startsWith('/api/');
}

export function answer(response: ServerResponse, { status, headers }: Refusal): void {
  response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end();
}
