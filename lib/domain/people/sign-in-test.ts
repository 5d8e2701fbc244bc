import { z } from 'zod';
import { isSignInDenial, type SignInDenial } from './sso';

/** What a sign-in goes through, in this order. */
export const TEST_STAGES = ['discovery', 'redirect', 'consent', 'token', 'identity', 'user'] as const;
export type TestStage = (typeof TEST_STAGES)[number];

/** What to look at again, of the connector's form or at the provider. */
const TEST_HINTS = [
  'issuer',
  'clientId',
  'clientSecret',
  'redirectUrl',
  'scopes',
  'email',
  'user',
  'groups',
  'method',
] as const;
export type TestHint = (typeof TEST_HINTS)[number];

/** What a test found out, as stored with its flow. */
export const signInTestSchema = z.object({
  /** Null: every stage passed. */
  failure: z
    .object({
      stage: z.enum(TEST_STAGES),
      reason: z.string().refine(isSignInDenial),
      hint: z.enum(TEST_HINTS).nullable(),
      /** The provider's own code and words, scrubbed. */
      providerCode: z.string().nullable(),
      providerMessage: z.string().nullable(),
    })
    .nullable(),
  identity: z
    .object({
      account: z.string(),
      subject: z.string(),
      email: z.string().nullable(),
      groups: z.array(z.string()),
      acr: z.string().nullable(),
      amr: z.array(z.string()),
    })
    .nullable(),
  /** Who would be signed in, and with which role from now on. */
  user: z.object({ id: z.string(), name: z.string(), role: z.string() }).nullable(),
  /** It was made with what was in a form, and not saved. */
  isDraft: z.boolean().default(false),
});
export type SignInTest = z.output<typeof signInTestSchema>;

const HINTS: Partial<Record<SignInDenial, TestHint>> = {
  credentials_refused: 'clientSecret',
  code_refused: 'redirectUrl',
  not_for_this_request: 'redirectUrl',
  identity_refused: 'clientId',
  wrong_app: 'clientId',
  provider_error: 'scopes',
  no_email: 'email',
  email_not_plain: 'email',
  email_not_verified: 'email',
  unknown_user: 'user',
  not_assigned: 'user',
  user_disabled: 'user',
  other_identity_linked: 'user',
  administrators_not_admitted: 'user',
  not_in_a_group: 'groups',
  other_connector_required: 'user',
  method_disabled: 'method',
  wrong_portal: 'method',
};

/** Which setting a failure points to; null where it points to none. */
export function hintFor(stage: TestStage, reason: SignInDenial): TestHint | null {
  return stage === 'discovery' ? 'issuer' : (HINTS[reason] ?? null);
}
