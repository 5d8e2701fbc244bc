import { idParamsSchema } from '@/lib/domain/base/api';
import { connectionTestSchema } from '@/lib/domain/answers/auth-method';
import { testConnection } from '@/lib/services/auth-methods/test-connection';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/{id}/test',
  summary: 'Calls the provider through the method and returns how long it took, or the provider’s error.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: idParamsSchema,
  response: connectionTestSchema,
  handle: ({ ctx, params }) => testConnection(ctx, params),
});
