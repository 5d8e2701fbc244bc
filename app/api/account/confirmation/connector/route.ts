import { NextResponse } from 'next/server';
import { startedConfirmationSchema } from '@/lib/domain/answers/user';
import { startConfirmation } from '@/lib/services/sso-sign-in/start-confirmation';
import { defineRoute } from '@/lib/web/route';
import { setTransactionCookie } from '@/lib/web/transaction-cookies';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/account/confirmation/connector',
  summary: 'Starts signing in again through the SSO connector of the current session, in a window of its own.',
  tag: 'My account',
  access: { signedIn: true },
  response: startedConfirmationSchema,
  handle: async ({ ctx, request }) => {
    const transaction = await startConfirmation(ctx);
    const { authorizeUrl } = transaction;
    const response = NextResponse.json(startedConfirmationSchema.parse({ authorizeUrl }));
    setTransactionCookie(request, response, transaction);
    return response;
  },
});
