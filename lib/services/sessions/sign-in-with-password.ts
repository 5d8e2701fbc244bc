import { z } from 'zod';
import { isPassword } from '@/lib/platform/password';
import type { Ctx } from '../context';
import { createSession } from './create-session';

/** Wrong passwords in a row after which an account is locked until an administrator or a reset link opens it. */
export const LOCK_AFTER = 10;

/** What the login page can say. Unknown user, wrong password and disabled user read the same. */
export type PasswordRefusal = 'wrong_credentials' | 'locked' | 'slow_down';
export type PasswordSignIn = { kind: 'signed-in'; token: string; userId: string } | { kind: 'refused'; reason: PasswordRefusal };

const inputSchema = z.object({ email: z.string().max(254), password: z.string().max(1024) });

/** A local account signs in. Every attempt is kept with the reason, which only the administrator sees. */
export async function signInWithPassword(ctx: Ctx, input: { email: string; password: string }): Promise<PasswordSignIn> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) return { kind: 'refused', reason: 'wrong_credentials' };
  const email = parsed.data.email.trim().toLowerCase();
  const from = ctx.client.ip ?? 'unknown';
  if ((await ctx.limits.peek('password-by-ip', from)).retryAfterSeconds !== null) {
    await keepAttempt(ctx, { email, userId: null, reason: 'slow_down' });
    return { kind: 'refused', reason: 'slow_down' };
  }

  const user = await ctx.db.user.findUnique({ where: { email } });
  const isRight = await isPassword(parsed.data.password, user?.passwordHash ?? null);
  const inner = !user
    ? 'unknown_user'
    : user.lockedAt
      ? 'locked'
      : !user.passwordHash
        ? 'no_password'
        : !isRight
          ? 'wrong_password'
          : user.status !== 'active'
            ? 'user_disabled'
            : null;

  if (!user || inner !== null) {
    await ctx.limits.take('password-by-ip', from);
    if (user && inner === 'wrong_password') await countFailure(ctx, user.id);
    await keepAttempt(ctx, { email, userId: user?.id ?? null, reason: inner });
    // A locked account says so only to whoever knows its password.
    return { kind: 'refused', reason: inner === 'locked' && isRight ? 'locked' : 'wrong_credentials' };
  }

  const { token } = await ctx.db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { failedPasswords: 0 } });
    await tx.signInAttempt.create({ data: attemptData(ctx, { email, userId: user.id, reason: null }) });
    return createSession(ctx, tx, { userId: user.id, connectorId: null });
  });
  ctx.log.info({ userId: user.id }, 'signed in with a password');
  return { kind: 'signed-in', token, userId: user.id };
}

/** One statement, so that parallel guesses are all counted. */
async function countFailure(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE "User" SET "failedPasswords" = "failedPasswords" + 1,
      "lockedAt" = CASE WHEN "failedPasswords" + 1 >= ${LOCK_AFTER} THEN ${ctx.now()}::timestamptz ELSE "lockedAt" END
    WHERE "id" = ${userId}::uuid`;
}

interface Attempt {
  email: string;
  userId: string | null;
  reason: string | null;
}

async function keepAttempt(ctx: Ctx, attempt: Attempt): Promise<void> {
  await ctx.db.signInAttempt.create({ data: attemptData(ctx, attempt) });
  ctx.log.warn({ userId: attempt.userId, reason: attempt.reason }, 'a password sign-in was refused');
}

function attemptData(ctx: Ctx, attempt: Attempt) {
  return {
    at: ctx.now(),
    way: 'password' as const,
    email: attempt.email.slice(0, 254),
    userId: attempt.userId,
    allowed: attempt.reason === null,
    reason: attempt.reason,
    ip: ctx.client.ip,
    userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
  };
}
