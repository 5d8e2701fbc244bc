const YEAR_S = 31_536_000;

/** Remembered by the browser, so that the server's first byte already has the right theme, language and time zone. */
export function setPreference(cookie: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${cookie}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
}
