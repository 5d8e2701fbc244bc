import { NextResponse, type NextRequest } from 'next/server';
import { KNOWN_BROWSER_MS } from '@/lib/services/sessions/remember-account';
import { cookieAttributes, cookieName } from './cookies';

/** Tells the limits that somebody signed in with this browser before. It stays when they sign out. */
const NAME = () => cookieName('known-browser');

export function readKnownBrowser(request: NextRequest): string | null {
  return request.cookies.get(NAME())?.value ?? null;
}

export function setKnownBrowser(response: NextResponse, text: string): void {
  response.cookies.set(NAME(), text, { ...cookieAttributes(), maxAge: KNOWN_BROWSER_MS / 1000 });
}

/** For a response that isn't ours. */
export function withKnownBrowser(response: Response, text: string): NextResponse {
  const own = new NextResponse(response.body, response);
  setKnownBrowser(own, text);
  return own;
}
