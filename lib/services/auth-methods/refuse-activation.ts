import { disabledReasonAfter, type OAuthRefusal } from '@/lib/domain/connection/auth-method';
import { toJson } from '@/lib/platform/json';
import { recordHistory, withoutHistory, write, type Ctx } from '../context';
import { settleTransaction, type OpenTransaction } from '../oauth/settle-transaction';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/refuse-activation',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'own',
});

/**
 * Records why an authorization flow failed, on the flow and, unless the method still works, on the method. Stored even
 * if the user's right or session is gone. Does nothing and returns false once the flow has left the state it is refused in.
 */
export async function refuseActivation(
  ctx: Ctx,
  input: { flow: OpenTransaction; reason: OAuthRefusal; detail?: Record<string, unknown> },
): Promise<boolean> {
  const { flow, reason, detail = {} } = input;
  const isRefused = await write(ctx, POLICY, async (tx) => {
    const refused = {
      outcome: 'refused',
      consumedAt: ctx.now(),
      reason,
      detail: toJson(detail),
      pending: null,
    } as const;
    if (!(await settleTransaction(tx, flow, refused))) return withoutHistory('nothing changed', false);
    const { authMethodId } = await tx.oAuthTransaction.findUniqueOrThrow({
      where: { id: flow.id },
      select: { authMethodId: true },
    });
    if (authMethodId === null) return withoutHistory('the row is its own record', true);
    const method = await tx.authMethod.findUnique({
      where: { id: authMethodId },
      select: { name: true, disabledReason: true },
    });
    if (!method) return withoutHistory('the row is its own record', true);
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
    const recorded = await recordHistory(ctx, tx, {
      action: 'auth-method.activation-refused',
      entity: 'auth-method',
      entityId: authMethodId,
      entityName: method.name,
      after: { reason, ...detail },
    });
    return recorded.with(true);
  });
  if (isRefused) ctx.log.warn({ transactionId: flow.id, reason }, 'an activation was refused');
  return isRefused;
}
