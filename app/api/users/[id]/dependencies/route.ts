import { idParamsSchema } from '@/lib/domain/base/api';
import { userDependencies } from '@/lib/services/users/dependencies';
import { defineRoute } from '@/lib/web/route';
import { dependencyListSchema } from '@/lib/domain/answers/row';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/users/{id}/dependencies',
  summary: 'What bears the name of this person. None of it keeps them from being deleted.',
  tag: 'Users',
  access: { permission: 'users.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: ({ ctx, params }) => userDependencies(ctx, params),
});
