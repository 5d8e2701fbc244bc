import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { encode } from 'next-auth/jwt';
import type { NextRequest } from 'next/server';
import { returnTarget } from '@/lib/domain/people/return-target';
import { env } from '@/lib/platform/env';
import { signInWithPassword, type PasswordSignIn } from '@/lib/services/sessions/sign-in-with-password';
import { endSession } from '@/lib/services/sessions/end-session';
import { ABSOLUTE_MS } from '@/lib/services/sessions/read-session';
import { createContext } from './context';
import { cookieAttributes, cookieName, sessionCookieName } from './cookies';
import { deployment } from './deployment';
import { readKnownBrowser } from './known-browser-cookie';
import { readSessionToken } from './session-token';

const MAX_AGE_SECONDS = ABSOLUTE_MS / 1000;

/** After a correct password. */
export type SignInStage = Exclude<PasswordSignIn, { kind: 'refused' }>;

/** What next-auth can't pass on: it sets no cookies but its own, and makes a sentence for the browser of what failed. */
interface Told {
  onPassword: (stage: SignInStage) => void;
  onFailure: (error: unknown) => void;
}

/**
 * next-auth keeps the session cookie and the form's CSRF protection for local accounts.
 * Its token carries one thing, the random session id; the `Session` row behind it is read on every request.
 * It never sees a provider: sign-in through HubSpot ends in `sealSessionCookie`, and so does the second step of a
 * sign-in with a password. What the browser gets besides the session, and what failed, is told to the route.
 */
export function authOptions(request: NextRequest, told: Told): NextAuthOptions {
  const options = { ...cookieAttributes() };
  return {
    secret: env().sessionSecret,
    session: { strategy: 'jwt', maxAge: MAX_AGE_SECONDS },
    pages: { signIn: '/login', error: '/login' },
    cookies: {
      sessionToken: { name: sessionCookieName(), options },
      csrfToken: { name: cookieName('csrf'), options },
      callbackUrl: { name: cookieName('next'), options },
    },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials) {
          const ctx = createContext({ kind: 'anonymous' }, request.headers);
          const former = await readSessionToken(request.cookies.get(sessionCookieName())?.value);
          const result = await telling(told, () =>
            signInWithPassword(ctx, {
              email: credentials?.email ?? '',
              password: credentials?.password ?? '',
              formerToken: former,
              knownBrowser: readKnownBrowser(request),
            }),
          );
          // next-auth passes an error's text to the page: here, a message key, and what its sentence names.
          if (result.kind === 'refused') throw new Error(refusalText(result));
          told.onPassword(result);
          if (result.kind === 'second-step') throw new Error('second_step');
          return { id: result.token };
        },
      }),
    ],
    callbacks: {
      // `user` is only set at sign-in.
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token['sid'] }),
      session: ({ session }) => ({ expires: session.expires }),
      // From our configuration, because next-auth would take it from the request.
      redirect: ({ url }) => `${deployment().publicUrl}${returnTarget(url, '/maker')}`,
    },
    events: {
      async signOut({ token }) {
        const sid = token['sid'];
        if (typeof sid !== 'string') return;
        const ctx = createContext({ kind: 'anonymous' }, request.headers);
        await telling(told, () => endSession(ctx, { token: sid }));
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

async function telling<T>({ onFailure }: Told, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    onFailure(error);
    throw error;
  }
}

function refusalText(refusal: Extract<PasswordSignIn, { kind: 'refused' }>): string {
  if (refusal.reason === 'slow_down') return `slow_down:${refusal.seconds}`;
  if (refusal.reason === 'wrong_credentials') return refusal.reason;
  // A reference has no colon.
  return `${refusal.reason}:${refusal.connector.reference}:${refusal.connector.name}`;
}

/** The session cookie as next-auth would set it, for sign-in through a provider. */
export async function sealSessionCookie(
  sessionToken: string,
): Promise<{ name: string; value: string; options: ReturnType<typeof cookieAttributes> & { maxAge: number } }> {
  return {
    name: sessionCookieName(),
    value: await encode({ token: { sid: sessionToken }, secret: env().sessionSecret, maxAge: MAX_AGE_SECONDS }),
    options: { ...cookieAttributes(), maxAge: MAX_AGE_SECONDS },
  };
}
