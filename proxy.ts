import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy, HTTPS_HEADER, newNonce } from '@/lib/web/content-security-policy';

/**
 * Sets the content policy of pages with its nonce, and no-store. Never authorisation: every page and route checks access
 * itself. Our own server sets the constant headers.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce, {
    isDevelopment,
    isHttps: request.headers.get(HTTPS_HEADER) === 'true',
  });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  headers.set('x-maker-path', request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  return response;
}

// Not the API: for a proxy, Next keeps a whole body of up to 10 MB before any route may say that it is too large.
export const config = { matcher: ['/((?!_next/static/|api/).*)'] };

const isDevelopment = process.env.NODE_ENV === 'development';
