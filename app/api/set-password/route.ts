import { z } from 'zod';
import { choosePasswordSchema } from '@/lib/domain/people/people';
import { choosePassword } from '@/lib/services/users/choose-password';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/set-password',
  summary: 'Sets a password with a setup or reset link, which works once. Ends all sessions of the user.',
  tag: 'Sign-in',
  access: { public: true },
  body: choosePasswordSchema,
  response: z.object({ email: z.string() }),
  handle: ({ ctx, body }) => choosePassword(ctx, body),
});
