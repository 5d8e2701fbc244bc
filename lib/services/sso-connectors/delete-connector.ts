import type { DependencyItem } from '@/lib/domain/answers/row';
import type { ReadDb } from '@/lib/platform/db';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { describeConnector, FOR_HISTORY } from './describe-connector';
import { endConnectorSessions } from './end-connector-sessions';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'sso-connectors/delete-connector',
  access: 'sso-connectors.delete',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'anything',
});

/** Refused while users are assigned to it or a role requires it. Ends remaining sessions of users who no longer are. */
export async function deleteConnector(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const connector = found(await tx.ssoConnector.findUnique({ where: { id: input.id }, include: FOR_HISTORY }));
    refuseInUse(await dependentsOfConnector(tx, connector.id));
    await endConnectorSessions(tx, { connectorIds: [connector.id], reason: 'connector_deleted', now: ctx.now() });
    await tx.ssoConnector.delete({ where: { id: connector.id } });
    return recordHistory(ctx, tx, {
      action: 'sso-connector.deleted',
      entity: 'sso-connector',
      entityId: connector.id,
      entityName: connector.name,
      before: describeConnector(ctx, connector),
    });
  });
}

/** The roles that require a connector, and the first hundred users assigned to it. */
export async function dependentsOfConnector(
  tx: Pick<ReadDb, 'user' | 'role'>,
  connectorId: string,
): Promise<DependencyItem[]> {
  const roles = await tx.role.findMany({
    where: { requiredConnectorId: connectorId },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const users = await tx.user.findMany({
    where: { ssoConnectorId: connectorId },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 100,
  });
  return [
    ...roles.map(({ id, name }) => ({ entityType: 'role' as const, id, name, href: `/maker/roles/${id}` })),
    ...users.map(({ id, name }) => ({ entityType: 'user' as const, id, name, href: `/maker/users/${id}` })),
  ];
}
