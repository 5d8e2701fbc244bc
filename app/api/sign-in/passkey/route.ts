import { NextResponse } from 'next/server';
import { passkeySignInSchema } from '@/lib/domain/people/second-factor';
import { finishPasskeySignIn } from '@/lib/services/second-factor/finish-passkey-sign-in';
import { readKnownBrowser, setKnownBrowser } from '@/lib/web/known-browser-cookie';
import { defineRoute } from '@/lib/web/route';
import { readSignInCookies, startSession } from '@/lib/web/ticket-cookies';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sign-in/passkey',
  summary: 'Signs in with a passkey, after a password or instead of one.',
  tag: 'Sign-in',
  // The sealed challenge, the signature and the account decide.
  access: { public: true },
  limit: 'refused-form-by-ip',
  body: passkeySignInSchema,
  handle: async ({ ctx, body, request }) => {
    const cookies = { ...(await readSignInCookies(request)), knownBrowser: readKnownBrowser(request) };
    const { token, knownBrowser } = await finishPasskeySignIn(ctx, { ...body, ...cookies });
    const response = new NextResponse(null, { status: 204 });
    setKnownBrowser(response, knownBrowser);
    return startSession(response, token);
  },
});
