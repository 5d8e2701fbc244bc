import { z } from 'zod';
import { apiKeyFilterSchema, apiKeyInputSchema } from '@/lib/domain/people/api-key';
import { timestampSchema } from '@/lib/domain/base/api';
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
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        prefix: z.string(),
        scopes: z.array(z.string()),
        createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
        createdAt: timestampSchema,
        lastUsedAt: timestampSchema.nullable(),
        revokedAt: timestampSchema.nullable(),
      }),
    ),
    matching: z.number(),
    total: z.number(),
    active: z.number(),
    limit: z.number(),
  }),
  handle: ({ ctx, query }) => listApiKeys(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/api-keys',
  summary: 'Creates an API key. The key is only shown in this response.',
  tag: 'API keys',
  access: { permission: 'api-keys.create' },
  body: apiKeyInputSchema,
  response: z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()), key: z.string() }),
  status: 201,
  handle: ({ ctx, body }) => createApiKey(ctx, body),
});
