import { z } from 'zod';
import { namedSchema, timestampSchema, versionedSchema } from '../base/api';
import { AUTH_METHOD_STATUSES, DISABLED_REASONS, OAUTH_REFUSALS } from '../connection/auth-method';
import { dependencySchema, tagItemSchema } from './row';

/** An authentication method as the API returns it. Of a secret only who set it and when, and tokens never. */
const methodSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  environment: z.string(),
  clientId: z.string(),
  status: z.enum(AUTH_METHOD_STATUSES),
  disabledReason: z.enum(DISABLED_REASONS).nullable(),
  refusal: z.enum(OAUTH_REFUSALS).nullable(),
  activatedIn: z.string().nullable(),
  portal: namedSchema.nullable(),
  version: z.number(),
  updatedAt: timestampSchema,
});

export const methodListSchema = z.object({
  items: z.array(
    methodSummarySchema.extend({ isRefreshFailing: z.boolean(), tags: z.array(tagItemSchema), usedBy: z.number() }),
  ),
  matching: z.number(),
  total: z.number(),
  limit: z.number(),
});

export const methodDetailSchema = methodSummarySchema.extend({
  clientSecret: z.object({ setAt: timestampSchema, setBy: z.string().nullable() }).nullable(),
  requiredScopes: z.array(z.string()),
  optionalScopes: z.array(z.string()),
  grantedScopes: z.array(z.string()),
  installerEmail: z.string().nullable(),
  activatedAt: timestampSchema.nullable(),
  activatedBy: z.string().nullable(),
  refusalDetail: z.object({ missingScopes: z.array(z.string()), appId: z.string().nullable() }),
  token: z
    .object({
      expiresAt: timestampSchema,
      refreshedAt: timestampSchema.nullable(),
      failures: z.number(),
      lastFailure: z.string().nullable(),
    })
    .nullable(),
  redirectUris: z.object({ activation: z.string(), signIn: z.string() }),
  dependents: z.array(dependencySchema),
  createdAt: timestampSchema,
});

export const activationSchema = z.object({
  transactionId: z.string(),
  method: z.object({
    id: z.string(),
    name: z.string(),
    provider: z.string(),
    environment: z.string(),
    isEnabled: z.boolean(),
    portal: namedSchema.nullable(),
    grantedScopes: z.array(z.string()),
  }),
  progress: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('waiting'), expiresAt: timestampSchema }),
    z.object({ kind: z.literal('succeeded') }),
    z.object({
      kind: z.literal('refused'),
      reason: z.enum(OAUTH_REFUSALS),
      missingScopes: z.array(z.string()),
      appId: z.string().nullable(),
      providerCode: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('awaiting_confirmation'),
      expiresAt: timestampSchema,
      from: namedSchema,
      to: namedSchema,
      dependents: z.array(dependencySchema),
    }),
  ]),
});

export type Activation = z.output<typeof activationSchema>;

export const startedActivationSchema = z.object({
  transactionId: z.string(),
  authorizeUrl: z.string(),
  expiresAt: timestampSchema,
});

export const editedMethodSchema = versionedSchema.extend({ status: z.enum(AUTH_METHOD_STATUSES) });
export const deactivatedMethodSchema = versionedSchema.extend({ endedSessions: z.number() });

export const connectionTestSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('reached'), latencyMs: z.number(), portal: namedSchema }),
  z.object({
    outcome: z.literal('failed'),
    latencyMs: z.number(),
    key: z.string(),
    providerMessage: z.string().nullable(),
    correlationId: z.string().nullable(),
  }),
]);
export type ConnectionTest = z.output<typeof connectionTestSchema>;

export const transactionParamsSchema = z.object({ transactionId: z.uuid('wrong_format') });
