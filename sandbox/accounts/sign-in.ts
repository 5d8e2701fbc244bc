import type { Call } from '../world/context';
import { sameSecret, randomUUID } from '../kernel/random';
import type { Person } from '../seed/people';

export const sessionCookieName = 'sandbox.session';
const sessionCookieOptions = 'Path=/; HttpOnly; SameSite=Lax';

/** The person with this email and password, or null. The page doesn't say which of the two is wrong. */
export function checkPassword({ world }: Pick<Call, 'world'>, email: string, password: string): Person | null {
  const person = world.accounts.personByEmail(email);
  return person && sameSecret(password, person.password) ? person : null;
}

/** Returns the Set-Cookie value. */
export function startSession(call: Call, person: Person): string {
  const sessionId = randomUUID();
  call.commit({ type: 'session.started', portalId: null, data: { sessionId, userId: person.userId } });
  return `${sessionCookieName}=${sessionId}; ${sessionCookieOptions}`;
}

export function endSession(call: Call, sessionId: string | null): string {
  if (sessionId !== null) call.commit({ type: 'session.ended', portalId: null, data: { sessionId } });
  return `${sessionCookieName}=; Max-Age=0; ${sessionCookieOptions}`;
}
