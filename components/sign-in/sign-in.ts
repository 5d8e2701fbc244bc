import { z } from 'zod';

export type SignInResult =
  /** `second_step`: the password was right, and a cookie of this browser leads on. */
  | { kind: 'signed-in' }
  | { kind: 'second_step' }
  | { kind: 'wrong_credentials' | 'offline' | 'failed' }
  | { kind: 'slow_down'; seconds: number }
  /** The password was right, and the role requires this connector. */
  | { kind: 'connector_required'; connector: { name: string; href: string } };

const csrfSchema = z.object({ csrfToken: z.string() });
const answerSchema = z.object({ url: z.string() });

/** Signs in with a password through next-auth: its CSRF token first, then the credentials. */
export async function signInWithPassword(credentials: { email: string; password: string }): Promise<SignInResult> {
  try {
    const { csrfToken } = csrfSchema.parse(await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json());
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...credentials, csrfToken, callbackUrl: '/', json: 'true' }),
    });
    const answer = answerSchema.safeParse(await response.json().catch(() => null));
    if (!answer.success) return { kind: 'failed' };
    const error = new URL(answer.data.url, location.origin).searchParams.get('error');
    if (response.ok && error === null) return { kind: 'signed-in' };
    const seconds = /^slow_down:(\d+)$/.exec(error ?? '')?.[1];
    if (seconds !== undefined) return { kind: 'slow_down', seconds: Number(seconds) };
    const [, reference, name] = /^connector_required:([^:]+):(.+)$/.exec(error ?? '') ?? [];
    if (reference !== undefined && name !== undefined)
      return {
        kind: 'connector_required',
        connector: { name, href: `/api/sso/login/${encodeURIComponent(reference)}` },
      };
    return { kind: error === 'second_step' || error === 'wrong_credentials' ? error : 'failed' };
  } catch (error) {
    return { kind: error instanceof TypeError ? 'offline' : 'failed' };
  }
}
