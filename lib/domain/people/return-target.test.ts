import { describe, expect, it } from 'vitest';
import { returnTarget } from './return-target';

const OWN = 'https://maker.example.com';

/** Each has sent a browser elsewhere somewhere. */
const HOSTILE = [
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '//evil.example/%2e%2e',
  '//evil.example@maker.example.com',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\\/evil.example',
  '/\\\\evil.example',
  '/%5cevil.example',
  '/%5Cevil.example',
  '%2f%2fevil.example',
  '/%2fevil.example',
  '/%2Fevil.example',
  '/%2f%2fevil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/./\\evil.example',
  '/x/..//evil.example',
  '/%2e%2e//evil.example',
  '/x/%2e%2e//evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'HTTPS://EVIL.EXAMPLE',
  'http://evil.example',
  'https:\\\\evil.example',
  'https:///evil.example',
  'https://maker.example.com@evil.example',
  'https://maker.example.com.evil.example',
  'https://evil.example#maker.example.com',
  'ftp://evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://evil.example/x',
  'mailto:x@evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '/\r\nLocation: https://evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '/%09/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '\u0000//evil.example',
  '/\u0000/evil.example',
  '/%00/evil.example',
  '/\u2044evil.example',
  '/\uff0fevil.example',
  '/\u2215evil.example',
  '/\u29f8evil.example',
  '/\u3000/evil.example',
  '/\u200b/evil.example',
  '/\ufeff/evil.example',
  'evil.example',
  '@evil.example',
  '.evil.example',
  ':evil.example',
  '?next=//evil.example',
  '#//evil.example',
  '',
  ' ',
  '/api/auth/signout',
  '/api/sso/login/x',
  '/%E0%A4%A',
  '/%',
  `/${'a'.repeat(2001)}`,
];

describe('redirect after sign-in', () => {
  it('covers at least sixty open-redirect attempts', () => {
    expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(60);
  });

  it.each(HOSTILE)('%j is replaced with the fallback', (wanted) => {
    expect(returnTarget(wanted, '/maker')).toBe('/maker');
  });

  it.each([
    '/maker',
    '/banner',
    '/maker/users?q=a%20b&page=2',
    '/maker/crm/1/objects#top',
    '/maker/users?next=https://x',
    '/maker/h%C3%A9l%C3%A8ne',
  ])('%j is one of our paths and is kept', (wanted) => {
    expect(returnTarget(wanted, '/fallback')).toBe(wanted);
    expect(new URL(wanted, OWN).origin).toBe(OWN);
  });

  it.each([null, undefined])('%j is the fallback', (wanted) => {
    expect(returnTarget(wanted, '/maker')).toBe('/maker');
  });
});
