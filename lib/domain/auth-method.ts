import { z } from 'zod';
import { nameSchema, versionSchema } from './validation';

/** Names that our word for a thing and the article's word share one field: `environment` is HubSpot's App ID, `clientSecret` its Client secret. */

const scopeSchema = z.string().trim().min(1, 'required').max(200).regex(/^[A-Za-z0-9._:/-]+$/, 'scope_pattern');
const scopeListSchema = z.array(scopeSchema).max(100).transform((scopes) => [...new Set(scopes)]);

export const authMethodInputSchema = z.strictObject({
  name: nameSchema,
  provider: z.enum(['hubspot'], 'not_offered'),
  /** HubSpot: the App ID, digits alone. Compared with what introspection says at activation. */
  environment: z.string().trim().min(1, 'required').max(20).regex(/^\d+$/, 'app_id_pattern'),
  clientId: z.string().trim().min(1, 'required').max(200).regex(/^[\x21-\x7e]+$/, 'no_spaces'),
  /** Absent or empty on an edit: keep the one that is set. */
  clientSecret: z.string().trim().max(500).regex(/^[\x21-\x7e]*$/, 'no_spaces').optional(),
  requiredScopes: scopeListSchema.refine((scopes) => scopes.length > 0, 'required'),
  optionalScopes: scopeListSchema,
});
export type AuthMethodInput = z.infer<typeof authMethodInputSchema>;

export const authMethodEditSchema = authMethodInputSchema.omit({ provider: true }).extend({ version: versionSchema });

export const AUTH_METHOD_STATUSES = ['disabled', 'activating', 'enabled'] as const;
export type AuthMethodStatus = (typeof AUTH_METHOD_STATUSES)[number];

export const DISABLED_REASONS = [
  'never_activated',
  'turned_off',
  'credentials_edited',
  'revoked_at_provider',
  'scope_missing',
  'consent_refused',
  'other_mode',
] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** Every bad end of a trip to the provider: each has a sentence that says why and what to do. */
export const OAUTH_REFUSALS = [
  /** state unknown, used, of another purpose or browser: one sentence for all, so that an attacker learns nothing. */
  'not_for_this_request',
  'expired',
  'consent_refused',
  'provider_error',
  'wrong_app',
  'scope_missing',
  'method_changed',
  'method_gone',
  'not_permitted',
  'code_refused',
  'credentials_refused',
  'provider_unavailable',
  'wrong_portal',
  'popup_closed',
] as const;
export type OAuthRefusal = (typeof OAUTH_REFUSALS)[number];

/** Changing who we are at the provider ends the grant and asks for the secret again. */
export function needsSecretAgain(before: { environment: string; clientId: string }, after: { environment: string; clientId: string }): boolean {
  return before.environment !== after.environment || before.clientId !== after.clientId;
}

export interface AuthMethodState {
  status: AuthMethodStatus;
  disabledReason: DisabledReason | null;
  activatedIn: string | null;
}

/** A grant of the sandbox is worthless at the real HubSpot and the other way round: such a method is Disabled, with that reason. */
export function effectiveState(stored: AuthMethodState, mode: 'sandbox' | 'live'): AuthMethodState {
  if (stored.status === 'enabled' && stored.activatedIn !== null && stored.activatedIn !== mode) {
    return { ...stored, status: 'disabled', disabledReason: 'other_mode' };
  }
  return stored;
}
