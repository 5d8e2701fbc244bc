import { requireUser, type Ctx } from '../context';
import { withAccess } from '../connections/with-access';
import { loadAgentModel, requireObject } from './internal';
import { propertiesOf, describeCard, type Card } from './describe-card';

/** One card, read fresh from the CRM. */
export async function openCard(ctx: Ctx, input: { objectId: string; recordId: string }): Promise<Card> {
  const actor = requireUser(ctx);
  const { crm, object } = requireObject(await loadAgentModel(ctx, actor), input.objectId, 'canView');
  const record = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.get(access, { objectApiName: object.apiName, id: input.recordId }, propertiesOf(object)),
  );
  return describeCard(crm, object, record);
}
