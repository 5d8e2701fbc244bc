import { z } from 'zod';
import { hasNoDuplicates, pickedIdSchema } from '../base/validation';

export const DEFAULT_OIDC_SCOPES = ['openid', 'email', 'profile'];

/** An https address, or a plain one on this machine for trials; exactly as the provider names itself. */
const issuerSchema = z.string().trim().min(1, { error: 'required', abort: true }).max(500).refine(isIssuer, 'issuer');

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback)) return false;
  return username === '' && password === '' && search === '' && hash === '' && !/[?#]$/.test(text);
}

const printable = /^[\x21-\x7e]+$/;

const groupRoleSchema = z.strictObject({
  group: z.string().trim().min(1, 'required').max(200),
  roleId: pickedIdSchema,
});

export const oidcInputSchema = z.strictObject({
  issuer: issuerSchema,
  clientId: z.string().trim().min(1, 'required').max(200).regex(printable, 'wrong_format'),
  /** Absent or empty keeps the one that is set. */
  clientSecret: z
    .string()
    .max(1000)
    .regex(/^[\x20-\x7e]*$/, 'wrong_format')
    .optional(),
  scopes: z
    .array(z.string().trim().min(1, 'required').max(100).regex(printable, 'wrong_format'))
    .max(30)
    .refine((scopes) => scopes.includes('openid'), 'scope_openid')
    .transform((scopes) => [...new Set(scopes)]),
  /** Empty: groups are ignored. */
  groupsClaim: z
    .string()
    .trim()
    .max(100)
    .regex(/^[\x21-\x7e]*$/, 'wrong_format'),
  /** In order: the first group that the person belongs to decides. */
  groupRoles: z
    .array(groupRoleSchema)
    .max(50)
    .refine((rows) => hasNoDuplicates(rows.map(({ group }) => group)), 'group_twice'),
  /** Whoever is in none of the groups keeps their role, and otherwise is refused. */
  admitsWithoutGroup: z.boolean(),
  acceptsUnverifiedEmail: z.boolean(),
  administratorsMaySignIn: z.boolean(),
});
export type OidcInput = z.output<typeof oidcInputSchema>;

/** The role that a person gets at sign-in; null keeps the one that they have. */
export function roleForGroups(
  table: readonly { group: string; roleId: string }[],
  groups: readonly string[],
): string | null {
  return table.find(({ group }) => groups.includes(group))?.roleId ?? null;
}
