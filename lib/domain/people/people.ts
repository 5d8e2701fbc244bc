import { z } from 'zod';
import { emailSchema } from '../base/canonical-email';
import { LOCALES } from '../base/locale';
import { isPermission, type Permission } from '../base/permissions';
import { isTimeZone } from '../base/preferences';
import { sortSchema } from '../base/sort';
import { tagIdsSchema } from '../base/tag';
import { idSchema, nameSchema, versionSchema } from '../base/validation';
import { FACTOR_RULES } from './second-factor';
import { NOTABLE_WRONG_PASSWORDS } from './wrong-passwords';

export const PASSWORD_MINIMUM = 12;

/**
 * Length is what makes a password hard to guess; what everybody guesses first is refused by name. This is what a form can
 * tell. The verbs know the common passwords too, and the words of person and site.
 */
export const passwordSchema = z
  .string()
  .min(PASSWORD_MINIMUM, 'password_short')
  .max(200)
  .refine((password) => new Set(password).size >= 5, 'password_simple')
  .refine((password) => !/^(password|motdepasse|azerty|qwerty|123456|maker)/i.test(password), 'password_common');

/** Everyone who writes to this person knows the address, so attackers would try it first. */
export function isOwnAddress(password: string, email: string): boolean {
  return password.trim().toLowerCase() === email.trim().toLowerCase();
}

/** For a form that asks for both; where the address is known already, the verb looks. */
export function checkNotOwnAddress(
  { email, password }: { email: string; password: string },
  ctx: z.RefinementCtx,
): void {
  if (isOwnAddress(password, email))
    ctx.addIssue({ code: 'custom', path: ['password'], message: 'password_is_address' });
}

const userFields = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  roleId: z.string().min(1, 'required').max(100).pipe(idSchema),
  isAdministrator: z.boolean(),
  profileIds: z
    .array(idSchema)
    .max(50)
    .transform((ids) => [...new Set(ids)]),
  defaultProfileId: idSchema.nullable(),
  ssoConnectorId: idSchema.nullable(),
  language: z.enum(LOCALES, 'not_offered'),
});

function checkDefault(user: { profileIds: string[]; defaultProfileId: string | null }, ctx: z.RefinementCtx): void {
  if (user.defaultProfileId !== null && !user.profileIds.includes(user.defaultProfileId)) {
    ctx.addIssue({ code: 'custom', path: ['defaultProfileId'], message: 'default_profile_not_held' });
  }
  if (user.defaultProfileId === null && user.profileIds.length > 0) {
    ctx.addIssue({ code: 'custom', path: ['defaultProfileId'], message: 'default_profile_missing' });
  }
}

export const userInputSchema = userFields.superRefine(checkDefault);
export type UserInput = z.infer<typeof userInputSchema>;
export const userEditSchema = userFields.extend({ version: versionSchema }).superRefine(checkDefault);

/** Absent values are left unchanged. */
export const preferencesSchema = z.strictObject({
  language: z.enum(LOCALES, 'not_offered').optional(),
  /** Null: the browser's time zone. */
  timeZone: z.string().max(60).refine(isTimeZone, 'not_offered').nullable().optional(),
});

export const setUpAdministratorSchema = z
  .strictObject({ token: z.string().max(100), name: nameSchema, email: emailSchema, password: passwordSchema })
  .superRefine(checkNotOwnAddress);
export const changeOwnPasswordSchema = z.strictObject({
  currentPassword: z.string().min(1, 'required').max(1024),
  password: passwordSchema,
});
/** Signing in again in place. */
export const confirmSignInSchema = z.strictObject({ password: z.string().min(1, 'required').max(1024) });
export const choosePasswordSchema = z.strictObject({ token: z.string().max(100), password: passwordSchema });

const permissionsSchema = z
  .array(z.string().max(100).refine(isPermission, 'not_offered'))
  .max(100)
  .transform((keys): Permission[] => [...new Set(keys.filter(isPermission))].sort());

export const roleInputSchema = z.strictObject({
  name: nameSchema,
  description: z.string().trim().max(500),
  permissions: permissionsSchema,
  /** Absent: unchanged, and by permissions for a new role. */
  factorRule: z.enum(FACTOR_RULES, 'not_offered').optional(),
});
export const roleEditSchema = roleInputSchema.extend({ version: versionSchema });

export const ROLE_SORTS = ['name', 'users', 'changed'] as const;

export const roleFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  tagIds: tagIdsSchema,
  sort: sortSchema(ROLE_SORTS),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type RoleFilter = z.infer<typeof roleFilterSchema>;

/** `guessed` is an active user for whom somebody entered several wrong passwords since the last sign-in. */
export const USER_STATES = ['active', 'guessed', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

export const USER_SORTS = ['name', 'email', 'last'] as const;

export const userFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  roleId: idSchema.optional(),
  profileId: idSchema.optional(),
  connectorId: idSchema.optional(),
  status: z.enum(USER_STATES, 'not_offered').optional(),
  tagIds: tagIdsSchema,
  sort: sortSchema(USER_SORTS),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type UserFilter = z.infer<typeof userFilterSchema>;

export function userState(user: { status: 'active' | 'disabled'; failedPasswords: number }): UserState {
  if (user.status === 'disabled') return 'disabled';
  return user.failedPasswords >= NOTABLE_WRONG_PASSWORDS ? 'guessed' : 'active';
}
