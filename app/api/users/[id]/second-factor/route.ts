import { idParamsSchema } from '@/lib/domain/base/api';
import { resetSecondFactor } from '@/lib/services/second-factor/reset-second-factor';
import { defineRoute } from '@/lib/web/route';

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/users/{id}/second-factor',
  summary: 'Removes a user’s second factors and recovery codes and ends their sessions. Requires a recent sign-in.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => resetSecondFactor(ctx, params),
});
