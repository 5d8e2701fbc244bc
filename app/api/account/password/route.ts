import { changeOwnPasswordSchema } from '@/lib/domain/people/people';
import { changeOwnPassword } from '@/lib/services/users/change-own-password';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/account/password',
  summary: 'Changes the current user’s password and ends their other sessions. Requires the current password.',
  tag: 'My account',
  access: { signedIn: true },
  body: changeOwnPasswordSchema,
  handle: ({ ctx, body }) => changeOwnPassword(ctx, body),
});
