const REPORTS_PATH = '/api/csp-reports';
const REPORTS_NAME = 'csp';

/** Set by our own server, which knows the public address, for `proxy.ts`, which doesn't. */
export const HTTPS_HEADER = 'x-maker-https';

/** Tells browsers where to report what the policy stopped. */
export const REPORTING_ENDPOINTS = `${REPORTS_NAME}="${REPORTS_PATH}"`;

/** What a page may load and run. The same for pages, which `proxy.ts` gives a nonce, and for answers of the API. */
export function contentSecurityPolicy(
  nonce: string,
  { isDevelopment, isHttps }: { isDevelopment: boolean; isHttps: boolean },
): string {
  return [
    "default-src 'self'",
    // Only the development server needs eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Scripts position floating layers, which needs no permission; stylesheets are our own or carry the nonce.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    isDevelopment ? "style-src-attr 'unsafe-inline'" : "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${REPORTS_PATH}`,
    // Chromium prefers it, together with the header below, but reports nothing that way over http.
    ...(isHttps ? [`report-to ${REPORTS_NAME}`] : []),
  ].join('; ');
}

export function newNonce(): string {
  return Buffer.from(crypto.randomUUID()).toString('base64');
}
