import { z } from 'zod';
import { timestampSchema } from '@/lib/domain/base/api';
import { AUTH_METHOD_STATUSES, DISABLED_REASONS, OAUTH_REFUSALS } from '@/lib/domain/connection/auth-method';
import { tagItemSchema } from '@/lib/domain/answers/row';

/** Exactly what the API returns of SSO connectors. */
export const connectorSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  reference: z.string(),
  type: z.string(),
  enabled: z.boolean(),
  isWorking: z.boolean(),
  authMethod: z.object({
    id: z.string(),
    name: z.string(),
    provider: z.string(),
    status: z.enum(AUTH_METHOD_STATUSES),
    disabledReason: z.enum(DISABLED_REASONS).nullable(),
    refusal: z.enum(OAUTH_REFUSALS).nullable(),
    portal: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  loginUrl: z.string(),
  userCount: z.number(),
  version: z.number(),
  updatedAt: timestampSchema,
});

export const connectorListSchema = z.object({
  items: z.array(connectorSummarySchema.extend({ tags: z.array(tagItemSchema) })),
  matching: z.number(),
  total: z.number(),
  limit: z.number(),
});

export const connectorDetailSchema = connectorSummarySchema.extend({
  users: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), status: z.string() })),
  createdAt: timestampSchema,
});
