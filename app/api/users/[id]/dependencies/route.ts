import { idParamsSchema } from '@/lib/domain/base/api';
import { listUserDependencies } from '@/lib/services/users/list-user-dependencies';
import { defineRoute } from '@/lib/web/route';
import { dependencyListSchema } from '@/lib/domain/answers/row';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/users/{id}/dependencies',
  summary: 'Lists what refers to this user. None of it prevents deletion.',
  tag: 'Users',
  access: { permission: 'users.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: ({ ctx, params }) => listUserDependencies(ctx, params),
});
