import { z } from 'zod';
import { timestampSchema } from '@/lib/domain/base/api';
import { AUTH_METHOD_STATUSES, DISABLED_REASONS, OAUTH_REFUSALS } from '@/lib/domain/connection/auth-method';
import { tagItemSchema } from '@/lib/domain/answers/row';

/** Exactly what the API returns of an authentication method: for a secret, only who set it and when; tokens never. */
const portalSchema = z.object({ id: z.string(), name: z.string() });

export const methodSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  environment: z.string(),
  clientId: z.string(),
  status: z.enum(AUTH_METHOD_STATUSES),
  disabledReason: z.enum(DISABLED_REASONS).nullable(),
  refusal: z.enum(OAUTH_REFUSALS).nullable(),
  activatedIn: z.string().nullable(),
  portal: portalSchema.nullable(),
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

const dependentSchema = z.object({
  type: z.enum(['sso-connector', 'crm']),
  id: z.string(),
  name: z.string(),
  href: z.string(),
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
  dependents: z.array(dependentSchema),
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
    portal: portalSchema.nullable(),
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
      from: portalSchema,
      to: portalSchema,
      dependents: z.array(dependentSchema),
    }),
  ]),
});

export const transactionParamsSchema = z.object({ transactionId: z.uuid('wrong_format') });
