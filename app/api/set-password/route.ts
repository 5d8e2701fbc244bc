import { choosePasswordSchema } from '@/lib/domain/people/people';
import { passwordChosenSchema } from '@/lib/domain/answers/user';
import { choosePassword } from '@/lib/services/users/choose-password';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/set-password',
  summary: 'Sets a password with a setup or reset link, which works once. Ends all sessions of the user.',
  tag: 'Sign-in',
  access: { public: true },
  limit: 'refused-form-by-ip',
  body: choosePasswordSchema,
  response: passwordChosenSchema,
  handle: ({ ctx, body }) => choosePassword(ctx, body),
});
