import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { duplicateMethod } from '@/lib/services/auth-methods/duplicate-method';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/{id}/duplicate',
  summary: 'Duplicates a method without its secret, its tokens and its HubSpot account.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.create' },
  params: idParamsSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params }) => duplicateMethod(ctx, params),
});
