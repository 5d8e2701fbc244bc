import { z } from 'zod';
import { idParamsSchema, timestampSchema } from '@/lib/domain/base/api';
import { attemptFilterSchema } from '@/lib/domain/people/sso';
import { listConnectorAttempts } from '@/lib/services/sign-in-attempts/queries';
import { defineRoute } from '@/lib/web/route';

const personSchema = z.object({ id: z.string(), name: z.string() });

export const GET = defineRoute({
  method: 'GET',
  path: '/api/sso/connectors/{id}/attempts',
  summary: 'Lists sign-in attempts through this connector with their reasons, newest first.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.access' },
  params: idParamsSchema,
  query: attemptFilterSchema,
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        at: timestampSchema,
        email: z.string().nullable(),
        portalId: z.string().nullable(),
        providerUserId: z.string().nullable(),
        allowed: z.boolean(),
        reason: z.string().nullable(),
        ip: z.string().nullable(),
        user: personSchema.nullable(),
      }),
    ),
    matching: z.number(),
  }),
  handle: ({ ctx, params, query }) => listConnectorAttempts(ctx, { connectorId: params.id, ...query }),
});
