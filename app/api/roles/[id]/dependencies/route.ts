import { idParamsSchema } from '@/lib/domain/base/api';
import { listRoleDependencies } from '@/lib/services/roles/queries';
import { defineRoute } from '@/lib/web/route';
import { dependencyListSchema } from '@/lib/domain/answers/row';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/roles/{id}/dependencies',
  summary: 'Lists the first 100 users who have this role.',
  tag: 'Roles',
  access: { permission: 'roles.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: ({ ctx, params }) => listRoleDependencies(ctx, params),
});
