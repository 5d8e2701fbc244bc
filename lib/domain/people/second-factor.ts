import { z } from 'zod';
import { PERMISSIONS, type Permission } from '../base/permissions';
import { nameSchema } from '../base/validation';

export const FACTOR_KINDS = ['totp', 'passkey'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

/** Whether a role's users need a second factor: as its permissions say, always, or never. */
export const FACTOR_RULES = ['by_permissions', 'required', 'optional'] as const;
export type FactorRule = (typeof FACTOR_RULES)[number];

/** How many one account can have. */
export const MOST_FACTORS = 10;

/** Users who can change how people sign in, or what they may do, can become anyone else. */
const GUARDED_MODULES = ['auth-methods', 'sso-connectors', 'users', 'roles'];
const GUARDED: ReadonlySet<Permission> = new Set(
  PERMISSIONS.filter((key) => GUARDED_MODULES.includes(key.replace(/\..*$/, '')) && !key.endsWith('.access')),
);

function isGuardedPermission(permission: Permission): boolean {
  return GUARDED.has(permission);
}

interface FactorSubject {
  isAdministrator: boolean;
  rule: FactorRule;
  permissions: ReadonlySet<Permission>;
}

export function isFactorRequired({ isAdministrator, rule, permissions }: FactorSubject): boolean {
  if (rule !== 'by_permissions') return rule === 'required';
  return isAdministrator || [...permissions].some(isGuardedPermission);
}

const DAY_MS = 24 * 60 * 60_000;

/** Until when somebody may do without. */
export function graceEndsAt(requiredAt: Date, graceDays: number): Date {
  return new Date(requiredAt.getTime() + graceDays * DAY_MS);
}

/** What follows a correct password. */
export type SecondStep =
  /** Nothing: the session starts. */
  | 'none'
  /** A code or a passkey. */
  | 'factor'
  /** The grace period is over: set one up, and nothing else. */
  | 'enrolment';

export function decideSecondStep(situation: {
  hasFactor: boolean;
  /** Null: no second factor is required. */
  requiredAt: Date | null;
  graceDays: number;
  now: Date;
}): SecondStep {
  const { hasFactor, requiredAt, graceDays, now } = situation;
  if (hasFactor) return 'factor';
  return requiredAt !== null && graceEndsAt(requiredAt, graceDays) <= now ? 'enrolment' : 'none';
}

/** A ticket is sealed: nothing in it can be read or made up. */
const ticketSchema = z.string().max(4000);
const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'wrong_format');

/** Apps show "123 456": spaces are no part of it. */
const totpCodeSchema = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'required')
      .regex(/^\d{6}$/, 'code_six_digits'),
  );

/** Letters and digits alone, as they are printed: spaces, hyphens and case do not matter. */
const recoveryCodeSchema = z
  .string()
  .max(60)
  .transform((text) => text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  .pipe(z.string().min(1, 'required'));

const totpCodeInputSchema = z.strictObject({ code: totpCodeSchema });
const recoveryCodeInputSchema = z.strictObject({ code: recoveryCodeSchema });

export const signInCodeSchema = z.discriminatedUnion('kind', [
  totpCodeInputSchema.extend({ kind: z.literal('totp') }),
  recoveryCodeInputSchema.extend({ kind: z.literal('recovery_code') }),
]);
export type SignInCode = z.output<typeof signInCodeSchema>;

/** Of what a browser answers when it made a passkey, what is needed. */
const passkeyCreatedSchema = z.strictObject({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.strictObject({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(8000),
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
});
export type PasskeyCreated = z.output<typeof passkeyCreatedSchema>;

/** Of what a browser answers when a passkey was used, what is needed. */
const passkeyUsedSchema = z.strictObject({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.strictObject({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(8000),
    userHandle: base64url(200).optional(),
  }),
});
export type PasskeyUsed = z.output<typeof passkeyUsedSchema>;

export const startEnrolmentSchema = z.strictObject({ kind: z.enum(FACTOR_KINDS, 'not_offered') });
export const confirmEnrolmentSchema = z.discriminatedUnion('kind', [
  totpCodeInputSchema.extend({ kind: z.literal('totp'), ticket: ticketSchema, name: nameSchema }),
  z.strictObject({
    kind: z.literal('passkey'),
    ticket: ticketSchema,
    name: nameSchema,
    response: passkeyCreatedSchema,
  }),
]);

export const factorNameSchema = z.strictObject({ name: nameSchema });

export const startPasskeySignInSchema = z.strictObject({
  /** `first` instead of a password, `second` after it. */
  step: z.enum(['first', 'second'], 'not_offered'),
});
export const passkeySignInSchema = z.strictObject({ response: passkeyUsedSchema });
