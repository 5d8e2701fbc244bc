import { disabledReasonAfter, type OAuthRefusal } from '@/lib/domain/connection/auth-method';
import { toJson } from '@/lib/platform/json';
import { recordHistory, withoutHistory, write, type Ctx } from '../context';

/**
 * Records why an authorization flow failed, on the flow and, unless the method still works, on the method. Stored even
 * if the user's right or session is gone.
 */
export async function refuseActivation(
  ctx: Ctx,
  input: { transactionId: string; reason: OAuthRefusal; detail?: Record<string, unknown> },
): Promise<void> {
  const { transactionId, reason } = input;
  const { detail = {} } = input;
  ctx.log.warn({ transactionId, reason }, 'an activation was refused');
  await write(ctx, 'whatever the actor may do now', async (tx) => {
    const { authMethodId } = await tx.oAuthTransaction.update({
      where: { id: transactionId },
      data: { outcome: 'refused', reason, detail: toJson(detail), pending: null },
      select: { authMethodId: true },
    });
    if (authMethodId === null) return withoutHistory('the row is its own record');
    const method = await tx.authMethod.findUnique({
      where: { id: authMethodId },
      select: { name: true, disabledReason: true },
    });
    if (!method) return withoutHistory('the row is its own record');
    await tx.authMethod.updateMany({
      where: { id: authMethodId, status: 'activating' },
      data: {
        status: 'disabled',
        // The reason that it had before the activation, which only the column remembers.
        disabledReason: disabledReasonAfter(reason, method.disabledReason),
        activationRefusal: reason,
        activatingUntil: null,
      },
    });
    return recordHistory(ctx, tx, {
      action: 'auth-method.activation-refused',
      entity: 'auth-method',
      entityId: authMethodId,
      entityName: method.name,
      after: { reason, ...detail },
    });
  });
}
