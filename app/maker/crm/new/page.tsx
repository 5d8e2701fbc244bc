import { CreateCrmForm } from '@/components/crms/crm-form';
import { PageHeader } from '@/components/ui/page-header';
import { providerManifests } from '@/lib/integrations/crm/manifests';
import { listMethodChoices, listReferences } from '@/lib/services/crms/queries';
import { getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('crm'))('newTitle') };
}

export default async function NewCrmPage() {
  // The form's choices are visible to anybody who can open this module.
  await requirePage('crm.access');
  const ctx = await requirePage('crm.create');
  const manifests = Object.values(providerManifests);
  const [t, methods, takenReferences] = await Promise.all([
    getTranslations('crm'),
    Promise.all(
      manifests.map(async (manifest) => ({
        provider: manifest.id,
        name: manifest.name,
        methods: await listMethodChoices(ctx, { provider: manifest.id }),
      })),
    ),
    listReferences(ctx),
  ]);
  return (
    <>
      <PageHeader title={t('newTitle')} description={t('newPurpose')} crumb={t('newTitle')} />
      <CreateCrmForm types={methods} takenReferences={takenReferences} />
    </>
  );
}
