import { z } from 'zod';

const csrfSchema = z.object({ csrfToken: z.string() });

/** Signs in as the login form does, and returns the cookies. */
export async function signIn(
  makerUrl: string,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const first = await fetch(`${makerUrl}/api/auth/csrf`);
  const { csrfToken } = csrfSchema.parse(await first.json());
  const cookies = cookiesOf(first);
  const response = await fetch(`${makerUrl}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookies.join('; '), origin: makerUrl },
    body: new URLSearchParams({ csrfToken, email, password, callbackUrl: makerUrl, json: 'true' }),
  });
  if (response.status >= 400) throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  return [...cookies, ...cookiesOf(response)].join('; ');
}

function cookiesOf(response: Response): string[] {
  return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
}
