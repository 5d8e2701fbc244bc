import { isIP } from 'node:net';
import { REPORTING_ENDPOINTS } from './content-security-policy';

/** Checks that our own server makes before Next sees a request. */

/** Headers never accepted from a client: each has bypassed a check somewhere. */
export const STRIPPED_HEADERS: readonly string[] = [
  'forwarded',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-original-url',
  'x-rewrite-url',
  'x-real-ip',
  'x-middleware-subrequest',
  'x-nonce',
  'content-security-policy',
  'x-maker-path',
];

/** Set on every response, including static files and our own refusals. */
export const SECURITY_HEADERS: readonly [name: string, value: string][] = [
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  // Activation opens the provider in a popup that returns to us.
  ['cross-origin-opener-policy', 'same-origin-allow-popups'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['x-frame-options', 'DENY'],
  ['reporting-endpoints', REPORTING_ENDPOINTS],
];

/**
 * Whether this is a valid path. Refuses absolute URLs (meant for proxies) and paths that can't be decoded or contain
 * control characters, because parsers disagree about them.
 */
export function isOwnTarget(target: string): boolean {
  if (!target.startsWith('/')) return false;
  try {
    return !/[\u0000-\u001f\u007f]/.test(decodeURIComponent(target.replace(/\?.*$/s, '')));
  } catch {
    return false;
  }
}

/**
 * Each trusted proxy appends the address it saw; anything further left was written by the client. Some append the
 * port, which must be removed or every connection would look like a new client.
 */
export function clientAddress(input: {
  forwardedFor: string | undefined;
  socketAddress: string | undefined;
  trustedProxies: number;
}): string {
  const hops = (input.forwardedFor ?? '').split(',').map((hop) => hop.trim());
  const seen = input.trustedProxies > 0 ? withoutPort(hops.at(-input.trustedProxies) ?? '') : null;
  return seen ?? withoutPort(input.socketAddress ?? '') ?? 'unknown';
}

function withoutPort(text: string): string | null {
  const address = isIP(text) ? text : (/^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? '');
  if (isIP(address) === 0) return null;
  return /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
}

/**
 * A browser that opens 127.0.0.1 is redirected to localhost, where the cookies and redirect URLs belong. Not done in
 * proxy.ts, because Next makes redirects to its own host relative, which would loop.
 */
export function homeOf(input: { host: string | undefined; target: string; publicUrl: string }): string | null {
  const isOtherName = /^(127\.0\.0\.1|\[::1\])(:\d+)?$/.test(input.host ?? '');
  const isAsked = isOtherName && new URL(input.publicUrl).hostname === 'localhost' && !input.target.startsWith('/api/');
  return isAsked ? `${input.publicUrl}${input.target}` : null;
}
