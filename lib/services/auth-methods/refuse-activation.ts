import { disabledReasonAfter, type OAuthRefusal } from '@/lib/domain/connection/auth-method';
import { recordHistory, type Ctx } from '../context';

/**
 * An authorization flow that came to nothing: its reason stays with the flow and, unless the method works anyway, with the method.
 * Not through `write`: it must be kept even when the right or the session of whoever began it is gone.
 */
export async function refuseActivation(
  ctx: Ctx,
  input: { transactionId: string; reason: OAuthRefusal; detail?: Record<string, unknown> },
): Promise<void> {
  const { transactionId, reason } = input;
  const detail: Record<string, string | string[] | null> = JSON.parse(JSON.stringify(input.detail ?? {}));
  ctx.log.warn({ transactionId, reason }, 'an activation was refused');
  await ctx.db.$transaction(async (tx) => {
    const { authMethodId } = await tx.oAuthTransaction.update({
      where: { id: transactionId },
      data: { outcome: 'refused', reason, detail, pending: null },
      select: { authMethodId: true },
    });
    const method = await tx.authMethod.findUnique({ where: { id: authMethodId } });
    if (!method) return;
    if (method.status === 'activating') {
      await tx.authMethod.update({
        where: { id: authMethodId },
        data: {
          status: 'disabled',
          disabledReason: disabledReasonAfter(reason, method.disabledReason),
          activationRefusal: reason,
          activatingUntil: null,
        },
      });
    }
    await recordHistory(ctx, tx, {
      action: 'auth-method.activation-refused',
      entity: 'auth-method',
      entityId: authMethodId,
      entityName: method.name,
      after: { reason, ...detail },
    });
  });
}
