import type { z } from 'zod';
import { ProviderError } from './provider-error';

/** Injected dependencies of provider calls. */
export interface HttpContext {
  /** Origin of the provider's API, for example `https://api.hubapi.com`. The only host we call. */
  apiUrl: string;
  fetch: typeof globalThis.fetch;
  logger: ProviderLogger;
}

/** The part of the product's logger that a provider uses. Never log a token, phone number or email address. */
interface ProviderLogger {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

/**
 * Sends all provider requests: one origin, no redirects, a time limit that includes the body, and a limit for the
 * decompressed size. Each provider interprets error statuses itself.
 */
export function createDispatcher(context: HttpContext): Dispatch {
  const origin = allowedOrigin(context.apiUrl);

  return async function dispatch(request) {
    const url = new URL(request.path, origin);
    if (
      url.origin !== origin ||
      !request.path.startsWith('/') ||
      request.path.startsWith('//') ||
      request.path.includes('\\')
    ) {
      throw new ProviderError('invalid_request', { operation: request.operation, code: 'HOST_NOT_ALLOWED' });
    }
    const startedAt = performance.now();
    try {
      const answer = await sendOnceOrTwice(context.fetch, url, request);
      context.logger.debug(
        { operation: request.operation, status: answer.status, durationMs: elapsed(startedAt) },
        'provider answered',
      );
      return answer;
    } catch (error) {
      const failure = asProviderError(error, request.operation);
      context.logger.warn(
        { operation: request.operation, kind: failure.kind, errorCode: failure.code, durationMs: elapsed(startedAt) },
        'provider call failed',
      );
      throw failure;
    }
  };
}

export type Dispatch = (request: OutboundRequest) => Promise<OutboundAnswer>;

export interface OutboundRequest {
  /** `<provider> <capability>.<operation>`; the only part of the request that is logged. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the allowed origin, with every segment encoded. */
  path: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  maxBytes: number;
  /** True for reads: retried once, immediately, if the connection breaks before a response. */
  isRead: boolean;
  signal?: AbortSignal;
}

export interface OutboundAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
}

/** Encodes one path segment, so that a value can't escape it. */
export function pathSegment(value: string, operation: string): string {
  // `encodeURIComponent` keeps dots, but URL parsers resolve these two segments.
  if (value === '' || value === '.' || value === '..') {
    throw new ProviderError('invalid_request', { operation, code: 'BAD_PATH_SEGMENT' });
  }
  return encodeURIComponent(value);
}

/** Parses and validates a JSON response. */
export function parseAnswer<T>(answer: OutboundAnswer, schema: z.ZodType<T>, operation: string): T {
  const problem = (code: string, providerMessage?: string) =>
    new ProviderError('invalid_response', { operation, status: answer.status, code, providerMessage });
  if (!isJson(answer)) throw problem('NOT_JSON');
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch {
    // The parser's error quotes the text, which may contain a token.
    throw problem('MALFORMED_JSON');
  }
  return parseShape(json, schema, (where) => problem('UNEXPECTED_SHAPE', where));
}

/** Paths and kinds of errors, never values. */
export function parseShape<T>(value: unknown, schema: z.ZodType<T>, problem: (where: string) => ProviderError): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw problem(
    parsed.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.map(String).join('.') || '(body)'}: ${issue.code}`)
      .join('; '),
  );
}

export function isJson(answer: OutboundAnswer): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(answer.headers['content-type'] ?? '');
}

/** `Retry-After` in milliseconds, at most a day; undefined if missing or invalid. Accepts seconds or a date. */
export function retryAfterMs(headers: Record<string, string>, now: Date): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  const isSeconds = /^\d+(\.\d+)?$/.test(value);
  // `Date.parse` accepts almost anything, so check the format first.
  if (!isSeconds && !/^[A-Za-z]{3}, /.test(value)) return undefined;
  const waitMs = isSeconds ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isFinite(waitMs) ? Math.min(Math.max(Math.ceil(waitMs), 0), DAY_MS) : undefined;
}

const DAY_MS = 86_400_000;

function allowedOrigin(apiUrl: string): string {
  const url = new URL(apiUrl);
  const isLoopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
  if (!isSafe || url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    throw new Error('The API address of a provider is an https origin, or an http one on this machine');
  }
  return url.origin;
}

async function sendOnceOrTwice(
  fetch: typeof globalThis.fetch,
  url: URL,
  request: OutboundRequest,
): Promise<OutboundAnswer> {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new AbortedRequest('CALLER_GAVE_UP'));
  const timer = setTimeout(() => controller.abort(new AbortedRequest('TIMED_OUT')), request.timeoutMs);
  if (request.signal?.aborted) giveUp();
  request.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    try {
      return await send(fetch, url, request, controller);
    } catch (error) {
      if (!request.isRead || controller.signal.aborted || !RESET_CODES.has(networkCode(error))) throw error;
      return await send(fetch, url, request, controller);
    }
  } catch (error) {
    // If aborted, throw our own reason instead of the transport's error.
    const reason: unknown = controller.signal.reason;
    throw reason instanceof AbortedRequest ? reason : error;
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', giveUp);
  }
}

async function send(
  fetch: typeof globalThis.fetch,
  url: URL,
  request: OutboundRequest,
  controller: AbortController,
): Promise<OutboundAnswer> {
  const response = await fetch(url, {
    method: request.method,
    headers: request.headers,
    body: request.body,
    redirect: 'manual',
    signal: controller.signal,
    credentials: 'omit',
    // Next.js may cache `fetch` responses.
    cache: 'no-store',
  });
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel();
    throw new ProviderError('invalid_response', {
      operation: request.operation,
      status: response.status,
      code: 'REDIRECT_REFUSED',
    });
  }
  const text = await readLimited(response, request);
  return { status: response.status, headers: Object.fromEntries(response.headers), text };
}

async function readLimited(response: Response, request: OutboundRequest): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > request.maxBytes) {
      await reader.cancel();
      throw new ProviderError('invalid_response', {
        operation: request.operation,
        status: response.status,
        code: 'BODY_TOO_LARGE',
      });
    }
    text += decoder.decode(value, { stream: true });
  }
}

class AbortedRequest extends Error {
  constructor(readonly code: 'TIMED_OUT' | 'CALLER_GAVE_UP') {
    super(code);
  }
}

const RESET_CODES: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function asProviderError(error: unknown, operation: string): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof AbortedRequest) return new ProviderError('timeout', { operation, code: error.code });
  const code = networkCode(error);
  // A body that can't be decompressed fails like a connection, but retrying won't help.
  if (code?.startsWith('Z_') || code?.startsWith('ERR__ERROR')) {
    return new ProviderError('invalid_response', { operation, code: 'BAD_ENCODING', cause: error });
  }
  return new ProviderError('unavailable', { operation, code: code ?? 'NETWORK', cause: error });
}

/** `fetch` wraps errors: the code is one or two causes down. */
function networkCode(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
  }
  return undefined;
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
