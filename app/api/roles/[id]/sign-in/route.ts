import { idParamsSchema } from '@/lib/domain/base/api';
import {
  requiredConnectorQuerySchema,
  requiredConnectorSchema,
  roleSignInSchema,
} from '@/lib/domain/people/required-connector';
import { editedConnectorSchema } from '@/lib/domain/answers/sso-connector';
import { readRoleSignIn } from '@/lib/services/required-connectors/read-role-sign-in';
import { requireConnector } from '@/lib/services/required-connectors/require-connector';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/roles/{id}/sign-in',
  summary: 'Gets the connector that a role requires, and whom requiring another one would lock out.',
  tag: 'Roles',
  access: { permission: 'roles.access' },
  params: idParamsSchema,
  query: requiredConnectorQuerySchema,
  response: roleSignInSchema,
  handle: ({ ctx, params, query }) => readRoleSignIn(ctx, { id: params.id, ...query }),
});

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/roles/{id}/sign-in',
  summary: 'Requires a connector of a role’s users, or none. Ends the sessions that began another way.',
  tag: 'Roles',
  access: { permission: 'roles.modify' },
  params: idParamsSchema,
  body: requiredConnectorSchema,
  response: editedConnectorSchema,
  handle: ({ ctx, params, body }) => requireConnector(ctx, { id: params.id, ...body }),
});
