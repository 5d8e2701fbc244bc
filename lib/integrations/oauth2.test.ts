import { describe, expect, it } from 'vitest';
import { buildAuthorizeUrl, clampLifetime, createPkcePair, pkceChallenge } from './oauth2';

describe('PKCE', () => {
  it('produces the challenge of RFC 7636, appendix B', () => {
    expect(pkceChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  it('creates a new 256-bit pair each time', () => {
    const pairs = Array.from({ length: 50 }, createPkcePair);
    expect(new Set(pairs.map((pair) => pair.verifier)).size).toBe(50);
    for (const { verifier, challenge } of pairs) {
      expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(pkceChallenge(verifier)).toBe(challenge);
    }
  });
});

it('encodes spaces as %20 and omits empty parameters', () => {
  expect(
    buildAuthorizeUrl('https://app.example.com/oauth/authorize', { scope: 'a b', state: 'x+y&z', extra: undefined }),
  ).toBe('https://app.example.com/oauth/authorize?scope=a%20b&state=x%2By%26z');
});

it.each([
  [-1, 60],
  [0, 60],
  [1800, 1800],
  [1799.9, 1799],
  [1e12, 86_400],
])('reads a lifetime of %d seconds as %d', (given, expected) => expect(clampLifetime(given)).toBe(expected));
