import { z } from 'zod';
import { namedSchema, timestampSchema } from '../base/api';

export const apiKeyListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      prefix: z.string(),
      scopes: z.array(z.string()),
      createdBy: namedSchema.nullable(),
      createdAt: timestampSchema,
      lastUsedAt: timestampSchema.nullable(),
      revokedAt: timestampSchema.nullable(),
    }),
  ),
  matching: z.number(),
  total: z.number(),
  active: z.number(),
  limit: z.number(),
});

/** The only answer that contains the key itself. */
export const createdApiKeySchema = namedSchema.extend({ scopes: z.array(z.string()), key: z.string() });
export type CreatedApiKey = z.output<typeof createdApiKeySchema>;
