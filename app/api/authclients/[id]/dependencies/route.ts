import { idParamsSchema } from '@/lib/domain/base/api';
import { dependencyListSchema } from '@/lib/domain/answers/row';
import { listMethodDependencies } from '@/lib/services/auth-methods/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/authclients/{id}/dependencies',
  summary: 'Lists the CRMs and connectors that use this method.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: ({ ctx, params }) => listMethodDependencies(ctx, params),
});
