import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { testConnection } from '@/lib/services/auth-methods/test-connection';
import { defineRoute } from '@/lib/web/route';

const testSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('reached'),
    latencyMs: z.number(),
    portal: z.object({ id: z.string(), name: z.string() }),
  }),
  z.object({
    outcome: z.literal('failed'),
    latencyMs: z.number(),
    key: z.string(),
    providerMessage: z.string().nullable(),
    correlationId: z.string().nullable(),
  }),
]);

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/{id}/test',
  summary: 'Calls the provider through the method and returns how long it took, or the provider’s error.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: idParamsSchema,
  response: testSchema,
  handle: ({ ctx, params }) => testConnection(ctx, params),
});
