import { z } from 'zod';
import type { EmailReading } from '../base/canonical-email';
import { pickedMethodSchema, idSchema, nameSchema, referenceSchema, versionSchema } from '../base/validation';
import { sortSchema } from '../base/sort';
import { tagIdsSchema } from '../base/tag';
import type { Messages } from '../base/message-keys';
import { oidcInputSchema } from './oidc';

/** The reference is the last part of the login URL, where a browser reads dots alone as a way up. */
export const connectorReferenceSchema = referenceSchema.refine(
  (reference) => !/^\.+$/.test(reference),
  'reference_dots',
);

export const CONNECTOR_TYPES = ['hubspot', 'oidc'] as const;
export type ConnectorType = (typeof CONNECTOR_TYPES)[number];

const connectorFields = z.strictObject({
  name: nameSchema,
  reference: connectorReferenceSchema,
  enabled: z.boolean(),
  /** Of a HubSpot connector. */
  authMethodId: pickedMethodSchema.nullish(),
  /** Of an OpenID Connect connector. */
  oidc: oidcInputSchema.nullish(),
});

/** A connector has the settings of its own type, and of no other. */
function checkType(
  type: ConnectorType,
  { authMethodId, oidc }: Pick<z.output<typeof connectorFields>, 'authMethodId' | 'oidc'>,
  ctx: z.RefinementCtx,
): void {
  const refuse = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message });
  if (type === 'hubspot' && !authMethodId) refuse('authMethodId', 'method_missing');
  if (type === 'hubspot' && oidc) refuse('oidc', 'unknown_field');
  if (type === 'oidc' && authMethodId) refuse('authMethodId', 'unknown_field');
  if (type === 'oidc' && !oidc) refuse('oidc', 'required');
}

export const ssoConnectorInputSchema = connectorFields
  .extend({ type: z.enum(CONNECTOR_TYPES, 'not_offered') })
  .superRefine((connector, ctx) => {
    checkType(connector.type, connector, ctx);
    if (connector.type === 'oidc' && connector.oidc && !connector.oidc.clientSecret)
      ctx.addIssue({ code: 'custom', path: ['oidc', 'clientSecret'], message: 'required' });
  });
export type SsoConnectorInput = z.input<typeof ssoConnectorInputSchema>;

/** The type never changes: the settings sent have to be those of the connector's own. */
export const ssoConnectorEditSchema = connectorFields
  .extend({ version: versionSchema })
  .superRefine((connector, ctx) => checkType(connector.oidc ? 'oidc' : 'hubspot', connector, ctx));

/** A connector as it is in a form, as far as a test needs it. */
export const connectorDraftSchema = z
  .strictObject({
    /** The saved one that the form changes; null for a new one. */
    connectorId: idSchema.nullable(),
    type: z.enum(CONNECTOR_TYPES, 'not_offered'),
    authMethodId: pickedMethodSchema.nullish(),
    oidc: oidcInputSchema.nullish(),
  })
  .superRefine((draft, ctx) => checkType(draft.type, draft, ctx));
export type ConnectorDraft = z.output<typeof connectorDraftSchema>;

const yesNoSchema = z.enum(['true', 'false'], 'not_offered').transform((value) => value === 'true');

export const CONNECTOR_SORTS = ['name', 'reference', 'users'] as const;

/** What the list of connectors can be narrowed down to. */
export const ssoConnectorFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  authMethodId: idSchema.optional(),
  enabled: yesNoSchema.optional(),
  tagIds: tagIdsSchema,
  sort: sortSchema(CONNECTOR_SORTS),
});
export type SsoConnectorFilter = z.infer<typeof ssoConnectorFilterSchema>;

export const ATTEMPT_RESULTS = ['allowed', 'refused'] as const;

export const attemptFilterSchema = z.strictObject({
  allowed: yesNoSchema.optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});

/** Why a sign-in was refused. The user sees a message, administrators see every attempt with its reason. */
const SIGN_IN_DENIALS = [
  'connector_unknown',
  'connector_disabled',
  'method_disabled',
  'wrong_portal',
  'wrong_app',
  'no_email',
  'email_not_plain',
  'email_not_verified',
  'unknown_user',
  'not_assigned',
  'user_disabled',
  'administrators_not_admitted',
  'not_in_a_group',
  'other_connector_required',
  'other_identity_linked',
  'other_user',
  'not_for_this_request',
  'expired',
  'consent_refused',
  'provider_error',
  'code_refused',
  'credentials_refused',
  'identity_refused',
  'provider_unavailable',
  'method_changed',
] as const satisfies readonly (keyof Messages['attempts']['reasons'])[];
export type SignInDenial = (typeof SIGN_IN_DENIALS)[number];

export function isSignInDenial(value: string | null | undefined): value is SignInDenial {
  return SIGN_IN_DENIALS.some((known) => known === value);
}

/** Why sessions started through a connector ended. The Banner shows a message for each. */
export const SESSION_ENDINGS_BY_CONNECTOR = [
  'method_deactivated',
  'portal_replaced',
  'connector_disabled',
  'connector_changed',
  'connector_deleted',
] as const;
export type SessionEndingByConnector = (typeof SESSION_ENDINGS_BY_CONNECTOR)[number];

export type SignInDecision =
  | { kind: 'allow'; userId: string; link: 'known' | 'new' }
  | { kind: 'deny'; reason: SignInDenial; userId: string | null };

/** The provider's identity of the person signing in. */
export interface PresentedIdentity {
  /** HubSpot's portal, or the issuer. */
  portalId: string;
  /** HubSpot's user ID, or the subject. */
  providerUserId: string;
  /** Null: the provider named none. */
  email: EmailReading | null;
  /** Whether the address may find a user: the provider vouches for it, or the connector accepts it without. */
  isEmailTrusted: boolean;
  groups: readonly string[];
  /** How the provider says that the person was authenticated. */
  acr: string | null;
  amr: readonly string[];
}

export interface SignInSituation {
  connector: {
    id: string;
    enabled: boolean;
    isChanged: boolean;
    admitsAdministrators: boolean;
    /** Whether the person is in one of its groups, or doesn't have to be. Nobody asks it of administrators. */
    admitsGroups: boolean;
  };
  /** Of an OpenID Connect connector: always enabled, with the issuer as its portal. */
  method: { isEnabled: boolean; portalId: string | null };
  identity: PresentedIdentity;
  /** The user already linked to (connector, portal, provider user id). */
  linkedUser: SignInUser | null;
  /** The user with this email address; used only if no user is linked. */
  userByEmail: (SignInUser & { hasIdentityOnConnector: boolean }) | null;
}

export interface SignInUser {
  id: string;
  isActive: boolean;
  isAdministrator: boolean;
  ssoConnectorId: string | null;
  /** The only way in, by the role that this sign-in leaves them with. Null: any way. */
  requiredConnectorId: string | null;
}

/**
 * Decides who may sign in. The key is (connector, portal, provider user id); the email address finds an assigned user once.
 * No user is ever created here.
 */
export function decideSignIn(situation: SignInSituation): SignInDecision {
  const { connector, method, identity, linkedUser, userByEmail } = situation;
  const deny = (reason: SignInDenial, user: SignInUser | null = null): SignInDecision => ({
    kind: 'deny',
    reason,
    userId: user?.id ?? null,
  });

  if (!connector.enabled) return deny('connector_disabled');
  if (connector.isChanged) return deny('method_changed');
  if (!method.isEnabled || method.portalId === null) return deny('method_disabled');
  if (identity.portalId !== method.portalId) return deny('wrong_portal');

  const user = linkedUser ?? userByEmail;
  if (!user) return deny(refusalOf(identity));
  if (user.ssoConnectorId !== connector.id) return deny('not_assigned', user);
  if (!user.isActive) return deny('user_disabled', user);
  if (user.isAdministrator && !connector.admitsAdministrators) return deny('administrators_not_admitted', user);
  if (!user.isAdministrator && !connector.admitsGroups) return deny('not_in_a_group', user);
  if (user.requiredConnectorId !== null && user.requiredConnectorId !== connector.id)
    return deny('other_connector_required', user);
  if (linkedUser) return { kind: 'allow', userId: linkedUser.id, link: 'known' };
  // The address was given to another person at the provider: an administrator has to remove the old link first.
  if (userByEmail?.hasIdentityOnConnector) return deny('other_identity_linked', userByEmail);
  return { kind: 'allow', userId: user.id, link: 'new' };
}

function refusalOf({ email, isEmailTrusted }: PresentedIdentity): SignInDenial {
  if (email === null) return 'no_email';
  if (email.kind === 'refused') return 'email_not_plain';
  return isEmailTrusted ? 'unknown_user' : 'email_not_verified';
}

/** Where providers of every type send the browser back to. Registered with them, so it never changes. */
export function signInCallbackOf(publicUrl: string): string {
  return `${publicUrl}/api/sso/login/oauth/callback`;
}

/** What an agent opens to sign in. Every character that a reference may hold stands for itself in a path. */
export function loginUrlOf(publicUrl: string, reference: string): string {
  return `${publicUrl}/api/sso/login/${reference}`;
}
