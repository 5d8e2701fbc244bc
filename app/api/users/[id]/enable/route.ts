import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { enableUser } from '@/lib/services/users/enable-user';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users/{id}/enable',
  summary: 'Enables a disabled user.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  response: versionedSchema,
  handle: ({ ctx, params }) => enableUser(ctx, params),
});
