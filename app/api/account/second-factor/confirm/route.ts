import { confirmedEnrolmentSchema } from '@/lib/domain/answers/second-factor';
import { confirmEnrolmentSchema } from '@/lib/domain/people/second-factor';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/account/second-factor/confirm',
  summary:
    'Finishes setting up a second factor. With the first one, returns recovery codes once and ends other sessions.',
  tag: 'My account',
  access: { signedIn: true },
  body: confirmEnrolmentSchema,
  response: confirmedEnrolmentSchema,
  handle: ({ ctx, body }) => confirmEnrolment(ctx, { by: 'session' }, body),
});
