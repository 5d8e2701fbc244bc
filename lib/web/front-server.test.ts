import { connect } from 'node:net';
import type { IncomingMessage, Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createFrontServer } from './front-server';

const PUBLIC_URL = 'http://localhost:3999';
const LONG = 60_000;
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** The server with real sockets. What it lets through is answered with what Next would have been given. */
async function serve(timeOuts?: Parameters<typeof createFrontServer>[0]['timeOuts'], publicUrl = PUBLIC_URL) {
  const passed: IncomingMessage[] = [];
  const server = createFrontServer({
    publicUrl,
    trustedProxies: 0,
    isDevelopment: false,
    ...(timeOuts ? { timeOuts } : {}),
    pass: (request, response, target) => {
      passed.push(request);
      request.resume().on('end', () => response.end(`let through: ${target}`));
    },
  });
  return { server, port: await listen(server), passed };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : expect.fail('no port');
}

/** Sends the text and then `drip`, again and again, until the server closes. Never ends by itself. */
function talk(port: number, text: string, drip?: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const timer = drip === undefined ? undefined : setInterval(() => socket.writable && socket.write(drip), 20);
    let heard = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') fail(error);
    });
    socket.on('close', () => {
      clearInterval(timer);
      done(heard);
    });
  });
}

/** What Node has set on a connection that was answered and is kept. */
function idleTimeOutOf(server: Server, port: number): Promise<number | undefined> {
  return new Promise((done) => {
    server.once('request', (request, response) => {
      // After Node's own listener, which sets it.
      response.once('finish', () => setImmediate(() => done(request.socket.timeout)));
    });
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET /api/health HTTP/1.1\r\n${HOST}\r\n\r\n`));
  });
}

const HOST = 'Host: localhost:3999';
const ask = (port: number, line: string, ...headers: string[]) =>
  talk(port, [`${line} HTTP/1.1`, HOST, ...headers, 'Connection: close', '', ''].join('\r\n'));

/** The server, which keeps what it lets through until it is told to answer. */
async function serveHolding(mostAtOnce: NonNullable<Parameters<typeof createFrontServer>[0]['mostAtOnce']>) {
  const held: (() => void)[] = [];
  const server = createFrontServer({
    publicUrl: PUBLIC_URL,
    trustedProxies: 0,
    isDevelopment: false,
    mostAtOnce,
    pass: (_request, response) => void held.push(() => response.end('taken')),
  });
  return { port: await listen(server), held };
}

describe('more requests of a kind than can be answered', () => {
  it('are refused at once, while other kinds, health and streams go on', async () => {
    const { port, held } = await serveHolding({ events: 2, banner: 1, pages: 1, administration: 1 });
    const post = () => ask(port, 'POST /api/interactions', 'Content-Length: 0');
    const signIn = () => ask(port, 'GET /api/sso/login/shift', 'Accept: text/html');
    const taken = [post(), post(), signIn(), ask(port, 'GET /api/banner'), ask(port, 'GET /api/banner/stream')];
    await expect.poll(() => held.length).toBe(5);
    const [event, banner, page] = [await post(), await ask(port, 'GET /api/banner'), await signIn()];
    for (const refused of [event, banner, page]) {
      expect(refused).toMatch(/^HTTP\/1\.1 503 /);
      expect(refused).toMatch(/^retry-after: 2\r$/im);
    }
    expect(event).not.toContain('<p>');
    // The browser comes again by itself.
    expect(page).toMatch(/^refresh: 2\r$/im);
    expect(page).toContain('This page tries again in a few seconds.');
    taken.push(ask(port, 'GET /api/health'), ask(port, 'GET /api/health/ready'), ask(port, 'GET /api/crms'));
    await expect.poll(() => held.length).toBe(8);
    for (const answer of held.splice(0)) answer();
    for (const heard of await Promise.all(taken)) expect(heard).toContain('taken');
    const next = post();
    await expect.poll(() => held.length).toBe(1);
    for (const answer of held.splice(0)) answer();
    expect(await next).toContain('taken');
  });

  it('have their places again once others have gone away', async () => {
    const { port, held } = await serveHolding({ events: 1, banner: 1, pages: 1, administration: 1 });
    const impatient = connect(port, '127.0.0.1', () => impatient.write(`GET /maker HTTP/1.1\r\n${HOST}\r\n\r\n`));
    await expect.poll(() => held.length).toBe(1);
    expect(await ask(port, 'GET /maker')).toMatch(/^HTTP\/1\.1 503 /);
    impatient.destroy();
    held.splice(0);
    await expect
      .poll(() => {
        // Nobody answers those that are let in.
        void ask(port, 'GET /maker').catch(() => undefined);
        return held.length;
      })
      .toBeGreaterThan(0);
  });
});

describe('time-outs on real sockets', () => {
  // Each of these would hang for good if its time-out did nothing: the others are a minute, and Node looks twice a second at most.
  it('close a connection whose headers never end', async () => {
    const { port } = await serve({ headersMs: 200, requestMs: LONG, idleMs: LONG, checkMs: 50 });
    expect(await talk(port, `GET /api/health HTTP/1.1\r\n${HOST}\r\n`, 'x-a: b\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });
  it('close a connection without a request', async () => {
    const { port } = await serve({ headersMs: 200, requestMs: LONG, idleMs: LONG, checkMs: 50 });
    await talk(port, '');
  });
  it('close a connection whose body never ends', async () => {
    const { port } = await serve({ headersMs: 150, requestMs: 300, idleMs: LONG, checkMs: 50 });
    const head = `POST /api/setup HTTP/1.1\r\n${HOST}\r\nContent-Length: 100000\r\n\r\n`;
    expect(await talk(port, head, 'x')).toMatch(/^HTTP\/1\.1 408 /);
  });
  it('close an idle kept-alive connection', async () => {
    const { port } = await serve({ headersMs: LONG, requestMs: LONG, idleMs: 100, checkMs: 50 });
    const heard = await talk(port, `GET /api/health HTTP/1.1\r\n${HOST}\r\n\r\n`);
    expect(heard).toContain('let through: /api/health');
  });
  it('are 15 and 30 seconds, and 5 between two requests', async () => {
    const { server, port } = await serve();
    expect([server.headersTimeout, server.requestTimeout]).toEqual([15_000, 30_000]);
    // Told to the client, and by Node itself a second more.
    expect([server.keepAliveTimeout, await idleTimeOutOf(server, port)]).toEqual([4_000, 5_000]);
  });
});

describe('requests refused before they reach Next.js', () => {
  it.each([
    ['two hosts', 'GET /api/health', ['Host: attacker.example'], 400],
    ['the same host twice', 'GET /api/health', [HOST], 400],
    ['a body that says it is larger than any', 'POST /api/setup', ['Content-Length: 1000001'], 413],
    ['a method for nothing', 'TRACE /api/health', [], 405],
    ['a page that is to be deleted', 'DELETE /login', [], 405],
    ['a page that is asked for its options', 'OPTIONS /maker', [], 405],
    ['an address that is none of ours', 'GET http://attacker.example/', [], 400],
  ])('%s', async (_name, line, headers, status) => {
    const { port, passed } = await serve();
    const heard = await ask(port, line, ...headers);
    expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(heard).toMatch(/cache-control: no-store/i);
    expect(passed).toHaveLength(0);
  });

  it.each([
    ['two lengths', 'POST /api/setup', ['Content-Length: 4', 'Content-Length: 5']],
    ['a length beside chunks', 'POST /api/setup', ['Transfer-Encoding: chunked', 'Content-Length: 4']],
    ['a header that is folded', 'GET /api/health', ['X-A: b', ' Host: attacker.example']],
  ])('%s, which two readers could take for different requests', async (_name, line, headers) => {
    const { port, passed } = await serve();
    expect(await ask(port, line, ...headers)).toMatch(/^HTTP\/1\.1 400 /);
    expect(passed).toHaveLength(0);
  });

  it('an upgrade to another protocol, at an address that is none of ours', async () => {
    const { port, passed } = await serve();
    const heard = await ask(port, 'GET http://attacker.example/', 'Connection: Upgrade', 'Upgrade: websocket');
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(passed).toHaveLength(0);
  });

  it('are not kept waiting for the end of a body that nobody reads', async () => {
    const { port, passed } = await serve({ headersMs: LONG, requestMs: LONG, idleMs: LONG, checkMs: 50 });
    // Would go on for a minute.
    const heard = await talk(port, `DELETE /login HTTP/1.1\r\n${HOST}\r\nContent-Length: 100000\r\n\r\n`, 'x');
    expect(heard).toMatch(/^HTTP\/1\.1 405 /);
    expect(passed).toHaveLength(0);
  });

  it('a form posted before its script loaded gets its page again', async () => {
    const { port, passed } = await serve();
    const heard = await ask(port, 'POST //attacker.example/login', 'Content-Length: 0');
    expect(heard).toMatch(/^HTTP\/1\.1 303 /);
    expect(heard).toContain(`location: ${PUBLIC_URL}//attacker.example/login`);
    expect(passed).toHaveLength(0);
  });

  it("HEAD of a page is anonymous and doesn't extend a session", async () => {
    const { port, passed } = await serve();
    await ask(port, 'HEAD /maker', 'Cookie: maker.session=x');
    await ask(port, 'GET /maker', 'Cookie: maker.session=x');
    expect(passed.map(({ headers }) => headers.cookie)).toEqual([undefined, 'maker.session=x']);
  });

  it('a request passed on has our own headers and no forged ones', async () => {
    const { port, passed } = await serve();
    const heard = await ask(
      port,
      'GET /api/health',
      'X-Maker-Path: /x',
      'X-Nonce: poisoned',
      'X-Forwarded-For: 1.2.3.4',
    );
    expect(heard).toMatch(/content-security-policy: default-src 'self'; script-src 'self' 'nonce-[\w+/=]{40,}' /i);
    expect(passed[0]?.headers).toMatchObject({ 'x-maker-client-ip': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' });
    expect(passed[0]?.headers).not.toHaveProperty('x-maker-path');
    expect(JSON.stringify(passed[0]?.headers)).not.toContain('poisoned');
  });
});

it.each([
  ['http://localhost:3999', 'report-uri /api/csp-reports', 'false'],
  ['https://maker.example', 'report-uri /api/csp-reports; report-to csp', 'true'],
])(
  'browsers report what the policy stops to %s by what works there, whatever a client says',
  async (url, how, isHttps) => {
    const { port, passed } = await serve(undefined, url);
    const heard = await ask(port, 'GET /api/health', `x-maker-https: ${isHttps === 'true' ? 'false' : 'true'}`);
    expect(/content-security-policy: (.*)/i.exec(heard)?.[1]?.split("frame-ancestors 'none'; ")[1]?.trim()).toBe(how);
    expect(heard).toContain('reporting-endpoints: csp="/api/csp-reports"');
    expect(passed[0]?.headers['x-maker-https']).toBe(isHttps);
  },
);
