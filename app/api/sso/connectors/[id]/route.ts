import { idParamsSchema } from '@/lib/domain/base/api';
import { ssoConnectorEditSchema } from '@/lib/domain/people/sso';
import { connectorDetailSchema, editedConnectorSchema } from '@/lib/domain/answers/sso-connector';
import { deleteConnector } from '@/lib/services/sso-connectors/delete-connector';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { readConnector } from '@/lib/services/sso-connectors/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/sso/connectors/{id}',
  summary: 'Gets a connector with its login URL and the first 50 users assigned to it.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.access' },
  params: idParamsSchema,
  response: connectorDetailSchema,
  handle: ({ ctx, params }) => readConnector(ctx, { id: params.id }),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/sso/connectors/{id}',
  summary: 'Changes a connector. Disabling it or changing its method ends the sessions started through it.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.modify' },
  params: idParamsSchema,
  body: ssoConnectorEditSchema,
  response: editedConnectorSchema,
  handle: ({ ctx, params, body }) => editConnector(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/sso/connectors/{id}',
  summary: 'Deletes a connector that no user is assigned to.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteConnector(ctx, params),
});
