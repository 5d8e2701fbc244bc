import { idParamsSchema } from '@/lib/domain/base/api';
import { attemptFilterSchema } from '@/lib/domain/people/sso';
import { connectorAttemptListSchema } from '@/lib/domain/answers/sso-connector';
import { listConnectorAttempts } from '@/lib/services/sign-in-attempts/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/sso/connectors/{id}/attempts',
  summary: 'Lists sign-in attempts through this connector with their reasons, newest first.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.access' },
  params: idParamsSchema,
  query: attemptFilterSchema,
  response: connectorAttemptListSchema,
  handle: ({ ctx, params, query }) => listConnectorAttempts(ctx, { connectorId: params.id, ...query }),
});
