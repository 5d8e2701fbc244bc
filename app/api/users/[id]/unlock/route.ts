import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { unlockUser } from '@/lib/services/users/unlock-user';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users/{id}/unlock',
  summary: 'Opens an account that too many wrong passwords have locked.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  response: versionedSchema,
  handle: ({ ctx, params }) => unlockUser(ctx, params),
});
