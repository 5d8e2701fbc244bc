import { z } from 'zod';
import type { Permission } from '../base/permissions';
import { nameSchema } from '../base/validation';

/** What an API key may do. Each route that accepts a key requires one of these scopes. */
export const API_SCOPES = ['interactions.write', 'interactions.read'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** The permission that lets people do what a scope allows. Only API keys can report interactions. */
const RIGHTS: Record<ApiScope, Permission | null> = {
  'interactions.write': null,
  'interactions.read': 'interactions.access',
};

export function doScopesGrant(scopes: readonly string[], permission: Permission): boolean {
  return API_SCOPES.some((scope) => scopes.includes(scope) && RIGHTS[scope] === permission);
}

/** What a person must be allowed to do to give these scopes to a key. */
export function permissionsOfScopes(scopes: readonly ApiScope[]): Permission[] {
  return scopes.flatMap((scope) => RIGHTS[scope] ?? []);
}

export const apiKeyInputSchema = z.strictObject({
  name: nameSchema,
  scopes: z
    .array(z.enum(API_SCOPES, 'not_offered'))
    .min(1, 'required')
    .max(API_SCOPES.length)
    .transform((scopes) => [...new Set(scopes)]),
});

export const API_KEY_STATES = ['active', 'revoked'] as const;

export const apiKeyFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  status: z.enum(API_KEY_STATES, 'not_offered').optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type ApiKeyFilter = z.infer<typeof apiKeyFilterSchema>;
