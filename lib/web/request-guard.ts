import { isIP } from 'node:net';

/** What our own server decides of a request before Next sees it. */

/** Never believed from a client: each has been a way around a check somewhere. */
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

/** On every answer, files and refusals of our own included, whatever becomes of the proxy behind. */
export const SECURITY_HEADERS: readonly [name: string, value: string][] = [
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  // An activation opens the provider in a popup that comes back to us.
  ['cross-origin-opener-policy', 'same-origin-allow-popups'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['x-frame-options', 'DENY'],
];

/**
 * Whether this is a path of ours. A whole address (which a proxy would be sent) is not, and neither is a path that cannot
 * be decoded or hides a control character: they lead nowhere, and readers of addresses disagree about them.
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
 * Each trusted proxy appends the address it saw; whatever stands further left was typed by the client. Some write the
 * port behind it, which would make every connection somebody else.
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
 * Asked for a page at 127.0.0.1, the Maker sends the browser to localhost, where its cookies and redirect URLs live.
 * Here and not in proxy.ts, because Next makes a redirect to its own host relative, which would lead back.
 */
export function homeOf(input: { host: string | undefined; target: string; publicUrl: string }): string | null {
  const isOtherName = /^(127\.0\.0\.1|\[::1\])(:\d+)?$/.test(input.host ?? '');
  const isAsked = isOtherName && new URL(input.publicUrl).hostname === 'localhost' && !input.target.startsWith('/api/');
  return isAsked ? `${input.publicUrl}${input.target}` : null;
}
