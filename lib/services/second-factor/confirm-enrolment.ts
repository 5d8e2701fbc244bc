import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { confirmEnrolmentSchema, MOST_FACTORS } from '@/lib/domain/people/second-factor';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { verifyPasskeyCreated } from '@/lib/platform/passkeys';
import { totpStepOf } from '@/lib/platform/totp';
import { deriveCtx, parseInput, recordHistory, write, type Ctx } from '../context';
import { redeemTicket, type Ticket } from '../define-ticket';
import { endSessions } from '../sessions/create-session';
import { verbPolicy } from '../verb-policy';
import { endSession } from '../sessions/end-session';
import { lockSigningIn } from '../sessions/open-second-step';
import {
  admitSecondStep,
  enrolmentTicket,
  lockUser,
  replaceRecoveryCodes,
  requirePasskeySite,
  sealTotpSecret,
  secondStepOver,
} from './internal';
import { enrolleeOf, type Enrollee } from './start-enrolment';

const POLICY = verbPolicy({
  verb: 'second-factor/confirm-enrolment',
  access: 'signed in',
  // A recent sign-in began it, or the password just before.
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'own',
});

type Confirmation = z.output<typeof confirmEnrolmentSchema>;

interface ConfirmedEnrolment {
  id: string;
  /** With the first factor: to be shown once. */
  recoveryCodes: string[] | null;
  /** The session that starts, where this was the second step of a sign-in. */
  token: string | null;
}

/**
 * The factor works: keeps it. With the first one come the recovery codes, and the user's other sessions end, which
 * started without it.
 */
export async function confirmEnrolment(
  ctx: Ctx,
  enrollee: Enrollee & { formerToken?: string | null },
  input: z.input<typeof confirmEnrolmentSchema>,
): Promise<ConfirmedEnrolment> {
  const { userId, boundTo, step } = enrolleeOf(ctx, enrollee);
  const confirmation = parseInput(confirmEnrolmentSchema, input);
  const ticket = enrolmentTicket.open(ctx, confirmation.ticket);
  if (!ticket || ticket.content.userId !== userId || ticket.content.boundTo !== boundTo) throw enrolmentOver();
  const id = newId(ctx.now());
  const proof = await prove(ctx, id, ticket, confirmation);

  const by = step === null ? ctx : deriveCtx(ctx, { actor: { kind: 'system', name: 'sign-in' } });
  const result = await write(by, POLICY, async (tx) => {
    const user = step === null ? null : await lockSigningIn(tx, step.content);
    if (step !== null && user === null) throw secondStepOver();
    const { name: userName, hasPassword } = await lockUser(tx, userId);
    if (!hasPassword) throw new AppError('PRECONDITION_FAILED', { key: 'second_factor_needs_password' });
    const existing = await tx.secondFactor.count({ where: { userId } });
    if (existing >= MOST_FACTORS)
      throw new AppError('LIMIT_REACHED', { key: 'factors_full', params: { limit: MOST_FACTORS } });
    // Another sign-in has set one up: the password alone no longer suffices.
    if (step !== null && existing > 0) throw secondStepOver();
    if (!(await redeemTicket(tx, ticket))) throw enrolmentOver();

    const { name, kind } = confirmation;
    await tx.secondFactor.create({ data: { id, userId, kind, name, createdAt: ctx.now(), ...proof } });
    const recoveryCodes = existing === 0 ? await replaceRecoveryCodes(ctx, tx, userId) : null;
    if (existing === 0) await endOthers(ctx, tx, userId, step?.content.renews ?? null);
    const token = user && step ? await admitSecondStep(ctx, tx, { user, step, factor: kind }) : null;
    if (step !== null && token === null) throw secondStepOver();
    const recorded = await recordHistory(by, tx, {
      action: 'user.factor-added',
      entity: 'user',
      entityId: userId,
      entityName: userName,
      after: { name, kind },
    });
    return recorded.with({ id, recoveryCodes, token });
  });
  if (step !== null && enrollee.formerToken) await endSession(ctx, { token: enrollee.formerToken });
  return result;
}

/** What is stored of the factor, once it has proven to work. */
async function prove(ctx: Ctx, id: string, ticket: EnrolmentTicket, confirmation: Confirmation) {
  const { setUp } = ticket.content;
  if (setUp.kind === 'totp' && confirmation.kind === 'totp') {
    const totpStep = totpStepOf(setUp.secret, confirmation.code, ctx.now());
    if (totpStep === null) throw new AppError('INVALID_INPUT', { fields: { code: { key: 'wrong_code' } } });
    return { totpSecret: sealTotpSecret(ctx, id, setUp.secret), totpStep };
  }
  if (setUp.kind === 'passkey' && confirmation.kind === 'passkey') {
    const passkey = await verifyPasskeyCreated(requirePasskeySite(ctx), setUp.challenge, confirmation.response);
    if (passkey === null) throw new AppError('PRECONDITION_FAILED', { key: 'passkey_refused' });
    return passkey;
  }
  throw enrolmentOver();
}

type EnrolmentTicket = NonNullable<ReturnType<typeof enrolmentTicket.open>> & Ticket<unknown>;

async function endOthers(ctx: Ctx, tx: Tx, userId: string, renews: string | null): Promise<void> {
  const own = ctx.actor.kind === 'user' ? ctx.actor.sessionId : renews;
  await endSessions(
    tx,
    { userId, ...(own === null ? {} : { id: { not: own } }) },
    { reason: 'second_factor_changed', userIds: [userId], now: ctx.now() },
  );
}

function enrolmentOver(): AppError {
  return new AppError('PRECONDITION_FAILED', { key: 'enrolment_over' });
}
