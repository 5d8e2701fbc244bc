import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { startPasskeySignInSchema } from '@/lib/domain/people/second-factor';
import { passkeyRequestOptions } from '@/lib/platform/passkeys';
import { parseInput, type Ctx } from '../context';
import { openSecondStep } from '../sessions/open-second-step';
import { knownPasskeys, passkeyTicket, requirePasskeySite, secondStepOver } from './internal';

/**
 * Asks for a passkey, after the password or instead of it. The challenge stays with the browser, sealed: an anonymous
 * visitor leaves no row.
 */
export async function startPasskeySignIn(
  ctx: Ctx,
  input: z.input<typeof startPasskeySignInSchema> & { ticket: string | undefined },
): Promise<{ options: Awaited<ReturnType<typeof passkeyRequestOptions>>; challengeTicket: string }> {
  const { ticket, ...rest } = input;
  const { step: which } = parseInput(startPasskeySignInSchema, rest);
  const site = requirePasskeySite(ctx);
  const step = which === 'second' ? openSecondStep(ctx, { ticket }) : null;
  if (which === 'second' && step?.content.needs !== 'factor') throw secondStepOver();
  const allowed = step && (await knownPasskeys(ctx.db, step.content.userId));
  // Without any, the browser would offer every passkey of this site.
  if (allowed?.length === 0) throw new AppError('PRECONDITION_FAILED', { key: 'second_step_over' });
  const options = await passkeyRequestOptions(site, allowed);
  const { text } = passkeyTicket.seal(ctx, { challenge: options.challenge, stepId: step?.id ?? null });
  return { options, challengeTicket: text };
}
