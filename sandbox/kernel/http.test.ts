import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSandbox, type SandboxClient } from '../testing/sandbox-client';

let sandbox: SandboxClient;
let host: string;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  host = new URL(sandbox.url).host;
});
afterAll(() => sandbox.close());

/** Sends exactly these bytes and reads until the connection closes. */
function send(...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    // A connection reset also ends it; what was received before counts.
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    for (const part of parts) socket.write(part);
  });
}

const head = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers, '', ''].join('\r\n');
const form = (path: string, body: Buffer, contentType = 'application/x-www-form-urlencoded') =>
  [head(`POST ${path}`, `Content-Type: ${contentType}`, `Content-Length: ${body.length}`), body] as const;
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('malformed HTTP', () => {
  it.each([
    ['noise', '\x00\x01\x02noise\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['HTTP 1.0 without a host', 'GET / HTTP/1.0\r\n\r\n', 421],
    [
      'two lengths',
      'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a negative length', 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n\r\n', 400],
    ['a header of 70 KB', `GET / HTTP/1.1\r\nX-Long: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
  ])('%s', async (_name, bytes, status) => expect(statusOf(await send(bytes))).toBe(status));

  it('an invalid chunk', async () => {
    expect(statusOf(await send(head('POST /oauth/v3/token', 'Transfer-Encoding: chunked'), 'ZZ\r\n'))).toBe(400);
  });
});

describe('the Host header', () => {
  it('must appear exactly once', async () => {
    expect(statusOf(await send(head('GET /', 'Host: evil.example')))).toBe(400);
  });

  it('must match the request line', async () => {
    expect(statusOf(await send(head(`GET http://${host}/login`)))).toBe(200);
    for (const target of ['http://evil.example/__sandbox/ledger', 'ftp://x/', '*'])
      expect([target, statusOf(await send(head(`GET ${target}`)))]).toEqual([target, 400]);
  });

  it('is case-insensitive', async () => {
    expect(
      statusOf(
        await send(
          `GET /login HTTP/1.1\r\nHost: ${host.replace('127.0.0.1', 'LOCALHOST')}\r\nConnection: close\r\n\r\n`,
        ),
      ),
    ).toBe(307);
  });
});

describe('unusual bodies and URLs are refused, never a crash', () => {
  it.each([
    '//',
    '//evil.example/',
    '/\\evil',
    '/%00',
    '/%ff',
    '/%C3%A9',
    '/__proto__',
    '/constructor',
    '/__sandbox/constructor',
    '/contacts/146201877/objects/%C3%A9',
    '/oauth/%E2%98%83/authorize',
    '/oauth/v1/access-tokens/%E2%98%83',
  ])('%s', async (path) => {
    expect([400, 404]).toContain(statusOf(await send(head(`GET ${path}`))));
  });

  it.each([
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x3d, 0x31])],
    ['UTF-16', Buffer.from('grant_type=refresh_token', 'utf16le')],
    ['a form of nothing but separators', Buffer.from('&&==&%&%zz=%')],
  ])('%s', async (_name, body) => {
    for (const path of ['/oauth/2026-09/token', '/oauth/v1/token'])
      expect(statusOf(await send(...form(path, body)))).toBe(400);
    expect(statusOf(await send(...form('/login', body)))).toBe(401);
    expect(statusOf(await send(...form('/signup/developers', body)))).toBe(422);
  });

  it('a body of 12 MB', async () => {
    expect(statusOf(await send(...form('/oauth/2026-09/token', Buffer.alloc(12 * 1024 * 1024, 'a'))))).toBe(413);
    expect((await sandbox.request('/login')).status).toBe(200);
  });

  it('cookies and tokens with arbitrary bytes', async () => {
    expect(statusOf(await send(head('GET /', 'Cookie: =; ;; a==b; sandbox.session=%; sandbox.session="\xff"')))).toBe(
      200,
    );
    expect(statusOf(await send(head('GET /account-info/v3/details', 'Authorization: Bearer \xff\xfe')))).toBe(401);
  });
});
