import { idParamsSchema } from '@/lib/domain/base/api';
import { userLinkSchema } from '@/lib/domain/answers/user';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users/{id}/links',
  summary:
    'Creates a one-time link for a user to choose a password: valid for 72 hours to set one up, 2 hours to reset it. The link is only shown in this response.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  response: userLinkSchema,
  status: 201,
  handle: ({ ctx, params }) => createUserLink(ctx, params),
});
