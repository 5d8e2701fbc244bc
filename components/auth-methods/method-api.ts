import { z } from 'zod';
import { OAUTH_REFUSALS } from '@/lib/domain/connection/auth-method';

/** What the pages of authentication methods read from our API. */
const portalSchema = z.object({ id: z.string(), name: z.string() });

export const startedSchema = z.object({ transactionId: z.string(), authorizeUrl: z.string() });

export const activationSchema = z.object({
  transactionId: z.string(),
  method: z.object({
    id: z.string(),
    name: z.string(),
    environment: z.string(),
    isEnabled: z.boolean(),
    portal: portalSchema.nullable(),
  }),
  progress: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('succeeded') }),
    z.object({
      kind: z.literal('refused'),
      reason: z.enum(OAUTH_REFUSALS),
      missingScopes: z.array(z.string()),
      appId: z.string().nullable(),
    }),
    z.object({ kind: z.literal('awaiting_confirmation'), from: portalSchema, to: portalSchema }),
  ]),
});
export type Activation = z.infer<typeof activationSchema>;

export const deactivatedSchema = z.object({ version: z.number(), endedSessions: z.number() });

export const testedSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('reached'), latencyMs: z.number(), portal: portalSchema }),
  z.object({
    outcome: z.literal('failed'),
    latencyMs: z.number(),
    key: z.string(),
    providerMessage: z.string().nullable(),
    correlationId: z.string().nullable(),
  }),
]);
export type ConnectionTest = z.infer<typeof testedSchema>;
