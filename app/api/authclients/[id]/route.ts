import { idParamsSchema } from '@/lib/domain/base/api';
import { authMethodEditSchema } from '@/lib/domain/connection/auth-method';
import { editedMethodSchema, methodDetailSchema } from '@/lib/domain/answers/auth-method';
import { deleteMethod } from '@/lib/services/auth-methods/delete-method';
import { editMethod } from '@/lib/services/auth-methods/edit-method';
import { readMethod } from '@/lib/services/auth-methods/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/authclients/{id}',
  summary: 'Gets an authentication method with its status, its scopes and what uses it, without its secret.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.access' },
  params: idParamsSchema,
  response: methodDetailSchema,
  handle: ({ ctx, params }) => readMethod(ctx, { id: params.id }),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/authclients/{id}',
  summary: 'Changes a method. If its credentials change, it is disabled until it is activated again.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  bodyLimit: 64_000,
  params: idParamsSchema,
  body: authMethodEditSchema,
  response: editedMethodSchema,
  handle: ({ ctx, params, body }) => editMethod(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/authclients/{id}',
  summary: 'Deletes a method that no CRM or connector uses.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteMethod(ctx, params),
});
