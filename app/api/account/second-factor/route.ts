import { ownFactorsSchema, startedEnrolmentSchema } from '@/lib/domain/answers/second-factor';
import { startEnrolmentSchema } from '@/lib/domain/people/second-factor';
import { listOwnFactors } from '@/lib/services/second-factor/queries';
import { startEnrolment } from '@/lib/services/second-factor/start-enrolment';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/account/second-factor',
  summary: 'Lists the current user’s second factors.',
  tag: 'My account',
  access: { signedIn: true },
  response: ownFactorsSchema,
  handle: ({ ctx }) => listOwnFactors(ctx),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/account/second-factor',
  summary: 'Starts to set up an authenticator app or a passkey. Requires a recent sign-in.',
  tag: 'My account',
  access: { signedIn: true },
  body: startEnrolmentSchema,
  response: startedEnrolmentSchema,
  handle: ({ ctx, body }) => startEnrolment(ctx, { by: 'session' }, body),
});
