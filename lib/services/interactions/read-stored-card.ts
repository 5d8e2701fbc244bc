import type { StoredCard } from '@/lib/domain/crm/attached-card';
import { cardTitle, namingFields, namingValues } from '@/lib/domain/crm/card-title';
import type { RecordRef } from '@/lib/domain/crm/records';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { AgentCrm, AgentObject } from '../cards/internal';
import { withAccess } from '../connections/with-access';
import type { Ctx } from '../context';

/**
 * The whole card for the ledger; `names` lets the Banner build a title from what the profile shows. While the CRM doesn't
 * answer it is known by its ID alone: the link is made once the CRM answers, or left out if the record is gone.
 */
export async function readStoredCard(
  ctx: Ctx,
  crm: AgentCrm,
  object: AgentObject,
  recordId: string,
): Promise<StoredCard> {
  const naming = namingFields(object.fields, object.shown);
  const ref: RecordRef = { objectApiName: object.apiName, id: recordId };
  const kept = { crmId: crm.id, objectId: object.id, objectApiName: object.apiName, objectName: object.name };
  try {
    const record = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
      provider.records.get(
        access,
        ref,
        naming.map(({ apiName }) => apiName),
      ),
    );
    return {
      ...kept,
      recordId: record.id,
      title: cardTitle(object, record),
      names: namingValues(naming, record),
      url: record.url,
    };
  } catch (error) {
    const { portalId, uiDomain } = crm.authMethod;
    if (!(error instanceof ProviderError) || !error.retryable || portalId === null) throw error;
    const url = ctx.provider(crm.type).records.recordUrl({ id: portalId, uiDomain: uiDomain ?? '' }, ref);
    return { ...kept, recordId, title: `${object.name} ${recordId}`, url };
  }
}
