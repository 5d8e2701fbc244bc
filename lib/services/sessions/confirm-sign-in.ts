import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { confirmSignInSchema } from '@/lib/domain/people/people';
import { parseInput, requireUser, type Ctx } from '../context';
import { tooFast } from '../limit-rate';
import { connectorRequired } from './find-sign-in-rule';
import { signInWithPassword, type PasswordSignIn } from './sign-in-with-password';

/**
 * Somebody signs in again in place, before a sensitive change. A wrong password counts as at the login page. The session
 * goes on under a new token, so that a copy of the old cookie gains nothing; after a second step, where there is one.
 */
export async function confirmSignIn(
  ctx: Ctx,
  input: z.input<typeof confirmSignInSchema>,
): Promise<Exclude<PasswordSignIn, { kind: 'refused' }>> {
  const { email, sessionId } = requireUser(ctx);
  const { password } = parseInput(confirmSignInSchema, input);
  const result = await signInWithPassword(ctx, { email, password, renews: sessionId });
  if (result.kind !== 'refused') return result;
  if (result.reason === 'connector_required') throw connectorRequired(result.connector);
  if (result.reason === 'slow_down') throw tooFast(result.seconds);
  throw new AppError('INVALID_INPUT', { fields: { password: { key: 'wrong_password' } } });
}
