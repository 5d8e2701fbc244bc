import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { unlockUser } from '@/lib/services/users/unlock-user';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users/{id}/unlock',
  summary: 'Unlocks a user locked by too many wrong passwords.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  response: versionedSchema,
  handle: ({ ctx, params }) => unlockUser(ctx, params),
});
