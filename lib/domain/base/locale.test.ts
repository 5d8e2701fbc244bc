import { describe, expect, it } from 'vitest';
import { resolveLocale } from './locale';

describe('resolveLocale', () => {
  it('puts the user before the cookie, and the cookie before the browser', () => {
    expect(resolveLocale({ user: 'fr', cookie: 'en', acceptLanguage: 'en' })).toBe('fr');
    expect(resolveLocale({ user: null, cookie: 'fr', acceptLanguage: 'en' })).toBe('fr');
  });

  it.each([
    ['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
    ['en;q=0.4, fr;q=0.7', 'fr'],
    ['de-DE, de;q=0.9, fr;q=0.2', 'fr'],
    ['fr;q=0, en;q=0.1', 'en'],
    ['de', 'en'],
    ['', 'en'],
    [';;;,=,q', 'en'],
  ])('reads Accept-Language %s as %s', (acceptLanguage, locale) => {
    expect(resolveLocale({ acceptLanguage })).toBe(locale);
  });

  it('ignores languages that it does not speak, wherever they come from', () => {
    expect(resolveLocale({ user: 'de', cookie: '../en', acceptLanguage: 'fr' })).toBe('fr');
  });
});
