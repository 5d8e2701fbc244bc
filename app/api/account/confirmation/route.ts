import { confirmationSchema, confirmedSchema } from '@/lib/domain/answers/user';
import { confirmSignInSchema } from '@/lib/domain/people/people';
import { confirmSignIn } from '@/lib/services/sessions/confirm-sign-in';
import { readConfirmation } from '@/lib/services/sessions/queries';
import { defineRoute } from '@/lib/web/route';
import { answerWith, secondStepCookie, startSession } from '@/lib/web/ticket-cookies';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/account/confirmation',
  summary: 'Tells how the current user can sign in again, and whether they did in the last five minutes.',
  tag: 'My account',
  access: { signedIn: true },
  response: confirmationSchema,
  handle: ({ ctx }) => readConfirmation(ctx),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/account/confirmation',
  summary: 'Signs the current user in again with their password, in the same session, before a sensitive change.',
  tag: 'My account',
  access: { signedIn: true },
  body: confirmSignInSchema,
  response: confirmedSchema,
  handle: async ({ ctx, body }) => {
    const result = await confirmSignIn(ctx, body);
    const needsSecondStep = result.kind === 'second-step';
    const response = answerWith(confirmedSchema, { needsSecondStep });
    if (!needsSecondStep) return startSession(response, result.token);
    response.headers.append('set-cookie', secondStepCookie(result.ticket));
    return response;
  },
});
