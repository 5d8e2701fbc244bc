import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { passkeySignInSchema } from '@/lib/domain/people/second-factor';
import { handleOf, hasCountGoneBack, verifyPasskeyUsed } from '@/lib/platform/passkeys';
import type { Tx } from '@/lib/platform/db';
import { parseInput, unrecorded, type Ctx } from '../context';
import { redeemTicket } from '../define-ticket';
import { createSession } from '../sessions/create-session';
import { endSession } from '../sessions/end-session';
import { rememberAccount } from '../sessions/remember-account';
import { lockSigningIn, openSecondStep, type SecondStepTicket } from '../sessions/open-second-step';
import {
  admitSecondStep,
  attemptOf,
  passkeyTicket,
  recordLostAccount,
  recordRefusal,
  requirePasskeySite,
  secondStepOver,
} from './internal';

interface Presented {
  passkeyId: string;
  userId: string;
  signCount: number;
}

/** Signs in with a passkey. Whatever doesn't fit is refused alike; nothing an anonymous visitor makes up leaves a row. */
export async function finishPasskeySignIn(
  ctx: Ctx,
  input: z.input<typeof passkeySignInSchema> & {
    challengeTicket: string | undefined;
    ticket: string | undefined;
    formerToken: string | null;
    knownBrowser: string | null;
  },
): Promise<{ token: string; knownBrowser: string }> {
  const { challengeTicket: text, ticket, formerToken, knownBrowser, ...rest } = input;
  const asked = passkeyTicket.open(ctx, text);
  if (!asked) throw secondStepOver();
  const step = asked.content.stepId === null ? null : openSecondStep(ctx, { ticket });
  if (step?.id !== (asked.content.stepId ?? undefined)) throw secondStepOver();
  const { response } = parseInput(passkeySignInSchema, rest);
  const site = requirePasskeySite(ctx);

  const from = ctx.client.ip ?? 'unknown';
  const { retryAfterSeconds } = await ctx.limits.take('passkey-by-ip', from);
  if (retryAfterSeconds !== null)
    throw new AppError('RATE_LIMITED', { retryAfterSeconds, params: { seconds: retryAfterSeconds } });

  const passkey = await ctx.db.secondFactor.findUnique({
    where: { credentialId: response.id },
    select: { id: true, userId: true, publicKey: true, user: { select: { email: true } } },
  });
  const { userHandle } = response.response;
  const isOwners =
    passkey !== null &&
    passkey.publicKey !== null &&
    (step === null || step.content.userId === passkey.userId) &&
    (userHandle === undefined || userHandle === Buffer.from(handleOf(passkey.userId)).toString('base64url'));
  const used =
    isOwners && passkey.publicKey !== null
      ? await verifyPasskeyUsed(site, asked.content.challenge, {
          response,
          publicKey: passkey.publicKey,
          isVerifiedUserRequired: step === null,
        })
      : null;
  if (!isOwners || used === null) {
    ctx.log.warn({ userId: passkey?.userId ?? null }, 'a passkey was refused');
    throw refused();
  }

  const presented = { passkeyId: passkey.id, userId: passkey.userId, signCount: used.signCount };
  const token = await unrecorded(ctx, 'before sign-in').$transaction(async (tx) => {
    if (!(await redeemTicket(tx, asked))) return null;
    return admit(ctx, tx, step, presented);
  });
  if (token === null) throw refused();
  await ctx.limits.giveBack('passkey-by-ip', from);
  if (formerToken !== null) await endSession(ctx, { token: formerToken });
  ctx.log.info({ userId: passkey.userId }, 'signed in with a passkey');
  // From now on, wrong passwords of others from this address don't hold the browser up.
  return { token, knownBrowser: rememberAccount(ctx, { cookie: knownBrowser, account: passkey.user.email }) };
}

/** The signature was right: decides on the account and the passkey as they are now. */
async function admit(ctx: Ctx, tx: Tx, step: SecondStepTicket | null, presented: Presented): Promise<string | null> {
  const way = step === null ? ('passkey' as const) : ('password' as const);
  const user = await lockSigningIn(tx, {
    userId: presented.userId,
    passwordMark: step === null ? null : step.content.passwordMark,
  });
  if (!user) {
    await recordLostAccount(ctx, tx, { userId: presented.userId, way, factor: 'passkey' });
    return null;
  }
  const passkey = await tx.secondFactor.findUnique({ where: { id: presented.passkeyId }, select: { signCount: true } });
  if (!passkey) return null;
  if (hasCountGoneBack(passkey.signCount, presented.signCount)) {
    await recordRefusal(ctx, tx, { user, way, factor: 'passkey', reason: 'passkey_copied' });
    return null;
  }
  await tx.secondFactor.update({
    where: { id: presented.passkeyId },
    data: { signCount: presented.signCount, lastUsedAt: ctx.now() },
  });
  if (step !== null) {
    const token = await admitSecondStep(ctx, tx, { user, step, factor: 'passkey' });
    // Rolls back what was written before: the sign-in was finished elsewhere.
    if (token === null) throw secondStepOver();
    return token;
  }
  await tx.user.update({ where: { id: user.id }, data: { failedCodes: 0, codeWaitUntil: null } });
  await tx.signInAttempt.create({ data: { ...attemptOf(ctx, user), way, factor: 'passkey', allowed: true } });
  return (await createSession(ctx, tx, { userId: user.id, connectorId: null })).token;
}

function refused(): AppError {
  return new AppError('PRECONDITION_FAILED', { key: 'passkey_refused' });
}
