/** Where passkeys of this deployment work, or why they can't. */
export type PasskeySite =
  | { kind: 'usable'; rpId: string; origin: string }
  | { kind: 'unusable'; reason: 'ip_address' | 'insecure' };

/**
 * Browsers bind a passkey to a host name: an IP address is none (https://www.w3.org/TR/webauthn-3/#rp-id), and beside
 * https only localhost counts as secure (https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy).
 */
export function passkeySite(publicUrl: string): PasskeySite {
  const { protocol, hostname, origin } = new URL(publicUrl);
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return { kind: 'unusable', reason: 'ip_address' };
  if (protocol !== 'https:' && hostname !== 'localhost') return { kind: 'unusable', reason: 'insecure' };
  return { kind: 'usable', rpId: hostname, origin };
}
