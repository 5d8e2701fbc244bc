import { z } from 'zod';
import { namedSchema } from '../base/api';
import { idSchema, versionSchema } from '../base/validation';

/** Who could no longer sign in if a role required a connector, and why. */
const LOCKED_OUT_REASONS = ['no_connector', 'other_connector', 'administrators_not_admitted'] as const;
export type LockedOutReason = (typeof LOCKED_OUT_REASONS)[number];

export function lockedOutReason(
  user: { ssoConnectorId: string | null; isAdministrator: boolean },
  connector: { id: string; admitsAdministrators: boolean },
): LockedOutReason | null {
  if (user.ssoConnectorId === null) return 'no_connector';
  if (user.ssoConnectorId !== connector.id) return 'other_connector';
  return user.isAdministrator && !connector.admitsAdministrators ? 'administrators_not_admitted' : null;
}

/** Why no role can require a connector now. */
const UNENFORCEABLE_REASONS = ['disabled', 'not_working', 'untested'] as const;
export type UnenforceableReason = (typeof UNENFORCEABLE_REASONS)[number];

export function unenforceableReason(connector: {
  enabled: boolean;
  canIdentify: boolean;
  isTested: boolean;
}): UnenforceableReason | null {
  if (!connector.enabled) return 'disabled';
  if (!connector.canIdentify) return 'not_working';
  return connector.isTested ? null : 'untested';
}

/** Whether the last passed test was made with the settings as they are now, of the connector and of its method. */
export function isTested(
  connector: { version: number; testedVersion: number | null; testedMethodVersion: number | null },
  method: { version: number } | null,
): boolean {
  return (
    connector.testedVersion === connector.version &&
    (method === null || connector.testedMethodVersion === method.version)
  );
}

/** Which connector a role requires from now on. */
export const requiredConnectorSchema = z.strictObject({
  version: versionSchema,
  /** Null: none. */
  connectorId: idSchema.nullable(),
  /** Null keeps the one that is set. */
  breakGlassUserId: idSchema.nullable(),
  /** Which list of users was shown who could no longer sign in. Not needed where there is nobody. */
  seen: z.string().max(100).nullable(),
});

/** What one would choose. Absent: no connector, and the break-glass administrator who is set. */
export const requiredConnectorQuerySchema = z.strictObject({
  connectorId: idSchema.optional(),
  breakGlassUserId: idSchema.optional(),
});

/** Users whom this would lock out: the first of them by name, and how many there are. */
const lockedOutSchema = z.object({
  count: z.number(),
  items: z.array(z.object({ id: z.string(), name: z.string(), reason: z.enum(LOCKED_OUT_REASONS) })),
  /** Whoever asks is one of them. */
  isOneself: z.boolean(),
  /** Open sessions that would end, and whether the one of whoever asks is among them. */
  sessions: z.number(),
  endsOwnSession: z.boolean(),
  /** Stands for this list. */
  seen: z.string(),
});
export type LockedOut = z.output<typeof lockedOutSchema>;

export const roleSignInSchema = z.object({
  version: z.number(),
  required: namedSchema.nullable(),
  breakGlass: namedSchema.nullable(),
  connectors: z.array(namedSchema.extend({ unenforceable: z.enum(UNENFORCEABLE_REASONS).nullable() })),
  /** Administrators with a password, of whom one stays able to use it. */
  administrators: z.array(namedSchema),
  mayNameBreakGlass: z.boolean(),
  lockedOut: lockedOutSchema,
});
export type RoleSignIn = z.output<typeof roleSignInSchema>;
