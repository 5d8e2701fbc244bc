import { request as playwright, type APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { Api } from '@/tests/e2e/support/article-set-up';
import { BannerStream } from './banner-stream';
import type { BenchContext } from './figure';
import { signIn } from './sign-in';

const PASSWORD = 'correct horse battery staple';

export interface Agent {
  id: string;
  email: string;
  cookie: string;
  stream: BannerStream;
}

/** Sends requests as the administrator. */
export async function signedIn({ makerUrl, admin }: BenchContext): Promise<APIRequestContext> {
  const cookies = (await signIn(makerUrl, admin)).split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return {
      name,
      value: value.join('='),
      domain: new URL(makerUrl).hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax' as const,
    };
  });
  return playwright.newContext({ storageState: { cookies, origins: [] } });
}

const idSchema = z.object({ id: z.string() });
const rolesSchema = z.object({ items: z.array(idSchema) });
const linkSchema = z.object({ url: z.string() });

/** A new signed-in user with an open Banner. */
export async function openBanner(
  { makerUrl }: BenchContext,
  request: APIRequestContext,
  { email, profileId }: { email: string; profileId: string | null },
): Promise<Agent> {
  const api = new Api(request);
  const [role] = rolesSchema.parse(await api.get('/api/roles')).items;
  const id = await api.create('/api/users', {
    name: email,
    email,
    roleId: role?.id,
    isAdministrator: false,
    profileIds: profileId === null ? [] : [profileId],
    defaultProfileId: profileId,
    ssoConnectorId: null,
    language: 'en',
  });
  const { url } = linkSchema.parse(await api.post(`/api/users/${id}/links`, {}));
  await api.post('/api/set-password', { token: new URL(url).searchParams.get('token'), password: PASSWORD });
  const cookie = await signIn(makerUrl, { email, password: PASSWORD });
  return { id, email, cookie, stream: await BannerStream.open(makerUrl, cookie) };
}
