import { deployment } from './deployment';

/**
 * Names and attributes of our cookies. On https they carry `__Host-`: no domain, whole site, Secure.
 * On http://localhost they go without, because Safari refuses both there.
 */
export function cookieName(name: string): string {
  return isSecure() ? `__Host-maker.${name}` : `maker.${name}`;
}

/** Lax, because the provider's callback is a navigation from another site. */
export function cookieAttributes(): { httpOnly: true; secure: boolean; sameSite: 'lax'; path: '/' } {
  return { httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/' };
}

export const sessionCookieName = () => cookieName('session');

function isSecure(): boolean {
  return deployment().publicUrl.startsWith('https://');
}
