import { z } from 'zod';
import { timestampSchema } from '../base/api';
import { FACTOR_KINDS } from '../people/second-factor';

/** A user's own factors. Never a secret, a key or a code. */
export const ownFactorsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(FACTOR_KINDS),
      name: z.string(),
      createdAt: timestampSchema,
      lastUsedAt: timestampSchema.nullable(),
    }),
  ),
  recoveryCodesLeft: z.number(),
  /** Whether the user's role requires a second factor. */
  isRequired: z.boolean(),
});

const descriptorSchema = z.object({
  id: z.string(),
  type: z.string(),
  transports: z.array(z.string()).optional(),
});
const verificationSchema = z.enum(['required', 'preferred', 'discouraged']);

/** What the page passes to `navigator.credentials.create`, in the JSON of WebAuthn. */
const creationOptionsSchema = z.object({
  rp: z.object({ id: z.string().optional(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number().optional(),
  excludeCredentials: z.array(descriptorSchema).optional(),
  authenticatorSelection: z
    .object({
      residentKey: z.enum(['required', 'preferred', 'discouraged']).optional(),
      requireResidentKey: z.boolean().optional(),
      userVerification: verificationSchema.optional(),
    })
    .optional(),
});

/** What the page passes to `navigator.credentials.get`. */
export const passkeyQuestionSchema = z.object({
  options: z.object({
    rpId: z.string().optional(),
    challenge: z.string(),
    timeout: z.number().optional(),
    userVerification: verificationSchema.optional(),
    allowCredentials: z.array(descriptorSchema).optional(),
  }),
});

/** The start of setting up a factor. The key of an app is shown once, here. */
export const startedEnrolmentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('totp'), ticket: z.string(), setUpKey: z.string(), uri: z.string() }),
  z.object({ kind: z.literal('passkey'), ticket: z.string(), options: creationOptionsSchema }),
]);
export type StartedEnrolment = z.output<typeof startedEnrolmentSchema>;

export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** With the first factor come the recovery codes, shown once. */
export const confirmedEnrolmentSchema = z.object({ id: z.string(), recoveryCodes: z.array(z.string()).nullable() });
