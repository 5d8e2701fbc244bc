import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpStepOf, totpUri } from './totp';

/** RFC 6238, appendix B: the ASCII text 12345678901234567890 as base32, and the last six digits of its SHA-1 vectors. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const VECTORS: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
];

describe('totpStepOf', () => {
  it.each(VECTORS)("returns the RFC's code at %i seconds", (seconds, code) => {
    expect(totpStepOf(SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('accepts one step before and after, and returns the step of the code', () => {
    const step = Math.floor(1_234_567_890 / 30);
    const shifted = (seconds: number) => totpStepOf(SECRET, '005924', new Date((1_234_567_890 + seconds) * 1000));
    expect([-60, -30, 0, 30, 60].map(shifted)).toEqual([null, step, step, step, null]);
  });

  it.each(['', '00592', '0059245', '5924', 'abcdef', '００５９２４'])('refuses “%s”', (code) => {
    expect(totpStepOf(SECRET, code, new Date(1_234_567_890_000))).toBeNull();
  });
});

describe('newTotpSecret and totpUri', () => {
  it('generate 160 random bits, and a URI that apps can read', () => {
    const [one, other] = [newTotpSecret(), newTotpSecret()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(other);
    const uri = new URL(totpUri(one, { issuer: 'Maker (acme.ino.cx)', account: 'ada@example.com' }));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(one);
    expect(uri.searchParams.get('issuer')).toBe('Maker (acme.ino.cx)');
    expect(decodeURIComponent(uri.pathname)).toContain('ada@example.com');
  });
});
