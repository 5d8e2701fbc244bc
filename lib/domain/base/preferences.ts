export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}

/** Preferences stored in the browser. Scripts can read them, so they contain nothing secret. */
export const PREFERENCE_COOKIES = {
  locale: 'maker-locale',
  theme: 'maker-theme',
  timeZone: 'maker-time-zone',
} as const;

export function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
