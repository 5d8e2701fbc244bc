import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { disableUser } from '@/lib/services/users/disable-user';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users/{id}/disable',
  summary: 'Disables a user and ends their sessions immediately.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  response: versionedSchema,
  handle: ({ ctx, params }) => disableUser(ctx, params),
});
