import { ssoConnectorInputSchema, type SsoConnectorInput } from '@/lib/domain/people/sso';
import { checkLimit } from '../check-limit';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { describeConnector, FOR_HISTORY } from './describe-connector';
import { requireGroupRoles } from './require-group-roles';
import { requireMethod } from './require-method';
import { storeOidcClient } from './store-oidc-client';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'sso-connectors/create-connector',
  access: 'sso-connectors.create',
  freshSignIn: { when: 'groups get a role with rights' },
  handsOut: ['role'],
  touches: 'nothing',
});

/** Creates a connector that lets its users sign in, through an authentication method or an OpenID Connect provider. */
export async function createConnector(ctx: Ctx, input: SsoConnectorInput): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const { oidc, authMethodId, ...fields } = parseInput(ssoConnectorInputSchema, input);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'ssoConnectors', () => tx.ssoConnector.count());
    if (authMethodId) await requireMethod(tx, authMethodId);
    const { id } = await tx.ssoConnector.create({ data: { ...fields, authMethodId: authMethodId ?? null } });
    await requireGroupRoles(ctx, tx, oidc?.groupRoles ?? [], id);
    if (oidc) await storeOidcClient(ctx, tx, id, oidc, null);
    const connector = found(await tx.ssoConnector.findUnique({ where: { id }, include: FOR_HISTORY }));
    const recorded = await recordHistory(ctx, tx, {
      action: 'sso-connector.created',
      entity: 'sso-connector',
      entityId: connector.id,
      entityName: connector.name,
      after: describeConnector(ctx, connector),
    });
    return recorded.with({ id: connector.id });
  });
}
