import type { z } from 'zod';
import { ssoConnectorEditSchema } from '@/lib/domain/people/sso';
import type { Tx } from '@/lib/platform/db';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { describeConnector, WITH_METHOD } from './describe-connector';
import { endConnectorSessions } from './end-connector-sessions';
import { requireManageablePeople } from '../access';
import { requireMethod } from './require-method';

/** Disabling it, or moving it to another method, ends the sessions created through it. */
export async function editConnector(
  ctx: Ctx,
  input: { id: string } & z.input<typeof ssoConnectorEditSchema>,
): Promise<{ version: number; endedSessions: number }> {
  authorise(ctx, 'sso-connectors.modify');
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(ssoConnectorEditSchema, rest);
  return write(ctx, 'sso-connectors.modify', async (tx) => {
    const before = found(await tx.ssoConnector.findUnique({ where: { id }, include: WITH_METHOD }));
    await checkVersion(tx, 'sso-connector', before, version);
    const method = await requireMethod(tx, data.authMethodId);
    if (
      method.id !== before.authMethodId &&
      (method.portalId === null || method.portalId !== before.authMethod.portalId)
    )
      await requireManageablePeople(ctx, tx, { id });
    const after = await tx.ssoConnector.update({
      where: { id, version },
      data: { ...data, version: { increment: 1 } },
      include: WITH_METHOD,
    });

    const isOtherMethod = before.authMethodId !== data.authMethodId;
    const unlinkedIdentities = isOtherMethod ? await moveIdentities(tx, id, method) : 0;
    const reason =
      before.enabled && !data.enabled
        ? ('connector_disabled' as const)
        : isOtherMethod
          ? ('connector_changed' as const)
          : null;
    const endedSessions =
      reason === null ? 0 : await endConnectorSessions(tx, { connectorIds: [id], reason, now: ctx.now() });
    const recorded = await recordHistory(ctx, tx, {
      action: 'sso-connector.edited',
      entity: 'sso-connector',
      entityId: id,
      entityName: after.name,
      before: describeConnector(before),
      after: { ...describeConnector(after), ...(reason === null ? {} : { endedSessions, unlinkedIdentities }) },
    });
    return recorded.with({ version: after.version, endedSessions });
  });
}

/** Identities of the same account stay linked; those of another account are meaningless there. */
async function moveIdentities(
  tx: Tx,
  connectorId: string,
  method: { id: string; portalId: string | null },
): Promise<number> {
  const { count } = await tx.ssoIdentity.deleteMany({
    where: { connectorId, ...(method.portalId === null ? {} : { portalId: { not: method.portalId } }) },
  });
  await tx.ssoIdentity.updateMany({ where: { connectorId }, data: { authMethodId: method.id } });
  return count;
}
