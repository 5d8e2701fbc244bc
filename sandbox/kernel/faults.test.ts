import { describe, expect, it } from 'vitest';
import { faultSchema, matchesPattern } from './faults';

describe("a fault's path pattern", () => {
  it.each([
    ['*', '/anything', true],
    ['/crm/*', '/crm/objects', true],
    ['/crm/*', '/crm', false],
    ['*/search', '/crm/v3/objects/contacts/search', true],
    ['*/search', '/search/x', false],
    ['/crm/*/contacts*', '/crm/objects/2026-09/contacts/1', true],
    ['/oauth/*/token', '/oauth/v3/token/introspect', false],
    ['/a*a', '/a', false],
    ['/a*b*b', '/ab', false],
    ['/a*b*b', '/abb', true],
    ['/x', '/xy', false],
    ['/x.y', '/xzy', false],
    ['', '/', false],
  ])('%s and %s: %s', (pattern, path, expected) => expect(matchesPattern(pattern, path)).toBe(expected));

  it("isn't slowed down by a pattern with many stars", () => {
    expect(matchesPattern(`${'*a'.repeat(40)}b`, `/${'a'.repeat(5000)}`)).toBe(false);
  });
});

it.each([
  ['a b', 'x'],
  ['X-Break', 'a\r\nSet-Cookie: b'],
  ['X-Snow', '☃'],
])('refuses an invalid header: %s', (name, value) => {
  expect(faultSchema.safeParse({ headers: { [name]: value } }).success).toBe(false);
});
