import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';

export { randomUUID };

/** `na1-aaaa-bbbb-cccc-dddd-eeeeeeeeeeee`: the shape of HubSpot's codes, refresh tokens and newer keys. */
export function hubletToken(hublet: string): string {
  const hex = randomBytes(14).toString('hex');
  return [hublet, hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16)].join('-');
}

/** Opaque and long, because HubSpot may change the length and content of access tokens at any time. */
export function opaqueToken(length: number): string {
  return `C${randomBytes(length).toString('base64url')}`.slice(0, length);
}

export function numericId(from: number, to: number): number {
  return randomInt(from, to);
}

/** A constant-time comparison. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
