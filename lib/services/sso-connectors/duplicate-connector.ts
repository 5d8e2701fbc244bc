import type { Tx } from '@/lib/platform/db';
import { checkLimit } from '../check-limit';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { copyName, copyReference } from '../copy-name';
import { describeConnector, FOR_HISTORY } from './describe-connector';
import { WITH_OIDC, type StoredOidc } from './load-connector';
import { requireGroupRoles } from './require-group-roles';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'sso-connectors/duplicate-connector',
  access: 'sso-connectors.create',
  freshSignIn: { when: 'groups get a role with rights' },
  handsOut: ['role'],
  touches: 'nothing',
});

/** Copies the settings and tags under a new name and login URL, without users and without a client secret. */
export async function duplicateConnector(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'ssoConnectors', () => tx.ssoConnector.count());
    const source = found(
      await tx.ssoConnector.findUnique({
        where: { id: input.id },
        include: { tags: { select: { id: true } }, ...WITH_OIDC },
      }),
    );
    const others = await tx.ssoConnector.findMany({ select: { name: true, reference: true } });
    const created = await tx.ssoConnector.create({
      data: {
        name: copyName(ctx.actor, source.name, others),
        reference: copyReference(source.reference, others),
        type: source.type,
        enabled: source.enabled,
        authMethodId: source.authMethodId,
        tags: { connect: source.tags },
      },
    });
    await requireGroupRoles(ctx, tx, source.oidc?.groupRoles ?? [], null);
    if (source.oidc) await copyClient(tx, created.id, source.oidc);
    const copy = found(await tx.ssoConnector.findUnique({ where: { id: created.id }, include: FOR_HISTORY }));
    const recorded = await recordHistory(ctx, tx, {
      action: 'sso-connector.duplicated',
      entity: 'sso-connector',
      entityId: copy.id,
      entityName: copy.name,
      after: { copyOf: source.name, ...describeConnector(ctx, copy) },
    });
    return recorded.with({ id: copy.id });
  });
}

async function copyClient(tx: Tx, connectorId: string, source: StoredOidc): Promise<void> {
  const { clientSecret: _secret, clientSecretSetAt: _setAt, groupRoles, ...settings } = source;
  await tx.oidcClient.create({ data: { ...settings, connectorId } });
  await tx.oidcGroupRole.createMany({
    data: groupRoles.map(({ position, group, roleId }) => ({ connectorId, position, group, roleId })),
  });
}
