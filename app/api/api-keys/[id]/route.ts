import { idParamsSchema } from '@/lib/domain/base/api';
import { revokeApiKey } from '@/lib/services/api-keys/revoke-api-key';
import { defineRoute } from '@/lib/web/route';

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  summary: 'Revokes an API key. Requests with it are refused immediately.',
  tag: 'API keys',
  access: { permission: 'api-keys.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => revokeApiKey(ctx, params),
});
