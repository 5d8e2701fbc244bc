import { ObjectList } from '@/components/crm-objects/object-list';
import { ScopeCallout } from '@/components/crms/scope-callout';
import { LIMITS } from '@/lib/domain/base/limits';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { findKnownObject } from '@/lib/integrations/crm/contract/manifest';
import { readScopePlan } from '@/lib/services/crms/read-scope-plan';
import { getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, crmTitle, readCrmPage } from './crm-page';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function CrmObjectsPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm, canModify } = await readCrmPage(id);
  const [hubspot, plan] = await Promise.all([getTranslations('hubspot'), readScopePlan(ctx, { crmId: id })]);
  // Suggestions carry the provider's labels in the user's language.
  const manifest = isProviderId(crm.type) ? providerManifests[crm.type] : null;
  const suggestions = manifest?.objects.map(({ apiName, nameKey }) => ({ apiName, name: hubspot(nameKey) })) ?? [];
  return (
    <CrmPage id={id}>
      <ScopeCallout plan={plan} method={crm.authMethod} />
      <ObjectList
        crmId={id}
        isConnected={crm.authMethod.status === 'enabled'}
        canModify={canModify}
        limit={LIMITS.objectsPerCrm}
        suggestions={suggestions}
        objects={crm.objects.map(({ id: objectId, name, apiName, version, fields }) => ({
          id: objectId,
          name,
          apiName,
          version,
          fieldCount: fields.length,
          isKnown: manifest !== null && findKnownObject(manifest, apiName) !== null,
        }))}
      />
    </CrmPage>
  );
}
