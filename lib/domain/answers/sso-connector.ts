import { z } from 'zod';
import { namedSchema, timestampSchema, versionedSchema } from '../base/api';
import { AUTH_METHOD_STATUSES, DISABLED_REASONS, OAUTH_REFUSALS } from '../connection/auth-method';
import { signInTestSchema } from '../people/sign-in-test';
import { CONNECTOR_TYPES } from '../people/sso';
import { tagItemSchema } from './row';
import { signInAttemptSchema } from './user';

const connectorSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  reference: z.string(),
  type: z.enum(CONNECTOR_TYPES),
  /** Of an OpenID Connect connector. */
  issuer: z.string().nullable(),
  enabled: z.boolean(),
  isWorking: z.boolean(),
  /** Of a HubSpot connector. */
  authMethod: z
    .object({
      id: z.string(),
      name: z.string(),
      provider: z.string(),
      status: z.enum(AUTH_METHOD_STATUSES),
      disabledReason: z.enum(DISABLED_REASONS).nullable(),
      refusal: z.enum(OAUTH_REFUSALS).nullable(),
      portal: namedSchema.nullable(),
    })
    .nullable(),
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
  /** Never the secret: only whether and when one was set. */
  oidc: z
    .object({
      issuer: z.string(),
      clientId: z.string(),
      hasSecret: z.boolean(),
      secretSetAt: timestampSchema.nullable(),
      scopes: z.array(z.string()),
      groupsClaim: z.string(),
      acceptsUnverifiedEmail: z.boolean(),
      administratorsMaySignIn: z.boolean(),
      admitsWithoutGroup: z.boolean(),
      groupRoles: z.array(z.object({ group: z.string(), roleId: z.string() })),
    })
    .nullable(),
  users: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), status: z.string() })),
  createdAt: timestampSchema,
});

export const editedConnectorSchema = versionedSchema.extend({ endedSessions: z.number() });

export const connectorAttemptListSchema = z.object({
  items: z.array(signInAttemptSchema.omit({ way: true, connector: true, userAgent: true })),
  matching: z.number(),
});

/** A test sign-in that has begun; or its result, where the provider could not even be asked. */
export const startedTestSchema = z.object({
  transactionId: z.string().nullable(),
  authorizeUrl: z.string().nullable(),
  result: signInTestSchema.nullable(),
});
