import { sessionCookieName } from '../accounts/sign-in';
import type { SandboxRequest } from '../contract';
import type { Call } from '../world/context';
import type { Person } from '../seed/people';

/** The signed-in person. */
export function signedInPerson({ world, request }: Pick<Call, 'world' | 'request'>): Person | null {
  const sessionId = readCookie(request, sessionCookieName);
  const userId = sessionId === null ? null : world.sessions.userId(sessionId);
  return userId === null ? null : world.accounts.person(userId);
}

export function readCookie({ headers }: SandboxRequest, name: string): string | null {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function readPageForm({ rawBody }: SandboxRequest): URLSearchParams {
  return new URLSearchParams(rawBody);
}

/** Where to continue after signing in. Only a path of the sandbox itself is allowed; defaults to the home page. */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(next)) return '/';
  return next;
}
