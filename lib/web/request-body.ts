import { AppError } from '@/lib/domain/base/app-error';
import { parseBoundedJson, valuesWithin } from './bounded-json';

/** What a body may measure unless its route says otherwise, in bytes. */
export const BODY_LIMIT = 16_000;
/** The largest that a route may say. Our own server refuses more before anybody looks at it. */
export const LARGEST_BODY = 1_000_000;

/** The JSON of a request, at most `limit` bytes. An empty body is an empty object, so that verbs without input need none. */
export async function readJsonBody(request: Request, limit: number): Promise<unknown> {
  const text = await readAtMost(request, limit);
  return text.trim() === '' ? {} : parseBoundedJson(text, valuesWithin(limit));
}

/**
 * Reads nothing of a body that says it is larger. Of one that turns out to be, nothing is kept; the rest is still taken
 * in, up to the largest body there is, so that the client can send it and see why it was refused.
 */
export async function readAtMost(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const reader = request.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done && size <= limit) return Buffer.concat(chunks).toString('utf8');
    size += value?.byteLength ?? 0;
    // Not cancelled: that would end the connection before the refusal is sent.
    if (done || size > LARGEST_BODY) throw tooLarge(limit);
    if (size <= limit) chunks.push(value);
    else chunks.length = 0;
  }
}

function tooLarge(limit: number): AppError {
  return new AppError('INVALID_INPUT', { key: 'body_too_large', params: { limit: Math.floor(limit / 1000) } });
}
