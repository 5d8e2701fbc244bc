import { createHash, randomBytes } from 'node:crypto';

/** The parts of OAuth 2 that all providers share: RFC 6749, RFC 7636 (PKCE). */

export interface PkcePair {
  verifier: string;
  challenge: string;
}

/** 256 random bits, S256. */
export function createPkcePair(): PkcePair {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: pkceChallenge(verifier) };
}

export function pkceChallenge(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

/** Encodes spaces as `%20`, because some authorize pages don't accept a plus sign. */
export function buildAuthorizeUrl(endpoint: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(endpoint);
  url.search = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return url.href;
}

const MIN_LIFETIME_SECONDS = 60;
const MAX_LIFETIME_SECONDS = 86_400;

/** A token's lifetime as given by the provider, clamped to a plausible range. */
export function clampLifetime(seconds: number): number {
  return Math.min(Math.max(Math.floor(seconds), MIN_LIFETIME_SECONDS), MAX_LIFETIME_SECONDS);
}
