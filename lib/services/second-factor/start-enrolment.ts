import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { MOST_FACTORS, startEnrolmentSchema } from '@/lib/domain/people/second-factor';
import { passkeyCreationOptions } from '@/lib/platform/passkeys';
import { newTotpSecret, totpUri } from '@/lib/platform/totp';
import { parseInput, requireFreshSignIn, requireUser, type Ctx } from '../context';
import { openSecondStep } from '../sessions/open-second-step';
import { enrolmentTicket, knownPasskeys, requirePasskeySite, secondStepOver } from './internal';

export type StartedEnrolment =
  | { kind: 'totp'; ticket: string; setUpKey: string; uri: string }
  | { kind: 'passkey'; ticket: string; options: Awaited<ReturnType<typeof passkeyCreationOptions>> };

/**
 * Whose factor is set up: of the session's user, or of somebody whose password was right and who must set one up before
 * they are signed in. `boundTo` makes the enrolment end in the same session or sign-in.
 */
export type Enrollee = { by: 'session' } | { by: 'sign-in'; ticket: string | undefined };

export function enrolleeOf(ctx: Ctx, enrollee: Enrollee) {
  if (enrollee.by === 'session') {
    const { userId, sessionId } = requireUser(ctx);
    return { userId, boundTo: sessionId, step: null };
  }
  const step = openSecondStep(ctx, enrollee);
  if (!step || step.content.needs !== 'enrolment') throw secondStepOver();
  return { userId: step.content.userId, boundTo: step.id, step };
}

/** Starts to set up a factor. What is made here is worth nothing until it is confirmed. Needs a recent sign-in. */
export async function startEnrolment(
  ctx: Ctx,
  enrollee: Enrollee,
  input: z.input<typeof startEnrolmentSchema>,
): Promise<StartedEnrolment> {
  const { userId, boundTo } = enrolleeOf(ctx, enrollee);
  if (enrollee.by === 'session') requireFreshSignIn(ctx);
  const { kind } = parseInput(startEnrolmentSchema, input);
  const user = await ctx.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { id: true, name: true, email: true, passwordHash: true, _count: { select: { factors: true } } },
  });
  if (user.passwordHash === null) throw new AppError('PRECONDITION_FAILED', { key: 'second_factor_needs_password' });
  if (user._count.factors >= MOST_FACTORS)
    throw new AppError('LIMIT_REACHED', { key: 'factors_full', params: { limit: MOST_FACTORS } });

  if (kind === 'totp') {
    const secret = newTotpSecret();
    const { text } = enrolmentTicket.seal(ctx, { userId, boundTo, setUp: { kind, secret } });
    const issuer = `Maker (${new URL(ctx.config.publicUrl).hostname})`;
    return { kind, ticket: text, setUpKey: secret, uri: totpUri(secret, { issuer, account: user.email }) };
  }
  const site = requirePasskeySite(ctx);
  const options = await passkeyCreationOptions(
    site,
    { id: user.id, name: user.email, displayName: user.name },
    await knownPasskeys(ctx.db, userId),
  );
  const { text } = enrolmentTicket.seal(ctx, { userId, boundTo, setUp: { kind, challenge: options.challenge } });
  return { kind, ticket: text, options };
}
