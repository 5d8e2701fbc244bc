import { AppError } from '@/lib/domain/base/app-error';

/**
 * A request that changes something must be JSON and, where a cookie signs it, must come from our own pages.
 * A form, a script of another site or a sandboxed frame cannot make such a request without asking first.
 */
export function checkSameOrigin(headers: Headers, publicUrl: string, how: { cookieAuthenticated: boolean }): void {
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new AppError('INVALID_INPUT', { key: 'content_type' });
  if (!how.cookieAuthenticated) return;
  if (headers.get('origin') !== publicUrl) throw new AppError('FORBIDDEN', { key: 'foreign_origin' });
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') throw new AppError('FORBIDDEN', { key: 'foreign_origin' });
}

/** The same check for next-auth's forms, which aren't JSON and also carry a CSRF token. */
export function isFromOurPages(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  return headers.get('origin') === publicUrl && (site === null || site === 'same-origin');
}
