import { z } from 'zod';
import { namedSchema, timestampSchema } from '../base/api';
import { LOCALES } from '../base/locale';
import { tagItemSchema } from './row';

/** A user as the API returns it: never a password, a link or a session token. */
const userSummarySchema = z.object({
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
  /** Wrong passwords since the last sign-in. */
  failedPasswords: z.number(),
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
/** How many sessions ended. */
export const endedSchema = z.object({ ended: z.number() });

/** How the current user can sign in again in place, and whether they did lately. */
export const confirmationSchema = z.object({
  isRecent: z.boolean(),
  /** The connector that their session came through; null: they have a password. */
  connector: namedSchema.nullable(),
});
/** After the password. */
export const confirmedSchema = z.object({ needsSecondStep: z.boolean() });
/** Where the popup goes to sign in again. */
export const startedConfirmationSchema = z.object({ authorizeUrl: z.string() });

/** A one-time link to choose a password. */
export const userLinkSchema = z.object({
  url: z.string(),
  purpose: z.enum(['set_up', 'reset']),
  expiresAt: timestampSchema,
});
export type UserLink = z.output<typeof userLinkSchema>;

/** Who has just chosen a password. */
export const passwordChosenSchema = z.object({ email: z.string() });

export const savedPreferencesSchema = z.object({ language: z.enum(LOCALES), timeZone: z.string().nullable() });

export const signInAttemptSchema = z.object({
  id: z.string(),
  at: timestampSchema,
  way: z.enum(['password', 'sso', 'passkey']),
  /** What was presented besides the password, or instead of it. */
  factor: z.enum(['totp', 'passkey', 'recovery_code']).nullable(),
  connector: namedSchema.nullable(),
  user: namedSchema.nullable(),
  email: z.string().nullable(),
  portalId: z.string().nullable(),
  providerUserId: z.string().nullable(),
  allowed: z.boolean(),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** How the provider says that the person was authenticated. */
  acr: z.string().nullable(),
  amr: z.array(z.string()),
});
export const attemptListSchema = z.object({ items: z.array(signInAttemptSchema), matching: z.number() });
