import { z } from 'zod';
import { cutText } from '@/lib/domain/base/cut-text';
import { canonicalEmail, describeEmail, dropOuterBlanks } from '@/lib/domain/base/canonical-email';
import { isStorable } from '@/lib/domain/base/validation';
import { PASSWORD_TURN_RETRY_SECONDS } from '@/lib/domain/people/limits';
import type { Tx } from '@/lib/platform/db';
import { hashSecret } from '@/lib/platform/crypto';
import { hashPassword, isOutdated, isPassword } from '@/lib/platform/password';
import { unrecorded, withoutHistory, write, type Ctx, type Recorded } from '../context';
import { addressOf } from '../limit-rate';
import { verbPolicy } from '../verb-policy';
import { endSession } from './end-session';
import { lockSignInRule } from './find-sign-in-rule';
import { findSecondStep } from './find-second-step';
import { findBrowserNonce, rememberAccount } from './remember-account';
import { secondStepTicket } from './open-second-step';
import { admitPassword } from './admit-password';
import { countPassword, forgivePassword, passwordWaiters, type CountedBy, type Waiter } from './count-password';
import { startLocalSession } from './start-local-session';

const POLICY = verbPolicy({
  verb: 'sessions/sign-in-with-password',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'own',
});

/** What the login page can report. Unknown and disabled users look like a wrong password, and wait like one. */
type PasswordRefusal =
  | { reason: 'wrong_credentials' }
  | { reason: 'slow_down'; seconds: number }
  /** The password was right, and the role requires this connector. */
  | { reason: 'connector_required'; connector: { name: string; reference: string } };
export type PasswordSignIn =
  | { kind: 'signed-in'; token: string; userId: string; knownBrowser: string }
  /** The password was right. The ticket is for this browser; nothing else is reachable with it. */
  | { kind: 'second-step'; ticket: string; userId: string; knownBrowser: string }
  | ({ kind: 'refused' } & PasswordRefusal);

interface PasswordInput {
  email: string;
  password: string;
  /** The browser's previous session, if any, which ends. */
  formerToken?: string | null;
  /** The session of somebody who signs in again in place. */
  renews?: string;
  /** What the browser shows if somebody signed in there before. */
  knownBrowser?: string | null;
}

const inputSchema = z.object({ email: z.string().max(254).refine(isStorable), password: z.string().max(1024) });

/**
 * Signs in a local account. Every attempt whose password is looked at is stored with its reason, which only
 * administrators see. It is counted as wrong before the password is checked, so that parallel guesses can't outrun the
 * wait. Every user causes the same writes, so that timing doesn't reveal who exists.
 */
export async function signInWithPassword(ctx: Ctx, input: PasswordInput): Promise<PasswordSignIn> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) return { kind: 'refused', reason: 'wrong_credentials' };
  const typed = dropOuterBlanks(parsed.data.email);
  // An address without a canonical form is nobody's, and is stored as what it is.
  const email = canonicalEmail(typed) ?? describeEmail(typed);
  const from = addressOf(ctx);
  const browserNonce = findBrowserNonce(ctx, { cookie: input.knownBrowser, account: email });
  const renews = input.renews ?? null;
  // Floods from one address cost no transaction. A known browser and an open session don't share its budget with them.
  const isStranger = browserNonce === null && renews === null;
  if (isStranger) {
    const { retryAfterSeconds } = await ctx.limits.peek('password-by-ip', from);
    if (retryAfterSeconds !== null) return slowDown(ctx, retryAfterSeconds);
  }

  const waiters = passwordWaiters({ email, ip: from, browserNonce, renews });
  const password = parsed.data.password;
  const checked = await admitPassword(
    ctx,
    { isStranger, account: email },
    () => {
      const check = () => checkPassword(ctx, { email, password, waiters, renews });
      return isStranger ? countedByAddress(ctx, from, check) : check();
    },
    ({ kind }) => kind === 'wrong',
  );
  if (checked === null) return slowDown(ctx, PASSWORD_TURN_RETRY_SECONDS);
  if (checked.kind === 'wait') return slowDown(ctx, checked.seconds);
  if (checked.kind === 'wrong') {
    ctx.log.warn({ userId: checked.userId, reason: checked.reason }, 'a password sign-in was refused');
    return { kind: 'refused', reason: 'wrong_credentials' };
  }
  const { userId, admission } = checked;
  if (admission.kind === 'connector-required') {
    ctx.log.warn({ userId, reason: 'connector_required' }, 'a password sign-in was refused');
    return { kind: 'refused', reason: 'connector_required', connector: admission.connector };
  }
  // Whoever knows the password isn't guessing it: the browser is known, even if a second step follows.
  const knownBrowser = rememberAccount(ctx, { cookie: input.knownBrowser, account: email });
  if (admission.kind === 'second-step') {
    ctx.log.info({ userId, needs: admission.needs }, 'a password was right, and the second step follows');
    return { kind: 'second-step', ticket: admission.ticket, userId, knownBrowser };
  }
  if (input.formerToken) await endSession(ctx, { token: input.formerToken });
  ctx.log.info({ userId }, 'signed in with a password');
  return { kind: 'signed-in', token: admission.token, userId, knownBrowser };
}

type CheckedPassword =
  | { kind: 'wait'; seconds: number }
  | { kind: 'wrong'; userId: string | null; reason: string }
  | { kind: 'admitted'; userId: string; admission: PasswordAdmission };

/**
 * Counts against the address from its turn on, not while it waits: a whole office may sign in from one. A right password
 * doesn't count.
 */
async function countedByAddress(
  ctx: Ctx,
  from: string,
  check: () => Promise<CheckedPassword>,
): Promise<CheckedPassword> {
  const { retryAfterSeconds } = await ctx.limits.take('password-by-ip', from);
  if (retryAfterSeconds !== null) return { kind: 'wait', seconds: retryAfterSeconds };
  const checked = await check();
  if (checked.kind === 'admitted') await ctx.limits.giveBack('password-by-ip', from);
  return checked;
}

/** Everything that costs something. Whoever gets no turn causes none of it, and leaves no row. */
async function checkPassword(
  ctx: Ctx,
  input: { email: string; password: string; waiters: Waiter[]; renews: string | null },
): Promise<CheckedPassword> {
  const { email, password, waiters, renews } = input;
  const db = unrecorded(ctx, 'before sign-in');
  // In a transaction of its own: `admit` locks the user before the waits, and must not meet the reverse order.
  const counted = await db.$transaction((tx) => countPassword(tx, waiters, ctx.now()));
  if (counted.kind === 'wait') return counted;
  const attempt = await db.$transaction((tx) => recordAttempt(ctx, tx, { email, by: counted.by }));
  const { user, mayPass, reason } = attempt;
  const isRight = await isPassword(password, user?.passwordHash ?? null);
  const admission =
    user && mayPass && isRight ? await admitWithHashOfToday(ctx, { attempt, user, password, renews }) : null;
  if (!user || admission === null) return { kind: 'wrong', userId: user?.id ?? null, reason };
  return { kind: 'admitted', userId: user.id, admission };
}

function slowDown(ctx: Ctx, seconds: number): PasswordSignIn {
  ctx.log.warn({ reason: 'slow_down', seconds }, 'a password sign-in was refused');
  return { kind: 'refused', reason: 'slow_down', seconds };
}

interface CountedUser {
  id: string;
  status: string;
  passwordHash: string | null;
}

type Attempt = Awaited<ReturnType<typeof recordAttempt>>;

/** Stores the attempt as wrong until the password proves right. */
async function recordAttempt(ctx: Ctx, tx: Tx, { email, by }: { email: string; by: CountedBy[] }) {
  const [withPassword] = await tx.$queryRaw<CountedUser[]>`
    UPDATE "User" SET "failedPasswords" = "failedPasswords" + 1
    WHERE "email" = ${email} AND "passwordHash" IS NOT NULL
    RETURNING "id", "status"::text, "passwordHash"`;
  const user =
    withPassword ??
    (await tx.user.findUnique({ where: { email }, select: { id: true, status: true, passwordHash: true } }));
  const reason = refusalOf(user);
  const { id } = await tx.signInAttempt.create({
    data: attemptData(ctx, { email, userId: user?.id ?? null, reason }),
    select: { id: true },
  });
  return { id, by, user, reason, mayPass: reason === 'wrong_password' };
}

function refusalOf(user: CountedUser | null): string {
  if (!user) return 'unknown_user';
  if (user.passwordHash === null) return 'no_password';
  return user.status === 'active' ? 'wrong_password' : 'user_disabled';
}

type PasswordAdmission =
  | { kind: 'session'; token: string }
  | { kind: 'second-step'; ticket: string; needs: 'factor' | 'enrolment' }
  | { kind: 'connector-required'; connector: { name: string; reference: string } };

/**
 * Replaces a hash from before. Another sign-in with the same password may just have done so: then the password is right by
 * the new hash.
 */
async function admitWithHashOfToday(
  ctx: Ctx,
  input: { attempt: Attempt; user: CountedUser; password: string; renews: string | null },
): Promise<PasswordAdmission | null> {
  const { attempt, user, password, renews } = input;
  const admission = await admit(ctx, attempt, await withHashOfToday(user, password), renews);
  if (admission !== null || user.passwordHash === null || !isOutdated(user.passwordHash)) return admission;
  const now = await ctx.db.user.findUnique({ where: { id: user.id }, select: { passwordHash: true } });
  if (!now || !(await isPassword(password, now.passwordHash))) return null;
  return admit(ctx, attempt, { ...user, ...now, newHash: now.passwordHash }, renews);
}

/** Only now is the password itself at hand, to be hashed with today's costs. */
async function withHashOfToday(user: CountedUser, password: string): Promise<CountedUser & { newHash: string | null }> {
  const isFromBefore = user.passwordHash !== null && isOutdated(user.passwordHash);
  return { ...user, newHash: isFromBefore ? await hashPassword(password) : user.passwordHash };
}

/**
 * The password was correct: creates the session, or asks for the second step, unless the account was disabled or changed in
 * the meantime.
 */
async function admit(
  ctx: Ctx,
  attempt: Attempt,
  user: CountedUser & { newHash: string | null },
  renews: string | null,
): Promise<PasswordAdmission | null> {
  // The browser's previous session, the actor, has no say in who signs in now.
  return write(ctx, POLICY, async (tx): Promise<Recorded<PasswordAdmission | null>> => {
    const say = (said: PasswordAdmission | null) =>
      withoutHistory<PasswordAdmission | null>('the row is its own record', said);
    const { count } = await tx.user.updateMany({
      where: { id: user.id, status: 'active', passwordHash: user.passwordHash },
      data: { failedPasswords: { decrement: 1 }, passwordHash: user.newHash },
    });
    if (count === 0 || user.newHash === null) return say(null);
    await forgivePassword(tx, attempt.by);
    const rule = await lockSignInRule(tx, user.id);
    if (rule.kind === 'connector') {
      await tx.signInAttempt.update({ where: { id: attempt.id }, data: { reason: 'connector_required' } });
      return say({ kind: 'connector-required', connector: rule.connector });
    }
    const needs = await findSecondStep(ctx, tx, user.id);
    if (needs === 'none') {
      await tx.signInAttempt.update({ where: { id: attempt.id }, data: { allowed: true, reason: null } });
      const { token } = await startLocalSession(ctx, tx, { userId: user.id, with: 'password', renews });
      return say({ kind: 'session', token });
    }
    await tx.signInAttempt.update({ where: { id: attempt.id }, data: { reason: UNFINISHED[needs] } });
    const passwordMark = hashSecret(user.newHash);
    const { text } = secondStepTicket.seal(ctx, {
      userId: user.id,
      passwordMark,
      attemptId: attempt.id,
      needs,
      renews,
    });
    return say({ kind: 'second-step', ticket: text, needs });
  });
}

/** What administrators read of a sign-in that ended after the password. */
const UNFINISHED = { factor: 'second_step_open', enrolment: 'enrolment_open' } as const;

function attemptData(ctx: Ctx, attempt: { email: string; userId: string | null; reason: string }) {
  return {
    at: ctx.now(),
    way: 'password' as const,
    email: cutText(attempt.email, 254),
    userId: attempt.userId,
    allowed: false,
    reason: attempt.reason,
    ip: ctx.client.ip,
    userAgent: ctx.client.userAgent?.slice(0, 300) ?? null,
  };
}
