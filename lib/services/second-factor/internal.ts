import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { growingWaitMs } from '@/lib/domain/people/growing-wait';
import { CODE_WAIT } from '@/lib/domain/people/limits';
import { passkeySite } from '@/lib/domain/people/passkey-site';
import { AppError } from '@/lib/domain/base/app-error';
import type { FactorKind } from '@/lib/domain/people/second-factor';
import { hashSecret } from '@/lib/platform/crypto';
import type { ReadDb, Tx } from '@/lib/platform/db';
import type { Site } from '@/lib/platform/passkeys';
import { found, type Ctx, type WriteTx } from '../context';
import { defineTicket, redeemTicket } from '../define-ticket';
import type { SecondStepTicket, SigningIn } from '../sessions/open-second-step';
import { startLocalSession } from '../sessions/start-local-session';

/** A factor that is being set up: for one person, and within one session or one sign-in. */
export const enrolmentTicket = defineTicket(
  'enrolment',
  z.object({
    userId: z.uuid(),
    boundTo: z.uuid(),
    /** The secret of the app, or the challenge for the passkey. */
    setUp: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('totp'), secret: z.string() }),
      z.object({ kind: z.literal('passkey'), challenge: z.string() }),
    ]),
  }),
);

/** What a passkey has to answer. `stepId`: after the password of this sign-in; null: instead of one. */
export const passkeyTicket = defineTicket(
  'passkey-sign-in',
  z.object({ challenge: z.string(), stepId: z.uuid().nullable() }),
);

const secretPlace = (factorId: string) => ({ table: 'SecondFactor', row: factorId, column: 'totpSecret' });

export function sealTotpSecret(ctx: Ctx, factorId: string, secret: string): string {
  return ctx.sealer.seal(secret, secretPlace(factorId));
}

export function openTotpSecret(ctx: Ctx, factor: { id: string; totpSecret: string | null }): string {
  return ctx.sealer.open(found(factor.totpSecret), secretPlace(factor.id));
}

/** Where passkeys of this deployment work. */
export function requirePasskeySite(ctx: Ctx): Site {
  const site = passkeySite(ctx.config.publicUrl);
  if (site.kind === 'usable') return site;
  throw new AppError('PRECONDITION_FAILED', {
    key: site.reason === 'ip_address' ? 'passkeys_ip_address' : 'passkeys_insecure',
  });
}

const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. 32 of them: 5 bits each. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 16;

/** Replaces the account's recovery codes. Returns the new ones, to be shown once; 80 random bits need no slow hash. */
export async function replaceRecoveryCodes(ctx: Ctx, tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashSecret(code), createdAt: ctx.now() })),
  });
  return codes.map((code) => (code.match(/.{4}/g) ?? []).join('-'));
}

function newRecoveryCode(): string {
  return [...randomBytes(CODE_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

export async function countWrongCode(ctx: Ctx, tx: Tx, user: SigningIn): Promise<void> {
  const failedCodes = user.failedCodes + 1;
  const waitMs = growingWaitMs(failedCodes, CODE_WAIT);
  await tx.user.update({
    where: { id: user.id },
    data: { failedCodes, codeWaitUntil: waitMs === 0 ? null : new Date(ctx.now().getTime() + waitMs) },
  });
}

type FactorUsed = FactorKind | 'recovery_code';

/** Keeps a refusal at the second step for administrators. */
export async function recordRefusal(
  ctx: Ctx,
  tx: Tx,
  attempt: { user: { id: string; email: string }; way: 'password' | 'passkey'; factor: FactorUsed; reason: string },
): Promise<void> {
  const { user, way, factor, reason } = attempt;
  await tx.signInAttempt.create({ data: { ...attemptOf(ctx, user), way, factor, allowed: false, reason } });
  ctx.log.warn({ userId: user.id, factor, reason }, 'a second step was refused');
}

/** Keeps that somebody was disabled, or got another password, between the two steps. */
export async function recordLostAccount(
  ctx: Ctx,
  tx: Tx,
  attempt: { userId: string; way: 'password' | 'passkey'; factor: FactorUsed },
): Promise<void> {
  const user = await tx.user.findUnique({
    where: { id: attempt.userId },
    select: { id: true, email: true, status: true },
  });
  if (!user) return;
  const reason = user.status === 'active' ? 'password_changed' : 'user_disabled';
  await recordRefusal(ctx, tx, { user, way: attempt.way, factor: attempt.factor, reason });
}

/**
 * Ends the second step: the ticket is used up, the attempt says how, and the session starts. Null if the ticket was used
 * before. Called last in the transaction, after everything else was checked.
 */
export async function admitSecondStep(
  ctx: Ctx,
  tx: WriteTx,
  input: { user: SigningIn; step: SecondStepTicket; factor: FactorUsed },
): Promise<string | null> {
  const { user, step, factor } = input;
  if (!(await redeemTicket(tx, step))) return null;
  await tx.user.update({ where: { id: user.id }, data: { failedCodes: 0, codeWaitUntil: null } });
  await tx.signInAttempt.updateMany({
    where: { id: step.content.attemptId },
    data: { allowed: true, reason: null, factor },
  });
  const { renews } = step.content;
  return (await startLocalSession(ctx, tx, { userId: user.id, with: 'password', renews })).token;
}

export function attemptOf(ctx: Ctx, user: { id: string; email: string }) {
  return {
    at: ctx.now(),
    email: user.email,
    userId: user.id,
    ip: ctx.client.ip,
    userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
  };
}

/** The session of somebody who had none at the start of the request; refused alike for whatever went wrong before. */
export function secondStepOver(): AppError {
  return new AppError('PRECONDITION_FAILED', { key: 'second_step_over' });
}

/** Serializes changes to one account's factors, so that a check of what is left stays true. */
export async function lockUser(tx: Tx, userId: string): Promise<{ id: string; name: string; hasPassword: boolean }> {
  const [user] = await tx.$queryRaw<{ id: string; name: string; hasPassword: boolean }[]>`
    SELECT "id", "name", "passwordHash" IS NOT NULL AS "hasPassword" FROM "User"
    WHERE "id" = ${userId}::uuid AND "status" = 'active' FOR UPDATE`;
  return found(user);
}

export async function knownPasskeys(db: Pick<ReadDb, 'secondFactor'>, userId: string) {
  const rows = await db.secondFactor.findMany({
    where: { userId, kind: 'passkey' },
    select: { credentialId: true, transports: true },
  });
  return rows.flatMap(({ credentialId, transports }) => (credentialId === null ? [] : [{ credentialId, transports }]));
}
