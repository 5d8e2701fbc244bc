import { AppError } from '@/lib/domain/base/app-error';
import type { SignInDenial } from '@/lib/domain/people/sso';
import { loadMethod } from '../connections/load-method';
import { type Ctx, unrecorded } from '../context';
import { startTransaction, type StartedTransaction } from '../oauth/start-transaction';
import { recordAttempt } from './record-attempt';

export type SignInStart =
  | { kind: 'started'; transaction: StartedTransaction }
  | { kind: 'refused'; reason: SignInDenial };

/**
 * Starts sign-in from the login URL. Nobody is signed in yet, so it stores only one row, which expires.
 * Requests the method's whole scope list, because HubSpot refuses any set but the app's.
 */
export async function startSignIn(ctx: Ctx, input: { reference: string }): Promise<SignInStart> {
  const { retryAfterSeconds } = await ctx.limits.take('sso-start-by-ip', ctx.client.ip ?? 'unknown');
  if (retryAfterSeconds !== null) throw new AppError('RATE_LIMITED', { retryAfterSeconds });

  const connector = await ctx.db.ssoConnector.findUnique({ where: { reference: input.reference } });
  if (!connector) return { kind: 'refused', reason: 'connector_unknown' };
  const method = await loadMethod(ctx, ctx.db, connector.authMethodId);
  const reason = !connector.enabled ? 'connector_disabled' : method.status !== 'enabled' ? 'method_disabled' : null;
  if (reason !== null) {
    await recordAttempt(ctx, unrecorded(ctx, 'before sign-in'), {
      connectorId: connector.id,
      userId: null,
      email: null,
      portalId: null,
      providerUserId: null,
      reason,
    });
    return { kind: 'refused', reason };
  }
  const transaction = await unrecorded(ctx, 'before sign-in').$transaction((tx) =>
    startTransaction(ctx, tx, { purpose: { kind: 'sign_in', connectorId: connector.id }, method }),
  );
  return { kind: 'started', transaction };
}
