import { apiKeyFilterSchema, apiKeyInputSchema } from '@/lib/domain/people/api-key';
import { apiKeyListSchema, createdApiKeySchema } from '@/lib/domain/answers/api-key';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { listApiKeys } from '@/lib/services/api-keys/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/api-keys',
  summary: 'Lists API keys, active ones first, 50 per page. Shows only the first characters of each.',
  tag: 'API keys',
  access: { permission: 'api-keys.access' },
  query: apiKeyFilterSchema,
  response: apiKeyListSchema,
  handle: ({ ctx, query }) => listApiKeys(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/api-keys',
  summary: 'Creates an API key. The key is only shown in this response.',
  tag: 'API keys',
  access: { permission: 'api-keys.create' },
  body: apiKeyInputSchema,
  response: createdApiKeySchema,
  status: 201,
  handle: ({ ctx, body }) => createApiKey(ctx, body),
});
