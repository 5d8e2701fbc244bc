import { authorise, checkVersion, recordHistory, write, type Ctx } from '../context';
import { endConnectorSessions } from '../sso-connectors/end-connector-sessions';
import { refuseRequired } from '../sso-connectors/refuse-required';
import { describeMethod } from './describe-method';
import { loadMethod } from '../connections/load-method';
import { notifyAgents } from '../connections/notify-agents';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/deactivate-method',
  access: 'auth-methods.modify',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'anything',
});

/**
 * Turns a method off, unless a role requires a connector of it: drops its tokens, ends sessions created through it and cancels flows in progress.
 * The grant is not revoked at the provider: HubSpot may hand the same refresh token to every consent of one person for
 * one app and portal, so revoking could cut off another method or another deployment of the same app.
 */
export async function deactivateMethod(
  ctx: Ctx,
  input: { id: string; version: number },
): Promise<{ version: number; endedSessions: number }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    const before = await loadMethod(ctx, tx, input.id);
    await checkVersion(tx, 'auth-method', before, input.version);
    await tx.authGrant.deleteMany({ where: { authMethodId: before.id } });
    await tx.authMethod.update({
      where: { id: before.id, version: before.version },
      data: {
        status: 'disabled',
        disabledReason: 'turned_off',
        activationRefusal: null,
        activatingUntil: null,
        grantedScopes: [],
        version: { increment: 1 },
      },
    });
    await refuseRequired(tx, { authMethodId: before.id }, null);
    const after = await loadMethod(ctx, tx, before.id);
    const connectors = await tx.ssoConnector.findMany({ where: { authMethodId: before.id }, select: { id: true } });
    const endedSessions = await endConnectorSessions(tx, {
      connectorIds: connectors.map(({ id }) => id),
      reason: 'method_deactivated',
      now: ctx.now(),
    });
    await notifyAgents(tx, { authMethodId: before.id, now: ctx.now() });
    const recorded = await recordHistory(ctx, tx, {
      action: 'auth-method.deactivated',
      entity: 'auth-method',
      entityId: before.id,
      entityName: before.name,
      before: describeMethod(ctx, before),
      after: { ...describeMethod(ctx, after), endedSessions },
    });
    return recorded.with({ version: after.version, endedSessions });
  });
}
