import { createdSchema } from '@/lib/domain/base/api';
import { ssoConnectorFilterSchema, ssoConnectorInputSchema } from '@/lib/domain/people/sso';
import { connectorListSchema } from '@/lib/domain/answers/sso-connector';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { listConnectors } from '@/lib/services/sso-connectors/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/sso/connectors',
  summary: 'Lists SSO connectors by name.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.access' },
  query: ssoConnectorFilterSchema,
  response: connectorListSchema,
  handle: ({ ctx, query }) => listConnectors(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sso/connectors',
  summary: 'Creates an SSO connector that uses an authentication method.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.create' },
  body: ssoConnectorInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createConnector(ctx, body),
});
