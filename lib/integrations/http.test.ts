import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { providerErrorOf } from '@/tests/support/caught';
import {
  inTurn,
  json,
  raw,
  resetConnection,
  silence,
  startFaultyServer,
  type FaultyServer,
} from '@/tests/support/faulty-server';
import { providerContext } from '@/tests/support/provider-context';
import { createDispatcher, parseAnswer, pathSegment, retryAfterMs, type OutboundRequest } from './http';
import { ProviderError } from './provider-error';

let server: FaultyServer;

beforeEach(async () => {
  server = await startFaultyServer();
});
afterEach(() => server.close());

const request = (overrides: Partial<OutboundRequest> = {}): OutboundRequest => ({
  operation: 'test records.get',
  method: 'GET',
  path: '/thing',
  headers: {},
  timeoutMs: 2_000,
  maxBytes: 1_000,
  isRead: true,
  ...overrides,
});

const send = (overrides: Partial<OutboundRequest> = {}) =>
  createDispatcher(providerContext(server.url))(request(overrides));

describe('an API address', () => {
  it.each([
    'http://api.example.com',
    'https://user:secret@api.example.com',
    'https://api.example.com/path',
    'https://api.example.com?x=1',
    'ftp://localhost',
  ])('refuses %s', (apiUrl) => expect(() => createDispatcher(providerContext(apiUrl))).toThrow('https origin'));
  it.each(['https://api.hubapi.com', 'http://localhost:3180', 'http://127.0.0.1:3180'])('accepts %s', (apiUrl) =>
    expect(() => createDispatcher(providerContext(apiUrl))).not.toThrow(),
  );
});

describe('requests', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://evil.example/x',
    '//evil.example/x',
    '/\\evil.example/x',
    '\\\\evil.example',
    'thing',
    'http:evil.example',
    'javascript:alert(1)',
    '@evil.example/',
    'http://[::ffff:169.254.169.254]/',
    'http://2852039166/',
    '',
  ])('never go to %s', async (path) => {
    const error = await providerErrorOf(send({ path }));
    expect(error).toMatchObject({ kind: 'invalid_request', code: 'HOST_NOT_ALLOWED' });
    expect(server.seen).toHaveLength(0);
  });

  it('encode path segments and refuse path traversal', () => {
    expect(pathSegment('a/../b?c#d', 'op')).toBe('a%2F..%2Fb%3Fc%23d');
    for (const value of ['', '.', '..']) expect(() => pathSegment(value, 'op')).toThrow(ProviderError);
  });
});

describe('responses', () => {
  it('return status, headers and text', async () => {
    server.answerWith(json(418, { a: 'é' }, { 'X-Thing': 'yes' }));
    expect(await send()).toMatchObject({ status: 418, text: '{"a":"é"}', headers: { 'x-thing': 'yes' } });
  });

  it.each([301, 302, 303, 307, 308])("with status %i aren't followed", async (status) => {
    const other = await startFaultyServer();
    server.answerWith(raw(status, '', { location: `${other.url}/stolen` }));
    expect(await providerErrorOf(send())).toMatchObject({
      kind: 'invalid_response',
      status,
      code: 'REDIRECT_REFUSED',
      retryable: false,
    });
    expect(other.seen).toHaveLength(0);
    await other.close();
  });

  it('are cut off beyond the size limit, counted after decompression', async () => {
    const zipBomb = gzipSync(Buffer.alloc(20_000_000));
    expect(zipBomb.length).toBeLessThan(50_000);
    server.answerWith(raw(200, zipBomb, { 'content-type': 'application/json', 'content-encoding': 'gzip' }));
    const before = process.memoryUsage().arrayBuffers;
    expect(await providerErrorOf(send({ maxBytes: 64 * 1024 }))).toMatchObject({
      kind: 'invalid_response',
      code: 'BODY_TOO_LARGE',
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(15_000_000);
  });

  it("that can't be decompressed are invalid", async () => {
    server.answerWith(raw(200, 'not gzip', { 'content-type': 'application/json', 'content-encoding': 'gzip' }));
    expect(await providerErrorOf(send())).toMatchObject({ kind: 'invalid_response', code: 'BAD_ENCODING' });
  });

  it('time out if nothing arrives or the body never ends', async () => {
    server.answerWith(silence);
    expect(await providerErrorOf(send({ timeoutMs: 50 }))).toMatchObject({
      kind: 'timeout',
      code: 'TIMED_OUT',
      retryable: true,
    });
    server.answerWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    expect(await providerErrorOf(send({ timeoutMs: 50 }))).toMatchObject({ kind: 'timeout', code: 'TIMED_OUT' });
  });

  it('are abandoned if the caller aborts, even beforehand', async () => {
    server.answerWith(silence);
    const controller = new AbortController();
    const call = providerErrorOf(send({ signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ kind: 'timeout', code: 'CALLER_GAVE_UP' });
    const seen = server.seen.length;
    expect(await providerErrorOf(send({ signal: AbortSignal.abort() }))).toMatchObject({ kind: 'timeout' });
    expect(server.seen).toHaveLength(seen);
  });
});

describe('a broken connection', () => {
  it('retries a read once', async () => {
    server.answerWith(inTurn(resetConnection, json(200, { ok: true })));
    expect((await send()).text).toBe('{"ok":true}');
    expect(server.seen).toHaveLength(2);
  });

  it('retries a read only once', async () => {
    server.answerWith(resetConnection);
    expect(await providerErrorOf(send())).toMatchObject({ kind: 'unavailable', retryable: true });
    expect(server.seen).toHaveLength(2);
  });

  it('never retries anything else', async () => {
    server.answerWith(inTurn(resetConnection, json(200, {})));
    expect(await providerErrorOf(send({ method: 'POST', isRead: false, body: 'x' }))).toMatchObject({
      kind: 'unavailable',
      retryable: true,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('names the cause if nothing is listening', async () => {
    const { url } = server;
    await server.close();
    expect(await providerErrorOf(createDispatcher(providerContext(url))(request()))).toMatchObject({
      kind: 'unavailable',
      code: 'ECONNREFUSED',
    });
    server = await startFaultyServer();
  });
});

describe('parsing a response', () => {
  const answer = (text: string, contentType = 'application/json') => ({
    status: 200,
    headers: { 'content-type': contentType },
    text,
  });
  const schema = z.object({ token: z.string() });

  it.each([
    ['NOT_JSON', answer('<html></html>', 'text/html')],
    ['NOT_JSON', { status: 200, headers: {}, text: '{}' }],
    ['MALFORMED_JSON', answer('{"token":"se')],
    ['UNEXPECTED_SHAPE', answer('{"token":12345678}')],
    ['UNEXPECTED_SHAPE', answer('null')],
  ])('refuses with %s', (code, given) => {
    try {
      parseAnswer(given, schema, 'test auth.refresh');
    } catch (error) {
      expect(error).toMatchObject({ kind: 'invalid_response', code });
      expect(JSON.stringify(error) + String(error)).not.toMatch(/"se|12345678/);
      return;
    }
    throw new Error('It was taken');
  });

  it('accepts JSON under any of its content types', () => {
    for (const type of ['application/json', 'application/json;charset=utf-8', 'application/problem+json']) {
      expect(parseAnswer(answer('{"token":"t","more":1}', type), schema, 'op')).toEqual({ token: 't' });
    }
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['0', 0],
    ['7', 7_000],
    ['1.5', 1_500],
    ['99999999', 86_400_000],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
  ])('parses %j as %j', (value, expected) => {
    expect(retryAfterMs(value === undefined ? {} : { 'retry-after': value }, now)).toBe(expected);
  });
});

describe('the log', () => {
  it('contains operation, outcome and duration, and no content of the request', async () => {
    const context = providerContext(server.url);
    server.answerWith(inTurn(json(200, { secret: 'in-body' }), resetConnection));
    const dispatch = createDispatcher(context);
    await dispatch(
      request({ path: '/people?email=someone%40example.com', headers: { authorization: 'Bearer canary' } }),
    );
    await providerErrorOf(dispatch(request({ isRead: false, body: 'canary', path: '/x?number=%2B33' })));
    expect(context.logged.map((line) => line.level)).toEqual(['debug', 'warn']);
    expect(JSON.stringify(context.logged)).not.toMatch(/canary|someone|%2B33|in-body/);
    expect(context.logged[0]?.fields).toMatchObject({ operation: 'test records.get', status: 200 });
  });
});
