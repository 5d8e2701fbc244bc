import { ssoConnectorInputSchema, type SsoConnectorInput } from '@/lib/domain/people/sso';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { describeConnector, WITH_METHOD } from './describe-connector';
import { requireMethod } from './require-method';

/** Creates a connector that lets agents sign in through an authentication method. */
export async function createConnector(ctx: Ctx, input: SsoConnectorInput): Promise<{ id: string }> {
  authorise(ctx, 'sso-connectors.create');
  const data = parseInput(ssoConnectorInputSchema, input);
  return write(ctx, 'sso-connectors.create', async (tx) => {
    await checkLimit(tx, 'ssoConnectors', () => tx.ssoConnector.count());
    await requireMethod(tx, data.authMethodId);
    const connector = await tx.ssoConnector.create({ data, include: WITH_METHOD });
    const recorded = await recordHistory(ctx, tx, {
      action: 'sso-connector.created',
      entity: 'sso-connector',
      entityId: connector.id,
      entityName: connector.name,
      after: describeConnector(connector),
    });
    return recorded.with({ id: connector.id });
  });
}
