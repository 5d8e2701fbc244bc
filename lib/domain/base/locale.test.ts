import { describe, expect, it } from 'vitest';
import { resolveLocale } from './locale';

describe('resolveLocale', () => {
  it("prefers the user's setting, then the cookie, then the browser", () => {
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
  ])('resolves Accept-Language %s to %s', (acceptLanguage, locale) => {
    expect(resolveLocale({ acceptLanguage })).toBe(locale);
  });

  it('ignores unsupported languages from any source', () => {
    expect(resolveLocale({ user: 'de', cookie: '../en', acceptLanguage: 'fr' })).toBe('fr');
  });
});
