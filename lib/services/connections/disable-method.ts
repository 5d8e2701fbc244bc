import type { DisabledReason } from '@/lib/domain/connection/auth-method';
import { deriveCtx, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { notifyAgents } from './notify-agents';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'connections/disable-method',
  access: 'the product',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'anything',
});

interface Disabling {
  authMethodId: string;
  reason: Extract<DisabledReason, 'revoked_at_provider' | 'scope_missing'>;
  /** Only if this is still the current grant: a newer one may work. */
  ifTokenVersion?: number;
}

/**
 * Disables a method whose grant stopped working: drops the tokens and stores the reason, until an administrator
 * activates it again. Nobody is signed out: agents keep their calls while the CRM is away. False if already disabled.
 */
export async function disableMethod(ctx: Ctx, { authMethodId, reason, ifTokenVersion }: Disabling): Promise<boolean> {
  const system = deriveCtx(ctx, { actor: { kind: 'system', name: 'connection' } });
  const isDisabled = await write(system, POLICY, async (tx) => {
    const { count } = await tx.authGrant.deleteMany({
      where: { authMethodId, ...(ifTokenVersion === undefined ? {} : { tokenVersion: ifTokenVersion }) },
    });
    if (count === 0) return withoutHistory('nothing changed', false);
    const method = await tx.authMethod.update({
      where: { id: authMethodId },
      data: {
        status: 'disabled',
        disabledReason: reason,
        activationRefusal: null,
        activatingUntil: null,
        version: { increment: 1 },
      },
    });
    await notifyAgents(tx, { authMethodId, now: ctx.now() });
    const recorded = await recordHistory(system, tx, {
      action: 'auth-method.disabled',
      entity: 'auth-method',
      entityId: authMethodId,
      entityName: method.name,
      before: { status: 'enabled' },
      after: { status: 'disabled', disabledReason: reason },
    });
    return recorded.with(true);
  });
  if (isDisabled) ctx.log.warn({ authMethodId, reason }, 'an authentication method was disabled');
  return isDisabled;
}
