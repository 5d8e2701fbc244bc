import { EditCrmForm } from '@/components/crms/crm-form';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import { listMethodChoices } from '@/lib/services/crms/queries';
import { getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, crmTitle, readCrmPage } from '../crm-page';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function CrmSettingsPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm, canModify } = await readCrmPage(id);
  const [t, methods] = await Promise.all([getTranslations('crm'), listMethodChoices(ctx, { provider: crm.type })]);
  return (
    <CrmPage id={id}>
      <DescriptionList
        className="mb-6"
        items={[
          { term: t('type'), value: isProviderId(crm.type) ? providerManifests[crm.type].name : crm.type },
          { term: t('changed'), value: <Time value={crm.updatedAt} /> },
        ]}
      />
      <EditCrmForm
        id={id}
        values={{ name: crm.name, reference: crm.reference, authMethodId: crm.authMethod.id, version: crm.version }}
        methods={methods}
        readOnlyReason={canModify ? undefined : t('readOnly')}
      />
    </CrmPage>
  );
}
