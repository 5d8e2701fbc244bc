import { request as newRequest, type APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { Api } from './article-set-up';
import { makerUrl } from './target';

export const PASSWORD = 'a long password of somebody';

interface NewUser {
  name: string;
  email: string;
  roleId: string;
  isAdministrator?: boolean;
}

/** Somebody with this role, who has chosen PASSWORD. Returns their ID. */
export async function createUser(
  admin: APIRequestContext,
  { name, email, roleId, isAdministrator = false }: NewUser,
  origin = makerUrl(),
): Promise<string> {
  const api = new Api(admin, origin);
  const userId = await api.create('/api/users', {
    name,
    email,
    roleId,
    isAdministrator,
    profileIds: [],
    defaultProfileId: null,
    ssoConnectorId: null,
    language: 'en',
  });
  const { url } = z.object({ url: z.string() }).parse(await api.post(`/api/users/${userId}/links`, {}));
  const somebody = await newRequest.newContext();
  try {
    const token = new URL(url).searchParams.get('token');
    await new Api(somebody, origin).post('/api/set-password', { token, password: PASSWORD });
  } finally {
    await somebody.dispose();
  }
  return userId;
}

/** Somebody with this role, signed in with a password of their own, as requests send it: a cookie and nothing else. */
export async function signInAsNewUser(
  admin: APIRequestContext,
  { name, email, roleId }: { name: string; email: string; roleId: string },
): Promise<{ userId: string; cookie: string }> {
  const userId = await createUser(admin, { name, email, roleId });
  const { cookies } = await signIn({ email, password: PASSWORD });
  return { userId, cookie: cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ') };
}

/** What a browser has after signing in, without the pages; the flows of signing in go through them. */
export async function signIn({ email, password }: { email: string; password: string }) {
  const somebody = await newRequest.newContext();
  try {
    const { csrfToken } = z
      .object({ csrfToken: z.string() })
      .parse(await (await somebody.get(`${makerUrl()}/api/auth/csrf`)).json());
    await somebody.post(`${makerUrl()}/api/auth/callback/credentials`, {
      headers: { origin: makerUrl() },
      form: { csrfToken, email, password, json: 'true' },
    });
    const account = await somebody.get(`${makerUrl()}/api/account/sessions`);
    if (!account.ok()) throw new Error(`${email} is not signed in: ${account.status()}`);
    return await somebody.storageState();
  } finally {
    await somebody.dispose();
  }
}
