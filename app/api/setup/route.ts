import { setUpAdministratorSchema } from '@/lib/domain/people/people';
import { passwordChosenSchema } from '@/lib/domain/answers/user';
import { setUpAdministrator } from '@/lib/services/users/set-up-administrator';
import { localeOf } from '@/lib/web/error-response';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/setup',
  summary: 'Creates the first administrator with the setup link printed at the start. Works once.',
  tag: 'Sign-in',
  access: { public: true },
  limit: 'refused-form-by-ip',
  body: setUpAdministratorSchema,
  response: passwordChosenSchema,
  status: 201,
  handle: ({ ctx, body, request }) => setUpAdministrator(ctx, { ...body, language: localeOf(request.headers) }),
});
