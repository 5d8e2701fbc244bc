import type { NextResponse } from 'next/server';
import { connectorReferenceSchema } from '@/lib/domain/people/sso';
import { cookieAttributes, cookieName } from './cookies';

/**
 * Remembers the connector this browser last signed in through, so that the sign-in page offers it with one click. It
 * grants nothing and reveals no other connectors.
 */
const NAME = () => cookieName('way-in');
const KEPT_SECONDS = 180 * 24 * 60 * 60;

export function rememberConnector(response: NextResponse, connectorReference: string): void {
  response.cookies.set(NAME(), encodeURIComponent(connectorReference), { ...cookieAttributes(), maxAge: KEPT_SECONDS });
}

/** Forgets a connector that no longer exists. */
export function forgetConnector(response: NextResponse): void {
  response.cookies.set(NAME(), '', { ...cookieAttributes(), maxAge: 0 });
}

/** The login URL's path, or null. */
export function readLastConnector(jar: { get(name: string): { value: string } | undefined }): string | null {
  const kept = connectorReferenceSchema.safeParse(decoded(jar.get(NAME())?.value ?? ''));
  return kept.success ? `/api/sso/login/${encodeURIComponent(kept.data)}` : null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
