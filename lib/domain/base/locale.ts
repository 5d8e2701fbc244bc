export const LOCALES = ['en', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

interface LocaleSources {
  /** What the signed-in user chose. */
  user?: string | null;
  /** What somebody chose before signing in. */
  cookie?: string | null;
  acceptLanguage?: string | null;
}

/** The user's own choice, then the browser's cookie, then what the browser prefers, then English. */
export function resolveLocale({ user, cookie, acceptLanguage }: LocaleSources): Locale {
  if (isLocale(user)) return user;
  if (isLocale(cookie)) return cookie;
  return preferredLocale(acceptLanguage ?? '') ?? 'en';
}

/** The best of `fr-CH;q=0.9, en;q=0.8` that we speak; a quality of 0 means "not this one". */
function preferredLocale(acceptLanguage: string): Locale | undefined {
  return acceptLanguage
    .slice(0, 200)
    .split(',')
    .map((entry) => {
      const [range = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
      return { language: range.split('-')[0], quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((entry) => entry.language)
    .find(isLocale);
}
