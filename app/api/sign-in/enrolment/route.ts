import { startedEnrolmentSchema } from '@/lib/domain/answers/second-factor';
import { startEnrolmentSchema } from '@/lib/domain/people/second-factor';
import { startEnrolment } from '@/lib/services/second-factor/start-enrolment';
import { defineRoute } from '@/lib/web/route';
import { readSecondStepCookie } from '@/lib/web/ticket-cookies';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sign-in/enrolment',
  summary: 'Starts to set up a second factor that the role requires, after a correct password.',
  tag: 'Sign-in',
  // The sealed ticket of the first step decides.
  access: { public: true },
  limit: 'refused-form-by-ip',
  body: startEnrolmentSchema,
  response: startedEnrolmentSchema,
  handle: ({ ctx, body, request }) =>
    startEnrolment(ctx, { by: 'sign-in', ticket: readSecondStepCookie(request.cookies) }, body),
});
