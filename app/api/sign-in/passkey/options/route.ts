import { passkeyQuestionSchema } from '@/lib/domain/answers/second-factor';
import { startPasskeySignInSchema } from '@/lib/domain/people/second-factor';
import { startPasskeySignIn } from '@/lib/services/second-factor/start-passkey-sign-in';
import { defineRoute } from '@/lib/web/route';
import { answerWith, readSecondStepCookie, setChallengeCookie } from '@/lib/web/ticket-cookies';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sign-in/passkey/options',
  summary: 'Asks for a passkey, after a password or instead of one.',
  tag: 'Sign-in',
  // Gives out a random challenge and stores nothing.
  access: { public: true },
  limit: 'refused-form-by-ip',
  body: startPasskeySignInSchema,
  response: passkeyQuestionSchema,
  handle: async ({ ctx, body, request }) => {
    const ticket = readSecondStepCookie(request.cookies);
    const { options, challengeTicket } = await startPasskeySignIn(ctx, { ...body, ticket });
    const response = answerWith(passkeyQuestionSchema, { options });
    setChallengeCookie(response, challengeTicket);
    return response;
  },
});
