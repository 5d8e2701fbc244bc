import { idParamsSchema } from '@/lib/domain/base/api';
import { listUserAttempts } from '@/lib/services/sign-in-attempts/queries';
import { defineRoute } from '@/lib/web/route';
import { attemptListSchema, attemptQuerySchema } from '../../schemas';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/users/{id}/sign-in-attempts',
  summary: 'Every attempt of a person to sign in, with its reason, the latest first.',
  tag: 'Users',
  access: { permission: 'users.access' },
  params: idParamsSchema,
  query: attemptQuerySchema,
  response: attemptListSchema,
  handle: ({ ctx, params, query }) => listUserAttempts(ctx, { userId: params.id, ...query }),
});
