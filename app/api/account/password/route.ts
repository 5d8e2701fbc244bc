import { changeOwnPasswordSchema } from '@/lib/domain/people/people';
import { changeOwnPassword } from '@/lib/services/users/change-own-password';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/account/password',
  summary: 'Another password for oneself, knowing the present one. One’s other sessions end.',
  tag: 'My account',
  access: { signedIn: true },
  body: changeOwnPasswordSchema,
  handle: ({ ctx, body }) => changeOwnPassword(ctx, body),
});
