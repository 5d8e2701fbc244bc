import { z } from 'zod';
import { sortSchema } from '../base/sort';
import { tagIdsSchema } from '../base/tag';
import { nameSchema, versionSchema } from '../base/validation';

/** HubSpot calls `environment` the App ID and `clientSecret` the client secret. */

const scopeSchema = z
  .string()
  .trim()
  .min(1, 'required')
  .max(200)
  .regex(/^[A-Za-z0-9._:/-]+$/, 'scope_pattern');
const scopeListSchema = z
  .array(scopeSchema)
  .max(100)
  .transform((scopes) => [...new Set(scopes)]);

export const authMethodInputSchema = z.strictObject({
  name: nameSchema,
  provider: z.enum(['hubspot'], 'not_offered'),
  /** HubSpot: the App ID, digits alone. Compared with what introspection says at activation. */
  environment: z.string().trim().min(1, 'required').max(20).regex(/^\d+$/, 'app_id_pattern'),
  clientId: z
    .string()
    .trim()
    .min(1, 'required')
    .max(200)
    .regex(/^[\x21-\x7e]+$/, 'no_spaces'),
  /** Absent or empty on an edit leaves the current secret in place. */
  clientSecret: z
    .string()
    .trim()
    .max(500)
    .regex(/^[\x21-\x7e]*$/, 'no_spaces')
    .optional(),
  requiredScopes: scopeListSchema.refine((scopes) => scopes.length > 0, 'required'),
  optionalScopes: scopeListSchema,
});

export const authMethodEditSchema = authMethodInputSchema.omit({ provider: true }).extend({ version: versionSchema });

export const AUTH_METHOD_STATUSES = ['disabled', 'activating', 'enabled'] as const;
export type AuthMethodStatus = (typeof AUTH_METHOD_STATUSES)[number];

export const METHOD_SORTS = ['name', 'environment'] as const;

/** What the list of methods can be narrowed down to. */
export const authMethodFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  provider: z.string().max(40).optional(),
  status: z.enum(AUTH_METHOD_STATUSES, 'not_offered').optional(),
  tagIds: tagIdsSchema,
  sort: sortSchema(METHOD_SORTS),
});
export type AuthMethodFilter = z.infer<typeof authMethodFilterSchema>;

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

/** Every way an authorization flow can fail. Each has a message that says why and what to do. */
export const OAUTH_REFUSALS = [
  /** state unknown, used, of another purpose or browser: one sentence for all, so that an attacker learns nothing. */
  'not_for_this_request',
  'expired',
  'consent_refused',
  'provider_error',
  'wrong_app',
  'scope_missing',
  'method_changed',
  'not_permitted',
  'code_refused',
  'credentials_refused',
  'provider_unavailable',
  'wrong_portal',
  'popup_closed',
] as const;
export type OAuthRefusal = (typeof OAUTH_REFUSALS)[number];

export function isOAuthRefusal(value: string | null | undefined): value is OAuthRefusal {
  return OAUTH_REFUSALS.some((known) => known === value);
}

/** How long an answer of the provider is waited for, and how long a replacement of the portal may be confirmed. */
export const TRANSACTION_MS = 10 * 60_000;

/** Changing who we are at the provider ends the grant and asks for the secret again. */
export function needsSecretAgain(
  before: { environment: string; clientId: string },
  after: { environment: string; clientId: string },
): boolean {
  return before.environment !== after.environment || before.clientId !== after.clientId;
}

/** As stored. */
export interface StoredMethodState {
  status: AuthMethodStatus;
  disabledReason: DisabledReason | null;
  activatedIn: string | null;
  activatingUntil: Date | null;
  /** A key of OAUTH_REFUSALS. */
  activationRefusal: string | null;
  grantedScopes: string[];
}

/** Whether the user chose this outcome, so that it needs no explanation. */
export function isOwnChoice(refusal: OAuthRefusal): boolean {
  return refusal === 'popup_closed' || refusal === 'wrong_portal';
}

/** As it holds now. */
export interface MethodState {
  status: AuthMethodStatus;
  disabledReason: DisabledReason | null;
  /** The exact reason if the last activation failed. */
  refusal: OAuthRefusal | null;
}

/** What goes with the state of a method. */
export interface MethodGrant {
  /** While activating: until when an answer is waited for. */
  activatingUntil: Date | null;
  /** Where it was activated last. */
  activatedIn: string | null;
  /** The scopes that the provider granted; null while the method is not enabled, whatever was granted before. */
  grantedScopes: string[] | null;
}

/**
 * A grant of the sandbox is worthless at the real HubSpot and the other way round: such a method is Disabled, with that
 * reason. An activation whose answer never came is Disabled again once the time for it is over.
 */
export function effectiveState(
  stored: StoredMethodState,
  mode: 'sandbox' | 'live',
  now: Date,
): MethodState & MethodGrant {
  const { status, disabledReason, activatedIn, activatingUntil } = stored;
  const off = { status: 'disabled', disabledReason, activatingUntil: null, activatedIn, grantedScopes: null } as const;
  if (status === 'enabled') {
    const isOther = activatedIn !== null && activatedIn !== mode;
    return isOther
      ? { ...off, disabledReason: 'other_mode', refusal: null }
      : { ...off, status, disabledReason: null, refusal: null, grantedScopes: stored.grantedScopes };
  }
  const refusal = isOAuthRefusal(stored.activationRefusal) ? stored.activationRefusal : null;
  if (status === 'activating') {
    const isOver = activatingUntil === null || activatingUntil <= now;
    return isOver ? { ...off, refusal: 'expired' } : { ...off, status, disabledReason: null, refusal, activatingUntil };
  }
  return { ...off, refusal };
}

export interface ActivationSituation {
  method: { environment: string; clientId: string; requiredScopes: readonly string[]; portalId: string | null };
  /** The introspection result of the provider's token. */
  identity: { appId: string | null; clientId: string; accountId: string; scopes: readonly string[] };
}

export type ActivationDecision =
  | { kind: 'bind'; extraScopes: string[] }
  /** The method currently belongs to another portal. Nothing changes until an administrator confirms. */
  | { kind: 'confirm'; fromPortalId: string; toPortalId: string; extraScopes: string[] }
  | { kind: 'refuse'; reason: 'wrong_app'; appId: string | null }
  | { kind: 'refuse'; reason: 'scope_missing'; missingScopes: string[] };

/** Whether to accept a new grant. An app ID missing from the introspection result counts as wrong. */
export function decideActivation({ method, identity }: ActivationSituation): ActivationDecision {
  if (identity.appId !== method.environment || identity.clientId.toLowerCase() !== method.clientId.toLowerCase()) {
    return { kind: 'refuse', reason: 'wrong_app', appId: identity.appId };
  }
  const missingScopes = method.requiredScopes.filter((scope) => !identity.scopes.includes(scope));
  if (missingScopes.length > 0) return { kind: 'refuse', reason: 'scope_missing', missingScopes };

  const extraScopes = identity.scopes.filter((scope) => !method.requiredScopes.includes(scope));
  if (method.portalId !== null && method.portalId !== identity.accountId) {
    return { kind: 'confirm', fromPortalId: method.portalId, toPortalId: identity.accountId, extraScopes };
  }
  return { kind: 'bind', extraScopes };
}

/** The reason to store after a failed activation. Only the provider's own refusals replace the previous one. */
export function disabledReasonAfter(refusal: OAuthRefusal, before: DisabledReason | null): DisabledReason {
  if (refusal === 'consent_refused' || refusal === 'scope_missing') return refusal;
  return before ?? 'never_activated';
}

/** What a method's portal is called: its name, else its domain, else its id. */
export function displayNameOf(method: {
  portalId: string | null;
  portalName: string | null;
  portalDomain: string | null;
}): string {
  return method.portalName ?? method.portalDomain ?? method.portalId ?? '';
}
