import { request as newRequest, type APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { Api } from './article-set-up';
import { makerUrl } from './target';

const PASSWORD = 'a long password of somebody';

/** Somebody with this role, signed in with a password of their own, as requests send it: a cookie and nothing else. */
export async function signInAsNewUser(
  admin: APIRequestContext,
  { name, email, roleId }: { name: string; email: string; roleId: string },
): Promise<{ userId: string; cookie: string }> {
  const api = new Api(admin);
  const userId = await api.create('/api/users', {
    name,
    email,
    roleId,
    isAdministrator: false,
    profileIds: [],
    defaultProfileId: null,
    ssoConnectorId: null,
    language: 'en',
  });
  const { url } = z.object({ url: z.string() }).parse(await api.post(`/api/users/${userId}/links`, {}));
  const somebody = await newRequest.newContext();
  try {
    await new Api(somebody).post('/api/set-password', {
      token: new URL(url).searchParams.get('token'),
      password: PASSWORD,
    });
    const { csrfToken } = z
      .object({ csrfToken: z.string() })
      .parse(await (await somebody.get(`${makerUrl()}/api/auth/csrf`)).json());
    await somebody.post(`${makerUrl()}/api/auth/callback/credentials`, {
      headers: { origin: makerUrl() },
      form: { csrfToken, email, password: PASSWORD, json: 'true' },
    });
    const { cookies } = await somebody.storageState();
    return { userId, cookie: cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ') };
  } finally {
    await somebody.dispose();
  }
}
