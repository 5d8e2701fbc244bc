import { z } from 'zod';
import { timestampSchema } from '@/lib/domain/base/api';
import { LOCALES } from '@/lib/domain/base/locale';
import { tagItemSchema } from '@/lib/domain/answers/row';

/** Exactly what the API returns of users: never a password, a link or a session token. */
const namedSchema = z.object({ id: z.string(), name: z.string() });

export const userSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  status: z.enum(['active', 'disabled']),
  isAdministrator: z.boolean(),
  role: namedSchema,
  profiles: z.array(namedSchema),
  defaultProfile: namedSchema.nullable(),
  ssoConnector: namedSchema.nullable(),
  hasPassword: z.boolean(),
  lockedAt: timestampSchema.nullable(),
  lastSignInAt: timestampSchema.nullable(),
  version: z.number(),
});

export const userListSchema = z.object({
  items: z.array(userSummarySchema.extend({ tags: z.array(tagItemSchema) })),
  matching: z.number(),
  total: z.number(),
});

export const userDetailSchema = userSummarySchema.extend({
  /** Whether the caller has enough rights to change this user. */
  isManageable: z.boolean(),
  language: z.enum(LOCALES),
  createdAt: timestampSchema,
  identities: z.array(
    z.object({
      id: z.string(),
      connector: namedSchema,
      portalId: z.string(),
      providerUserId: z.string(),
      emailWhenLinked: z.string(),
      createdAt: timestampSchema,
      lastUsedAt: timestampSchema,
    }),
  ),
});

export const sessionListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      connector: namedSchema.nullable(),
      createdAt: timestampSchema,
      lastSeenAt: timestampSchema,
      userAgent: z.string().nullable(),
      isOwn: z.boolean(),
    }),
  ),
});
export const endedSchema = z.object({ ended: z.number() });

export const attemptQuerySchema = z.strictObject({
  allowed: z
    .enum(['true', 'false'], 'not_offered')
    .transform((text) => text === 'true')
    .optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});

export const attemptListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: timestampSchema,
      way: z.enum(['password', 'sso']),
      connector: namedSchema.nullable(),
      user: namedSchema.nullable(),
      email: z.string().nullable(),
      portalId: z.string().nullable(),
      providerUserId: z.string().nullable(),
      allowed: z.boolean(),
      reason: z.string().nullable(),
      ip: z.string().nullable(),
      userAgent: z.string().nullable(),
    }),
  ),
  matching: z.number(),
});
