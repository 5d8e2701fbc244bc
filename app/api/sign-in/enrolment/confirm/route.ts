import { confirmedEnrolmentSchema } from '@/lib/domain/answers/second-factor';
import { confirmEnrolmentSchema } from '@/lib/domain/people/second-factor';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { defineRoute } from '@/lib/web/route';
import { answerWith, readSignInCookies, startSession } from '@/lib/web/ticket-cookies';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sign-in/enrolment/confirm',
  summary: 'Finishes setting up the required second factor, signs in, and returns recovery codes once.',
  tag: 'Sign-in',
  // The sealed ticket of the first step decides.
  access: { public: true },
  limit: 'refused-form-by-ip',
  body: confirmEnrolmentSchema,
  response: confirmedEnrolmentSchema,
  handle: async ({ ctx, body, request }) => {
    const { ticket, formerToken } = await readSignInCookies(request);
    const { token, ...confirmed } = await confirmEnrolment(ctx, { by: 'sign-in', ticket, formerToken }, body);
    const response = answerWith(confirmedEnrolmentSchema, confirmed);
    return token === null ? response : startSession(response, token);
  },
});
