import { createdSchema } from '@/lib/domain/base/api';
import { authMethodFilterSchema } from '@/lib/domain/connection/auth-method';
import { authMethodCreateSchema } from '@/lib/integrations/crm/manifests';
import { methodListSchema } from '@/lib/domain/answers/auth-method';
import { createMethod } from '@/lib/services/auth-methods/create-method';
import { listMethods } from '@/lib/services/auth-methods/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/authclients',
  summary: 'Lists authentication methods by name.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.access' },
  query: authMethodFilterSchema,
  response: methodListSchema,
  handle: ({ ctx, query }) => listMethods(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients',
  summary: 'Creates an authentication method. It stays disabled until it is activated.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.create' },
  bodyLimit: 64_000,
  body: authMethodCreateSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createMethod(ctx, body),
});
