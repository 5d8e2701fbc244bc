import { AppError } from '@/lib/domain/base/app-error';
import { loadMethod } from '../connections/load-method';
import { authorise, recordHistory, requireUser, write, type Ctx } from '../context';
import { limitRate } from '../limit-rate';
import { startTransaction, targetOfMethod, type StartedTransaction } from '../oauth/start-transaction';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/start-activation',
  access: 'auth-methods.modify',
  freshSignIn: { never: 'the provider asks' },
  handsOut: [],
  touches: 'anything',
});

/**
 * Starts an authorization flow to the provider's consent page. A working method keeps working; any other is Activating
 * until the callback arrives or the flow expires.
 */
export async function startActivation(ctx: Ctx, input: { id: string }): Promise<StartedTransaction> {
  authorise(ctx, POLICY);
  const user = requireUser(ctx);
  await limitRate(ctx, 'activation-by-user');

  return write(ctx, POLICY, async (tx) => {
    const method = await loadMethod(ctx, tx, input.id);
    if (method.clientSecret === null) throw new AppError('PRECONDITION_FAILED', { key: 'method_without_secret' });
    const started = await startTransaction(ctx, tx, {
      purpose: { kind: 'activate', user },
      target: targetOfMethod(ctx, method, 'activate'),
    });

    if (method.status !== 'enabled') {
      await tx.authMethod.update({
        where: { id: method.id },
        data: {
          status: 'activating',
          activatingUntil: started.expiresAt,
          activationRefusal: null,
          // A further try keeps the reason that the first one found.
          ...(method.disabledReason === null ? {} : { disabledReason: method.disabledReason }),
        },
      });
    }
    const recorded = await recordHistory(ctx, tx, {
      action: 'auth-method.activation-started',
      entity: 'auth-method',
      entityId: method.id,
      entityName: method.name,
      after: { requiredScopes: method.requiredScopes, optionalScopes: method.optionalScopes },
    });
    return recorded.with(started);
  });
}
