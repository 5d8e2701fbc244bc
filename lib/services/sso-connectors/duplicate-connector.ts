import { checkLimit } from '../check-limit';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { copyName, copyReference } from '../copy-name';
import { describeConnector, WITH_METHOD } from './describe-connector';

/** Copies the method and tags under a new name and login URL, without users. */
export async function duplicateConnector(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, 'sso-connectors.create');
  return write(ctx, 'sso-connectors.create', async (tx) => {
    await checkLimit(tx, 'ssoConnectors', () => tx.ssoConnector.count());
    const source = found(
      await tx.ssoConnector.findUnique({ where: { id: input.id }, include: { tags: { select: { id: true } } } }),
    );
    const others = await tx.ssoConnector.findMany({ select: { name: true, reference: true } });
    const copy = await tx.ssoConnector.create({
      data: {
        name: copyName(ctx.actor, source.name, others),
        reference: copyReference(source.reference, others),
        type: source.type,
        enabled: source.enabled,
        authMethodId: source.authMethodId,
        tags: { connect: source.tags },
      },
      include: WITH_METHOD,
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'sso-connector.duplicated',
      entity: 'sso-connector',
      entityId: copy.id,
      entityName: copy.name,
      after: { copyOf: source.name, ...describeConnector(copy) },
    });
    return recorded.with({ id: copy.id });
  });
}
