import { idParamsSchema } from '@/lib/domain/base/api';
import { attemptListSchema } from '@/lib/domain/answers/user';
import { attemptFilterSchema } from '@/lib/domain/people/sso';
import { listUserAttempts } from '@/lib/services/sign-in-attempts/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/users/{id}/sign-in-attempts',
  summary: 'Lists a user’s sign-in attempts with their reasons, newest first.',
  tag: 'Users',
  access: { permission: 'users.access' },
  params: idParamsSchema,
  query: attemptFilterSchema,
  response: attemptListSchema,
  handle: ({ ctx, params, query }) => listUserAttempts(ctx, { userId: params.id, ...query }),
});
