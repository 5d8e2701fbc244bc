import { NextResponse } from 'next/server';
import { signInCodeSchema } from '@/lib/domain/people/second-factor';
import { verifyCode } from '@/lib/services/second-factor/verify-code';
import { defineRoute } from '@/lib/web/route';
import { readSignInCookies, startSession } from '@/lib/web/ticket-cookies';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sign-in/code',
  summary: 'The second step of a sign-in with a password: a code of an authenticator app, or a recovery code.',
  tag: 'Sign-in',
  // The sealed ticket of the first step and the account decide.
  access: { public: true },
  limit: 'refused-form-by-ip',
  body: signInCodeSchema,
  handle: async ({ ctx, body, request }) => {
    const { ticket, formerToken } = await readSignInCookies(request);
    const { token } = await verifyCode(ctx, { ...body, ticket, formerToken });
    return startSession(new NextResponse(null, { status: 204 }), token);
  },
});
