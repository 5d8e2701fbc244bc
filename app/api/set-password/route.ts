import { z } from 'zod';
import { choosePasswordSchema } from '@/lib/domain/people/people';
import { choosePassword } from '@/lib/services/users/choose-password';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/set-password',
  summary: 'Sets a password with a set-up or reset link; once. Every session of that person ends.',
  tag: 'Signing in',
  access: { public: true },
  body: choosePasswordSchema,
  response: z.object({ email: z.string() }),
  handle: ({ ctx, body }) => choosePassword(ctx, body),
});
