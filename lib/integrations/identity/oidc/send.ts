import type { CustomFetch } from 'openid-client';
import { createDispatcher, type HttpContext } from '../../http';
import { ProviderError } from '../../provider-error';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

/**
 * The library's way out: to the issuer's own origins and nowhere else, without redirects, with limits of time and size.
 * `operationOf` names the step, by what is asked for.
 */
export function createSend(
  context: Omit<HttpContext, 'apiUrl'>,
  origins: readonly string[],
  operationOf: (url: URL) => string,
): CustomFetch {
  const dispatchers = new Map(origins.map((origin) => [origin, createDispatcher({ ...context, apiUrl: origin })]));
  return async (address, { method, headers, body }) => {
    const url = new URL(address);
    const operation = operationOf(url);
    const dispatch = dispatchers.get(url.origin);
    if (!dispatch) throw new ProviderError('invalid_request', { operation, code: 'HOST_NOT_ALLOWED' });
    const isRead = method === 'GET';
    const answer = await dispatch({
      operation,
      method: isRead ? 'GET' : 'POST',
      path: url.pathname + url.search,
      headers,
      ...(isRead ? {} : { body: bodyOf(body) }),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      isRead,
    });
    // The text has been decoded already.
    const { 'content-encoding': _encoding, 'content-length': _length, ...kept } = answer.headers;
    return new Response(isEmpty(answer.status) ? null : answer.text, { status: answer.status, headers: kept });
  };
}

/** The library sends forms alone. */
function bodyOf(body: unknown): string {
  if (body instanceof URLSearchParams) return body.toString();
  return typeof body === 'string' ? body : '';
}

function isEmpty(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
