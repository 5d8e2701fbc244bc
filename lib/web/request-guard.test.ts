import { describe, expect, it } from 'vitest';
import { clientAddress, homeOf, isOwnTarget } from './request-guard';

describe('redirect targets outside our paths', () => {
  it.each([
    'http://[x/',
    'https://attacker.example/maker',
    'http://localhost:3000/maker',
    '*',
    '?x',
    'maker',
    '',
    'localhost:3000',
    '/%zz',
    '/api/users/%',
    '/api/sso/login/%ff',
    '/api/sso/login/%c0%af',
    '/%00',
    '/maker%0a',
    '/maker%0D%0ASet-Cookie:a=b',
    '/\u007f',
  ])('accepts %j', (target) => expect(isOwnTarget(target)).toBe(false));

  it.each([
    '/',
    '/maker?q=%zz',
    '/maker/users?search=100%',
    '/api/sso/login/a%40b',
    '/caf%C3%A9',
    '//attacker.example',
    '/maker?next=%0a',
  ])('refuses %j', (target) => expect(isOwnTarget(target)).toBe(true));
});

describe("a client's address", () => {
  const of = (
    trustedProxies: number,
    forwardedFor: string | undefined,
    socketAddress: string | undefined = '10.0.0.9',
  ) => clientAddress({ forwardedFor, socketAddress, trustedProxies });

  it.each<[string, number, string | undefined, string]>([
    ['without a proxy nothing that is written counts', 0, '203.0.113.7', '10.0.0.9'],
    ['one proxy: what it appended', 1, '6.6.6.6, 203.0.113.7', '203.0.113.7'],
    ['two proxies: what the outer one appended', 2, '6.6.6.6, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['fewer hops than proxies: nobody but the socket can say', 2, '203.0.113.7', '10.0.0.9'],
    ['none at all', 1, undefined, '10.0.0.9'],
    ['an empty hop', 1, '203.0.113.7,', '10.0.0.9'],
    ['a word', 1, 'unknown', '10.0.0.9'],
    ['something long', 1, 'x'.repeat(5000), '10.0.0.9'],
    ['with a port', 1, '203.0.113.7:54321', '203.0.113.7'],
    ['IPv6 with a port', 1, '[2001:db8::1]:443', '2001:db8::1'],
    ['IPv6', 1, '2001:db8::1', '2001:db8::1'],
    ['IPv4 in IPv6', 1, '::ffff:203.0.113.7', '203.0.113.7'],
  ])('%s', (_name, proxies, header, expected) => expect(of(proxies, header)).toBe(expected));

  it('comes from the socket, with IPv4-mapped IPv6 unwrapped, or is missing', () => {
    expect(of(0, undefined, '::ffff:127.0.0.1')).toBe('127.0.0.1');
    expect(of(0, undefined, '')).toBe('unknown');
  });
});

describe("redirecting from the machine's other name", () => {
  const publicUrl = 'http://localhost:3000';
  it.each<[string, string, string | null]>([
    ['127.0.0.1:3000', '/maker?a=1', 'http://localhost:3000/maker?a=1'],
    ['[::1]:3000', '/', 'http://localhost:3000/'],
    ['127.0.0.1:3000', '//attacker.example', 'http://localhost:3000//attacker.example'],
    ['127.0.0.1:3000', '/api/users', null],
    ['localhost:3000', '/maker', null],
    ['attacker.example', '/maker', null],
  ])('%s %s', (host, target, expected) => expect(homeOf({ host, target, publicUrl })).toBe(expected));
  it('only happens on localhost', () =>
    expect(homeOf({ host: '127.0.0.1', target: '/', publicUrl: 'https://maker.example.com' })).toBeNull());
});
