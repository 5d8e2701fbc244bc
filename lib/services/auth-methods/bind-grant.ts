import { describeEmail } from '@/lib/domain/base/canonical-email';
import type { Tx } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/jobs';
import { recordHistory, requireUser, type Ctx, type Recorded, type WriteTx } from '../context';
import { listMethodDependents } from './list-method-dependents';
import { describeMethod } from './describe-method';
import { scheduleAccountOptions } from '../connections/schedule-account-options';
import { endConnectorSessions } from '../sso-connectors/end-connector-sessions';
import { refuseRequired } from '../sso-connectors/refuse-required';
import { requireGrantable } from '../access';
import { sealTokens } from '../connections/seal-tokens';
import type { ReceivedGrant } from './seal-pending-grant';
import { loadMethod, type Method } from '../connections/load-method';
import { notifyAgents } from '../connections/notify-agents';

/**
 * Stores the grant with the method: sealed tokens, account, status, history and the end of the flow, in the caller's
 * transaction. A new account unlinks the identities of the old one and ends their sessions.
 */
export async function bindGrant(
  ctx: Ctx,
  tx: WriteTx,
  input: { method: Method; received: ReceivedGrant; transactionId: string },
): Promise<Recorded<void>> {
  const { method, received, transactionId } = input;
  const { grant, identity, account, obtainedAt } = received;
  const user = requireUser(ctx);
  const now = ctx.now();
  const people = { ssoConnector: { authMethodId: method.id } };
  await requireGrantable(ctx, tx, { 'sign-in route': method.portalId === account.id ? null : people });

  const tokens = { ...sealTokens(ctx, method.id, grant), accessExpiresAt: grant.expiresAt, obtainedAt };
  await tx.authGrant.upsert({
    where: { authMethodId: method.id },
    create: { authMethodId: method.id, ...tokens },
    // A concurrent refresh of the previous grant finds another version and lease, and gives up.
    update: {
      ...tokens,
      tokenVersion: { increment: 1 },
      leaseId: null,
      leaseUntil: null,
      lastRefreshAt: null,
      refreshFailures: 0,
      lastFailure: null,
    },
  });
  await tx.authMethod.update({
    where: { id: method.id, version: method.version },
    data: {
      status: 'enabled',
      disabledReason: null,
      activationRefusal: null,
      activatingUntil: null,
      activatedIn: ctx.config.hubspotMode,
      portalId: account.id,
      portalName: account.name,
      portalDomain: account.domain,
      uiDomain: account.uiDomain,
      portalTimeZone: account.timeZone,
      portalAccountType: account.type,
      grantedScopes: [...identity.scopes],
      installerEmail: identity.email === null ? null : describeEmail(identity.email),
      activatedAt: now,
      activatedById: user.userId,
      version: { increment: 1 },
    },
  });
  const after = await loadMethod(ctx, tx, method.id);
  await tx.oAuthTransaction.update({ where: { id: transactionId }, data: { outcome: 'succeeded', pending: null } });

  const isReplaced = method.portalId !== null && method.portalId !== account.id;
  if (isReplaced) await refuseRequired(tx, { authMethodId: method.id }, null);
  // An ID of another account means nothing here and would block the person's own.
  const { count } = await tx.ssoIdentity.deleteMany({
    where: { authMethodId: method.id, portalId: { not: account.id } },
  });
  const replacement = isReplaced ? await leavePortal(ctx, tx, method.id, count) : {};
  // Retry what waited for this connection, but not what was meant for another account.
  if (!isReplaced) await enqueue(tx, 'requeue-after-activation', { authMethodId: method.id });
  // The account's unique properties may have changed since they were detected.
  await tx.writeKey.updateMany({ where: { portalId: account.id }, data: { property: null } });
  await scheduleAccountOptions(tx, method.id);
  await notifyAgents(tx, { authMethodId: method.id, now });
  return recordHistory(ctx, tx, {
    action: isReplaced ? 'auth-method.portal-replaced' : 'auth-method.activated',
    entity: 'auth-method',
    entityId: method.id,
    entityName: method.name,
    before: describeMethod(ctx, method),
    after: { ...describeMethod(ctx, after), grantedScopes: after.grantedScopes, ...replacement },
  });
}

async function leavePortal(
  ctx: Ctx,
  tx: Tx,
  methodId: string,
  unlinkedIdentities: number,
): Promise<Record<string, unknown>> {
  await tx.accountOptions.deleteMany({ where: { authMethodId: methodId } });
  await tx.accountOwners.deleteMany({ where: { authMethodId: methodId } });
  const connectors = await tx.ssoConnector.findMany({ where: { authMethodId: methodId }, select: { id: true } });
  const endedSessions = await endConnectorSessions(tx, {
    connectorIds: connectors.map(({ id }) => id),
    reason: 'portal_replaced',
    now: ctx.now(),
  });
  const dependents = await listMethodDependents(tx, methodId);
  return {
    dependents: dependents.map(({ entityType, name }) => `${entityType}: ${name}`),
    unlinkedIdentities,
    endedSessions,
  };
}
