import { found, deriveCtx, recordHistory, type Ctx, type WriteTx } from '../context';
import { createSession } from './create-session';
import { findSignInRule } from './find-sign-in-rule';

/**
 * Starts the session of somebody who signed in with a password or a passkey. Where the role requires a connector, only
 * the break-glass administrator gets here, and that is an alert: in the history, in the log and on the home page.
 */
export async function startLocalSession(
  ctx: Ctx,
  tx: WriteTx,
  input: { userId: string; with: 'password' | 'passkey'; renews?: string | null },
): Promise<{ token: string }> {
  const { userId, renews = null } = input;
  const { token } = await createSession(ctx, tx, { userId, connectorId: null, renews });
  const rule = await findSignInRule(tx, userId);
  // Signing in again in place starts no session.
  if (rule.kind === 'break-glass' && renews === null) {
    const { name } = found(await tx.user.findUnique({ where: { id: userId }, select: { name: true } }));
    await recordHistory(deriveCtx(ctx, { actor: { kind: 'system', name: 'sign-in' } }), tx, {
      action: 'user.break-glass-used',
      entity: 'user',
      entityId: userId,
      entityName: name,
      after: { requiredConnector: rule.connector.name, with: input.with, ip: ctx.client.ip },
    });
    ctx.log.warn({ userId, ip: ctx.client.ip }, 'the break-glass administrator signed in');
  }
  return { token };
}
