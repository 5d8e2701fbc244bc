import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { duplicateConnector } from '@/lib/services/sso-connectors/duplicate-connector';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sso/connectors/{id}/duplicate',
  summary: 'Duplicates a connector with another reference. No user is assigned to the copy.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.create' },
  params: idParamsSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params }) => duplicateConnector(ctx, params),
});
