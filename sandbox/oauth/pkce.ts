import { createHash } from 'node:crypto';
import { sameSecret } from '../kernel/random';
import type { AuthorizationCode } from '../world/grant-store';

type Challenge = AuthorizationCode['challenge'];

/** RFC 7636 §4.1: the verifier's alphabet and length; §4.2: the two methods. */
const verifierPattern = /^[A-Za-z0-9\-._~]{43,128}$/;

export function readChallenge(query: URLSearchParams): { challenge: Challenge } | { problem: string } {
  const value = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if (value === null)
    return method === null
      ? { challenge: null }
      : { problem: 'code_challenge_method was sent without code_challenge.' };
  if (method !== null && method !== 'S256' && method !== 'plain')
    return { problem: 'code_challenge_method is S256 or plain.' };
  if (!verifierPattern.test(value)) return { problem: 'code_challenge has 43 to 128 unreserved characters.' };
  return { challenge: { value, method: method ?? 'plain' } };
}

/**
 * Also rejects a verifier without a challenge, which means that the challenge was removed in transit (RFC 9700 §4.8).
 */
export function verifierMatches(challenge: Challenge, verifier: string | null): boolean {
  if (challenge === null) return verifier === null;
  if (verifier === null || !verifierPattern.test(verifier)) return false;
  const derived = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  return sameSecret(derived, challenge.value);
}
