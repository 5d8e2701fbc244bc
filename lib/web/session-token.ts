import { decode } from 'next-auth/jwt';
import { env } from '@/lib/platform/env';

/** The random session ID in next-auth's encrypted cookie, or null. It proves nothing until found in the database. */
export async function readSessionToken(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null;
  try {
    const token = await decode({ token: cookie, secret: env().sessionSecret });
    return typeof token?.['sid'] === 'string' ? token['sid'] : null;
  } catch {
    return null;
  }
}
