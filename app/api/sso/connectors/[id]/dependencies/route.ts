import { idParamsSchema } from '@/lib/domain/base/api';
import { dependencyListSchema } from '@/lib/domain/answers/row';
import { listConnectorDependencies } from '@/lib/services/sso-connectors/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/sso/connectors/{id}/dependencies',
  summary: 'Lists the first 100 users who sign in through this connector.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: ({ ctx, params }) => listConnectorDependencies(ctx, params),
});
