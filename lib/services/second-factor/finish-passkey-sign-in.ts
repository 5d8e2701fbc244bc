import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { passkeySignInSchema } from '@/lib/domain/people/second-factor';
import { handleOf, hasCountGoneBack, verifyPasskeyUsed } from '@/lib/platform/passkeys';
import { parseInput, withoutHistory, write, type Ctx, type WriteTx } from '../context';
import { redeemTicket } from '../define-ticket';
import { addressOf, limitRate } from '../limit-rate';
import { endSession } from '../sessions/end-session';
import { connectorRequired, lockSignInRule } from '../sessions/find-sign-in-rule';
import { lockSigningIn, openSecondStep, type SecondStepTicket } from '../sessions/open-second-step';
import { rememberAccount } from '../sessions/remember-account';
import { startLocalSession } from '../sessions/start-local-session';
import { verbPolicy } from '../verb-policy';
import {
  admitSecondStep,
  attemptOf,
  passkeyTicket,
  recordLostAccount,
  recordRefusal,
  requirePasskeySite,
  secondStepOver,
} from './internal';

const POLICY = verbPolicy({
  verb: 'second-factor/finish-passkey-sign-in',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'own',
});

type Admission =
  | { kind: 'session'; token: string }
  | { kind: 'refused' }
  | { kind: 'connector-required'; connector: { name: string; reference: string } };

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

  await limitRate(ctx, 'passkey-by-ip');

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
  // The browser's previous session, the actor, has no say in who signs in now.
  const admission = await write(ctx, POLICY, async (tx) =>
    withoutHistory(
      'the row is its own record',
      (await redeemTicket(tx, asked)) ? await admit(ctx, tx, step, presented) : REFUSED,
    ),
  );
  if (admission.kind === 'connector-required') throw connectorRequired(admission.connector);
  if (admission.kind === 'refused') throw refused();
  await ctx.limits.giveBack('passkey-by-ip', addressOf(ctx));
  if (formerToken !== null) await endSession(ctx, { token: formerToken });
  ctx.log.info({ userId: passkey.userId }, 'signed in with a passkey');
  // From now on, wrong passwords of others from this address don't hold the browser up.
  const known = rememberAccount(ctx, { cookie: knownBrowser, account: passkey.user.email });
  return { token: admission.token, knownBrowser: known };
}

const REFUSED: Admission = { kind: 'refused' };

/** The signature was right: decides on the account and the passkey as they are now. */
async function admit(ctx: Ctx, tx: WriteTx, step: SecondStepTicket | null, presented: Presented): Promise<Admission> {
  const way = step === null ? ('passkey' as const) : ('password' as const);
  const user = await lockSigningIn(tx, {
    userId: presented.userId,
    passwordMark: step === null ? null : step.content.passwordMark,
  });
  if (!user) {
    await recordLostAccount(ctx, tx, { userId: presented.userId, way, factor: 'passkey' });
    return REFUSED;
  }
  const rule = await lockSignInRule(tx, user.id);
  if (rule.kind === 'connector') {
    await recordRefusal(ctx, tx, { user, way, factor: 'passkey', reason: 'connector_required' });
    return { kind: 'connector-required', connector: rule.connector };
  }
  const passkey = await tx.secondFactor.findUnique({ where: { id: presented.passkeyId }, select: { signCount: true } });
  if (!passkey) return REFUSED;
  if (hasCountGoneBack(passkey.signCount, presented.signCount)) {
    await recordRefusal(ctx, tx, { user, way, factor: 'passkey', reason: 'passkey_copied' });
    return REFUSED;
  }
  await tx.secondFactor.update({
    where: { id: presented.passkeyId },
    data: { signCount: presented.signCount, lastUsedAt: ctx.now() },
  });
  if (step !== null) {
    const token = await admitSecondStep(ctx, tx, { user, step, factor: 'passkey' });
    // Rolls back what was written before: the sign-in was finished elsewhere.
    if (token === null) throw secondStepOver();
    return { kind: 'session', token };
  }
  await tx.user.update({ where: { id: user.id }, data: { failedCodes: 0, codeWaitUntil: null } });
  await tx.signInAttempt.create({ data: { ...attemptOf(ctx, user), way, factor: 'passkey', allowed: true } });
  const { token } = await startLocalSession(ctx, tx, { userId: user.id, with: 'passkey' });
  return { kind: 'session', token };
}

function refused(): AppError {
  return new AppError('PRECONDITION_FAILED', { key: 'passkey_refused' });
}
