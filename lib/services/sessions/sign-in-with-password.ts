import { z } from 'zod';
import { canonicalEmail, describeEmail, dropOuterBlanks } from '@/lib/domain/base/canonical-email';
import { isStorable } from '@/lib/domain/base/validation';
import type { Tx } from '@/lib/platform/db';
import { hashSecret } from '@/lib/platform/crypto';
import { isPassword } from '@/lib/platform/password';
import { type Ctx, unrecorded } from '../context';
import { createSession } from './create-session';
import { endSession } from './end-session';
import { findSecondStep } from './find-second-step';
import { secondStepTicket } from './open-second-step';

/** Consecutive wrong passwords that lock an account until an administrator or a reset link unlocks it. */
export const LOCK_AFTER = 10;
/** Anybody who knows an administrator's email can lock them out. If no other administrator can unlock them, the lock expires. */
export const LAST_LOCK_MS = 30 * 60_000;

/** What the login page can report. Unknown, locked and disabled users look like a wrong password. */
type PasswordRefusal = 'wrong_credentials' | 'slow_down';
export type PasswordSignIn =
  | { kind: 'signed-in'; token: string; userId: string }
  /** The password was right. The ticket is for this browser; nothing else is reachable with it. */
  | { kind: 'second-step'; ticket: string; userId: string }
  | { kind: 'refused'; reason: PasswordRefusal };

interface PasswordInput {
  email: string;
  password: string;
  /** The browser's previous session, if any, which ends. */
  formerToken?: string | null;
  /** The session of somebody who signs in again in place. */
  renews?: string;
}

const inputSchema = z.object({ email: z.string().max(254).refine(isStorable), password: z.string().max(1024) });

/**
 * Signs in a local account. Every attempt whose password is looked at is stored with its reason, which only
 * administrators see.
 * The attempt is counted before the password is checked, so that parallel guesses can't outrun the lock. Every user
 * causes the same writes, so that timing doesn't reveal who exists.
 */
export async function signInWithPassword(ctx: Ctx, input: PasswordInput): Promise<PasswordSignIn> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) return { kind: 'refused', reason: 'wrong_credentials' };
  const typed = dropOuterBlanks(parsed.data.email);
  // An address without a canonical form is nobody's, and is stored as what it is.
  const email = canonicalEmail(typed) ?? describeEmail(typed);
  const from = ctx.client.ip ?? 'unknown';
  if ((await ctx.limits.take('password-by-ip', from)).retryAfterSeconds !== null) {
    // In the log alone: a row for each would let anybody fill the database at the speed of their line.
    ctx.log.warn({ reason: 'slow_down' }, 'a password sign-in was refused');
    return { kind: 'refused', reason: 'slow_down' };
  }

  const attempt = await unrecorded(ctx, 'before sign-in').$transaction((tx) => countAttempt(ctx, tx, email));
  const isRight = await isPassword(parsed.data.password, attempt.user?.passwordHash ?? null);
  const admission =
    attempt.user && attempt.mayPass && isRight ? await admit(ctx, attempt.id, attempt.user, input.renews) : null;
  if (!attempt.user || admission === null) {
    ctx.log.warn({ userId: attempt.user?.id ?? null, reason: attempt.reason }, 'a password sign-in was refused');
    return { kind: 'refused', reason: 'wrong_credentials' };
  }
  // Correct passwords don't count: a whole office may sign in from one address.
  await ctx.limits.giveBack('password-by-ip', from);
  const userId = attempt.user.id;
  if (admission.kind === 'second-step') {
    ctx.log.info({ userId, needs: admission.needs }, 'a password was right, and the second step follows');
    return { kind: 'second-step', ticket: admission.ticket, userId };
  }
  if (input.formerToken) await endSession(ctx, { token: input.formerToken });
  ctx.log.info({ userId }, 'signed in with a password');
  return { kind: 'signed-in', token: admission.token, userId };
}

interface CountedUser {
  id: string;
  status: string;
  passwordHash: string | null;
  failedPasswords: number;
}

/** Counts the attempt as failed until the password proves correct. */
async function countAttempt(ctx: Ctx, tx: Tx, email: string) {
  const now = ctx.now();
  const opensAt = new Date(now.getTime() - LAST_LOCK_MS);
  const [counted] = await tx.$queryRaw<CountedUser[]>`
    UPDATE "User" u SET "failedPasswords" = CASE WHEN u."lockedAt" IS NULL THEN u."failedPasswords" + 1 ELSE 1 END,
      "lockedAt" = CASE WHEN u."lockedAt" IS NULL AND u."failedPasswords" + 1 >= ${LOCK_AFTER} THEN ${now}::timestamptz ELSE NULL END
    WHERE "email" = ${email} AND "passwordHash" IS NOT NULL AND (
      "lockedAt" IS NULL OR (
        "isAdministrator" AND "lockedAt" <= ${opensAt}::timestamptz AND NOT EXISTS (
          SELECT 1 FROM "User" other WHERE other."id" <> u."id" AND other."isAdministrator" AND other."status" = 'active'
            AND other."lockedAt" IS NULL AND (other."passwordHash" IS NOT NULL OR other."ssoConnectorId" IS NOT NULL))))
    RETURNING "id", "status"::text, "passwordHash", "failedPasswords"`;
  const user =
    counted ??
    (await tx.user.findUnique({
      where: { email },
      select: { id: true, status: true, passwordHash: true, failedPasswords: true },
    }));
  const reason = refusalOf(user, counted !== undefined);
  const { id } = await tx.signInAttempt.create({
    data: attemptData(ctx, { email, userId: user?.id ?? null, reason }),
    select: { id: true },
  });
  return { id, user, reason, mayPass: reason === 'wrong_password' };
}

function refusalOf(user: CountedUser | null, wasCounted: boolean): string {
  if (!user) return 'unknown_user';
  if (user.passwordHash === null) return 'no_password';
  if (!wasCounted) return 'locked';
  return user.status === 'active' ? 'wrong_password' : 'user_disabled';
}

type PasswordAdmission =
  | { kind: 'session'; token: string }
  | { kind: 'second-step'; ticket: string; needs: 'factor' | 'enrolment' };

/**
 * The password was correct: creates the session, or asks for the second step, unless the account was locked, disabled or
 * changed in the meantime.
 */
async function admit(
  ctx: Ctx,
  attemptId: string,
  user: CountedUser,
  renews: string | undefined,
): Promise<PasswordAdmission | null> {
  return unrecorded(ctx, 'before sign-in').$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: {
        id: user.id,
        status: 'active',
        passwordHash: user.passwordHash,
        // Lift the lock this attempt itself caused, but no other.
        OR: [{ lockedAt: null }, { failedPasswords: user.failedPasswords }],
      },
      data: { failedPasswords: 0, lockedAt: null },
    });
    if (count === 0 || user.passwordHash === null) return null;
    const needs = await findSecondStep(ctx, tx, user.id);
    if (needs === 'none') {
      await tx.signInAttempt.update({ where: { id: attemptId }, data: { allowed: true, reason: null } });
      const { token } = await createSession(ctx, tx, { userId: user.id, connectorId: null, renews: renews ?? null });
      return { kind: 'session', token };
    }
    await tx.signInAttempt.update({ where: { id: attemptId }, data: { reason: UNFINISHED[needs] } });
    const passwordMark = hashSecret(user.passwordHash);
    const { text } = secondStepTicket.seal(ctx, {
      userId: user.id,
      passwordMark,
      attemptId,
      needs,
      renews: renews ?? null,
    });
    return { kind: 'second-step', ticket: text, needs };
  });
}

/** What administrators read of a sign-in that ended after the password. */
const UNFINISHED = { factor: 'second_step_open', enrolment: 'enrolment_open' } as const;

function attemptData(ctx: Ctx, attempt: { email: string; userId: string | null; reason: string }) {
  return {
    at: ctx.now(),
    way: 'password' as const,
    email: attempt.email.slice(0, 254),
    userId: attempt.userId,
    allowed: false,
    reason: attempt.reason,
    ip: ctx.client.ip,
    userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
  };
}
