import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Permission } from '@/lib/domain/base/permissions';
import { deriveCtx, type Ctx, type UserActor } from '@/lib/services/context';
import { readSession } from '@/lib/services/sessions/read-session';
import { sessionCookieName } from './cookies';
import { createContext } from './context';
import { deployment } from './deployment';
import { readSessionToken } from './session-token';
import { keepFromBrowser, keepInstanceFromBrowser } from './taint';

/** Who is signed in, read from the database once per request. */
export const currentUser = cache(async (): Promise<UserActor | null> => {
  keepInstanceFromBrowser();
  const jar = await cookies();
  const cookie = jar.get(sessionCookieName())?.value;
  const token = await readSessionToken(cookie);
  // Cached for as long as the request's cookies live.
  if (cookie && token) for (const secret of [cookie, token]) keepFromBrowser('A session', secret, jar);
  return token ? readSession(deployment().db, token, new Date()) : null;
});

/** Guards every Maker page: redirects users who aren't signed in or lack the permission. */
export async function requirePage(permission: Permission | 'signed-in'): Promise<Ctx & { actor: UserActor }> {
  const user = await currentUser();
  const requestHeaders = await headers();
  if (!user) redirect(`/login?next=${encodeURIComponent(requestHeaders.get('x-maker-path') ?? '/maker')}`);
  const ctx = deriveCtx(createContext(user, requestHeaders), { actor: user });
  if (permission !== 'signed-in' && !user.isAdministrator && !user.permissions.has(permission)) {
    ctx.log.info({ refusal: 'FORBIDDEN', permission }, 'a page was refused');
    redirect(`/maker/no-access?permission=${encodeURIComponent(permission)}`);
  }
  return ctx;
}

/** For the pages that need no session; the verbs behind them protect themselves. */
export async function anonymousPage(): Promise<Ctx> {
  keepInstanceFromBrowser();
  return createContext({ kind: 'anonymous' }, await headers());
}

/** Guards the Banner: any signed-in user. Their profile decides what they see. */
export async function requireBanner(): Promise<Ctx & { actor: UserActor }> {
  const user = await currentUser();
  if (!user) redirect('/login?next=%2Fbanner');
  return deriveCtx(createContext(user, await headers()), { actor: user });
}
